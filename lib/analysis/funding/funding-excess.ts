import { lowerBound, upperBound } from "../../series/asof.ts";
import { mad } from "../../stats/mad.ts";
import { median } from "../../stats/quantile.ts";
import { DAY, HOUR } from "../../tables/time.ts";
import type { FundingRates } from "../market/funding-rates.ts";

/** Rules of a reset; the defaults are those of the project's methods. */
export interface ResetRules {
  /** Days before the event whose median funding is neutral, and the settlements they must hold. */
  neutral_days: number;
  minimum_settlements: number;
  /** Days before the event whose median excess is what there is to reset. */
  before_days: number;
  /** Crowded where the excess is at least this many times its noise, which is at least the floor. */
  noise_multiple: number;
  noise_floor: number;
  /** Reset when the mean excess of this many hours has lost this share, not before `wait_hours`. */
  mean_hours: number;
  reset_share: number;
  wait_hours: number;
  /** Days after the event in which a reset is sought. */
  horizon_days: number;
}

export const RESET_RULES: ResetRules = {
  neutral_days: 180,
  minimum_settlements: 30,
  before_days: 7,
  noise_multiple: 2,
  noise_floor: 1e-6,
  mean_hours: 24,
  reset_share: 0.9,
  wait_hours: 16,
  horizon_days: 14,
};

/** Whose positions pay more than usual. */
export type Crowding = "long" | "short" | "none";

/** Funding before a time, in 8-hour terms. */
export interface Excess {
  /** Median of the days before. */
  neutral: number;
  /** Median excess over neutral in the week before. */
  e0: number;
  /** Standard error of e0, roughly. */
  noise: number;
  crowding: Crowding;
}

/** The excess before a time, or why there is none, as a clause. */
export type ExcessFinder = (t0: number) => Excess | string;

/**
 * How far funding lay from its neutral before a time.
 *
 * @returns the excess, or why there is none, as a clause
 * @example excessBefore(rates, parseTime("2025-10-10T21:20"), RESET_RULES)
 */
export function excessBefore(rates: FundingRates, t0: number, rules: ResetRules): Excess | string {
  return excessFinder(rates, rules)(t0);
}

/**
 * The same for many times of one series: times between the same settlements are worked out once.
 *
 * @example times.map(excessFinder(rates, RESET_RULES))
 */
export function excessFinder(
  { time, rate_8h, interval_hours }: FundingRates,
  rules: ResetRules,
): ExcessFinder {
  const found = new Map<string, Excess | string>();
  return (t0) => {
    const end = lowerBound(time, t0);
    const first = lowerBound(time, t0 - rules.neutral_days * DAY);
    const week = lowerBound(time, t0 - rules.before_days * DAY);
    const key = `${first} ${week} ${end}`;
    const known = found.get(key);
    if (known !== undefined) return known;
    const excess = excessOf(
      rate_8h.subarray(first, end),
      rate_8h.subarray(week, end),
      interval_hours.subarray(week, end),
      rules,
    );
    found.set(key, excess);
    return excess;
  };
}

/** Excess of the last week's rates over all of them. */
function excessOf(
  all: Float64Array,
  week: Float64Array,
  weekHours: Float64Array,
  rules: ResetRules,
): Excess | string {
  if (all.length < rules.minimum_settlements) {
    return `${all.length} settlements in the ${rules.neutral_days} days before, ` +
      `${rules.minimum_settlements} are needed`;
  }
  const hours = weekHours.reduce((sum, hours) => sum + hours, 0);
  if (hours * 2 < rules.before_days * 24) {
    return `funding is missing for most of the ${rules.before_days} days before`;
  }
  const neutral = median(all);
  const e0 = median(week) - neutral;
  // The excess is the rate less a constant, so its MAD is that of the rate.
  const noise = Math.max(rules.noise_floor, mad(all, neutral) / Math.sqrt(week.length));
  const crowding = Math.abs(e0) < rules.noise_multiple * noise ? "none" : e0 > 0 ? "long" : "short";
  return { neutral, e0, noise, crowding };
}

/** What became of an excess: when it was gone, or that it was not. */
export interface ResetSearch {
  /** Hours to the reset; Infinity where there was none; NaN where the data cannot tell. */
  hours: number;
  /** Longest time without a settlement between the event and the reset or horizon, hours. */
  longest_gap_hours: number;
}

/**
 * Seeks the first settlement, 16 hours to 14 days after a time, at which the mean excess of the last
 * 24 hours (none before the time) has lost nine tenths of e0: r = 1 - m/e0 >= 0.9.
 *
 * Without a reset the data must have reached the horizon with no day-long gap to say that there was
 * none; and one that is found after such a gap may have come in it, so that its time cannot be told.
 *
 * @example timeToReset(rates, t0, excess, RESET_RULES).hours // 26.67
 */
export function timeToReset(
  { time, rate_8h, interval_hours }: FundingRates,
  t0: number,
  { neutral, e0 }: Pick<Excess, "neutral" | "e0">,
  rules: ResetRules,
): ResetSearch {
  const end = t0 + rules.horizon_days * DAY;
  let i = upperBound(time, t0), oldest = i, sum = 0, gap = 0, hidden = 0;
  // The settlement before the event counts for the gap that the event may lie in.
  let last = time[i - 1] ?? t0;
  for (; i < time.length && time[i] <= end; i++) {
    gap = Math.max(gap, time[i] - last - interval_hours[i] * HOUR);
    hidden = Math.max(hidden, time[i] - Math.max(last, t0) - interval_hours[i] * HOUR);
    last = time[i];
    sum += rate_8h[i];
    while (time[oldest] <= time[i] - rules.mean_hours * HOUR) sum -= rate_8h[oldest++];
    if (time[i] < t0 + rules.wait_hours * HOUR) continue;
    const mean = sum / (i - oldest + 1) - neutral;
    if (1 - mean / e0 >= rules.reset_share) {
      const hours = hidden >= DAY ? NaN : (time[i] - t0) / HOUR;
      return { hours, longest_gap_hours: gap / HOUR };
    }
  }
  const step = (interval_hours[i - 1] ?? 0) * HOUR;
  gap = Math.max(gap, end - last - step);
  return { hours: gap >= DAY ? NaN : Infinity, longest_gap_hours: gap / HOUR };
}
