import { lowerBound } from "../../series/asof.ts";
import { DAY } from "../../tables/time.ts";
import type { DailyMarket } from "../market/daily-market.ts";
import { type FundingRates, meanRate } from "../market/funding-rates.ts";

/** What makes a day optimistic; the defaults are those of the project's methods. */
export interface OptimismRules {
  /** Days of the trailing return, which must be above 0. */
  return_days: number;
  /** Days of the trailing mean of 8-hour funding, which must be above `funding_8h`. */
  funding_days: number;
  funding_8h: number;
  /** An optimistic day more than this many days after the one before it starts a new episode. */
  episode_gap_days: number;
}

export const OPTIMISM_RULES: OptimismRules = {
  return_days: 30,
  funding_days: 7,
  funding_8h: 0.00005,
  episode_gap_days: 7,
};

/** By day: what optimism is judged by, and the judgement. */
export interface Optimism {
  trailing_return: Float64Array;
  mean_funding_8h: Float64Array;
  /** 1 optimistic, 0 not, -1 where return or funding is not known. */
  optimistic: Int8Array;
}

/**
 * Judges each day by the past alone: price higher than 30 days before and longs paying more than
 * 0.005% per 8 hours over the last 7 days. The trailing windows include the day itself.
 *
 * @example optimism(market, rates, OPTIMISM_RULES).optimistic
 */
export function optimism(
  market: DailyMarket,
  rates: FundingRates,
  rules: OptimismRules,
): Optimism {
  const days = market.time.length;
  const trailing_return = new Float64Array(days).fill(NaN);
  const mean_funding_8h = new Float64Array(days);
  const optimistic = new Int8Array(days);
  const span = rules.funding_days * DAY;
  for (let day = 0; day < days; day++) {
    if (day >= rules.return_days) {
      trailing_return[day] = market.close[day] / market.close[day - rules.return_days] - 1;
    }
    const end = market.time[day] + DAY;
    mean_funding_8h[day] = meanRate(
      rates,
      lowerBound(rates.time, end - span),
      lowerBound(rates.time, end),
      span,
    );
    const unknown = Number.isNaN(trailing_return[day]) || Number.isNaN(mean_funding_8h[day]);
    // The mean of equal rates may come out a rounding error above them.
    const threshold = rules.funding_8h * (1 + 1e-9);
    const both = trailing_return[day] > 0 && mean_funding_8h[day] > threshold;
    optimistic[day] = unknown ? -1 : Number(both);
  }
  return { trailing_return, mean_funding_8h, optimistic };
}

/**
 * Numbers of days, sorted, cut where two are more than `gap` apart.
 *
 * @example episodesOf([3, 4, 20], 7) // [[3, 4], [20]]
 */
export function episodesOf(days: readonly number[], gap: number): number[][] {
  const episodes: number[][] = [];
  for (let i = 0; i < days.length; i++) {
    if (i === 0 || days[i] - days[i - 1] > gap) episodes.push([]);
    episodes[episodes.length - 1].push(days[i]);
  }
  return episodes;
}
