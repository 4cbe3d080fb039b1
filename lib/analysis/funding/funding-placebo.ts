import { wilson } from "../../stats/proportion.ts";
import { median } from "../../stats/quantile.ts";
import { DAY, formatTime } from "../../tables/time.ts";
import { type Excess, type ExcessFinder, type ResetRules, timeToReset } from "./funding-excess.ts";
import type { FundingRates } from "../market/funding-rates.ts";
import { episodesOf } from "../volume/optimism.ts";
import { type Interval, known } from "../result.ts";

/** How times that were no cascade are matched with an event. */
export interface PlaceboRules {
  /** Days that a placebo must be away from every cascade. */
  away_days: number;
  /** Largest difference of its e0, as a share of the event's; the second if the first gives few. */
  tolerance: number;
  wide_tolerance: number;
  minimum: number;
  /** Fewer than this, even so, are no ground to compare an event on. */
  fewest: number;
}

export const PLACEBO_RULES: PlaceboRules = {
  away_days: 7,
  tolerance: 0.25,
  wide_tolerance: 0.5,
  minimum: 20,
  fewest: 5,
};

/** One day's time at which a reset is sought, though nothing happened. */
export interface Candidate {
  time: number;
  excess: Excess;
  /** Hours to reset; Infinity where it did not. */
  hours: number;
}

/**
 * The same time of day on every day of the series on which a reset can be sought and told. The time
 * of day is kept, because the hours to a reset depend on where between two settlements one starts.
 * Funding must reach over the whole horizon: at the end of the data only quick resets could be told.
 *
 * @param excessAt as `excessFinder` makes it of the same rates
 * @param cascades times, ms, that candidates keep away from
 * @example placeboCandidates(rates, excessFinder(rates, rules), t0, cascadePeaks, rules, 7).length
 */
export function placeboCandidates(
  rates: FundingRates,
  excessAt: ExcessFinder,
  t0: number,
  cascades: readonly number[],
  rules: ResetRules,
  awayDays: number,
): Candidate[] {
  const { time } = rates;
  const found: Candidate[] = [];
  if (time.length === 0) return found;
  const last = time[time.length - 1] - rules.horizon_days * DAY;
  const start = t0 - Math.floor((t0 - time[0]) / DAY) * DAY;
  for (let t = start; t <= last; t += DAY) {
    if (cascades.some((cascade) => Math.abs(t - cascade) <= awayDays * DAY)) continue;
    const excess = excessAt(t);
    if (typeof excess === "string") continue;
    const { hours } = timeToReset(rates, t, excess, rules);
    if (!Number.isNaN(hours)) found.push({ time: t, excess, hours });
  }
  return found;
}

/** Placebos of one event. */
export interface Matched {
  matched: Candidate[];
  /** The tolerance that gave them. */
  tolerance: number;
}

/**
 * The candidates whose excess is like the event's: of its sign and within a quarter of its size, or
 * within half where that gives fewer than 20.
 *
 * @example matchPlacebos(candidates, excess.e0, PLACEBO_RULES).matched.length
 */
export function matchPlacebos(
  candidates: readonly Candidate[],
  e0: number,
  rules: PlaceboRules,
): Matched {
  const within = (tolerance: number) =>
    candidates.filter(({ excess }) => Math.abs(excess.e0 / e0 - 1) <= tolerance);
  const close = within(rules.tolerance);
  return close.length >= rules.minimum
    ? { matched: close, tolerance: rules.tolerance }
    : { matched: within(rules.wide_tolerance), tolerance: rules.wide_tolerance };
}

/**
 * Where a time to reset lies among others, in percent, ties counted half; those that never reset are
 * the slowest. NaN among none.
 *
 * @example placeboPercentile([16, 24, Infinity], 24) // 50
 */
export function placeboPercentile(others: readonly number[], hours: number): number {
  let rank = 0;
  for (const other of others) rank += other < hours ? 1 : other === hours ? 0.5 : 0;
  return 100 * rank / others.length;
}

/** Times that were no cascade, matched by excess. */
export interface Placebo {
  n: number;
  /** Largest difference of their e0 from the event's, as a share of it; and whether it was widened. */
  tolerance: number;
  widened: boolean;
  /** Runs of matched days more than 7 days apart: neighbouring days are nearly one observation. */
  episodes: number;
  reset: number;
  /** Of the reset rate: Wilson, as if there were one observation an episode. */
  reset_rate_interval: Interval;
  /** Null where half of them or more never reset. */
  median_hours: number | null;
  /** Of each its own neutral, and its hours to reset, null where it did not. */
  times: { at: string; neutral: number; hours: number | null }[];
}

/**
 * What became of times like the event at which nothing happened.
 *
 * @param cascades times, ms, that placebos keep away from; they keep away from the event, too
 * @example placebosOf(rates, excessAt, t0, cascadePeaks, excess.e0, rules).reset
 */
export function placebosOf(
  rates: FundingRates,
  excessAt: ExcessFinder,
  t0: number,
  cascades: readonly number[],
  e0: number,
  rules: ResetRules & PlaceboRules,
): Placebo {
  const candidates = placeboCandidates(
    rates,
    excessAt,
    t0,
    [t0, ...cascades],
    rules,
    rules.away_days,
  );
  const { matched, tolerance } = matchPlacebos(candidates, e0, rules);
  const n = matched.length;
  const hours = matched.map((placebo) => placebo.hours);
  const reset = hours.filter((value) => value < Infinity).length;
  const days = matched.map(({ time }) => Math.round(time / DAY));
  const episodes = episodesOf(days, rules.away_days).length;
  return {
    n,
    tolerance,
    widened: tolerance > rules.tolerance,
    episodes,
    reset,
    reset_rate_interval: wilson(n ? episodes * reset / n : 0, episodes),
    median_hours: known(median(hours)),
    times: matched.map(({ time, excess, hours }) => ({
      at: formatTime(time),
      neutral: excess.neutral,
      hours: known(hours),
    })),
  };
}
