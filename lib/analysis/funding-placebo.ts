import { DAY } from "../tables/time.ts";
import { type Excess, excessBefore, type ResetRules, timeToReset } from "./funding-excess.ts";
import type { FundingRates } from "./funding-rates.ts";

/** How times that were no cascade are matched with an event. */
export interface PlaceboRules {
  /** Days that a placebo must be away from every cascade. */
  away_days: number;
  /** Largest difference of its e0, as a share of the event's; the second if the first gives few. */
  tolerance: number;
  wide_tolerance: number;
  minimum: number;
}

export const PLACEBO_RULES: PlaceboRules = {
  away_days: 7,
  tolerance: 0.25,
  wide_tolerance: 0.5,
  minimum: 20,
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
 *
 * @param cascades times, ms, that candidates keep away from
 * @example placeboCandidates(rates, t0, cascadePeaks, RESET_RULES, 7).length
 */
export function placeboCandidates(
  rates: FundingRates,
  t0: number,
  cascades: readonly number[],
  rules: ResetRules,
  awayDays: number,
): Candidate[] {
  const { time } = rates;
  const found: Candidate[] = [];
  if (time.length === 0) return found;
  const start = t0 - Math.floor((t0 - time[0]) / DAY) * DAY;
  for (let t = start; t <= time[time.length - 1]; t += DAY) {
    if (cascades.some((cascade) => Math.abs(t - cascade) <= awayDays * DAY)) continue;
    const excess = excessBefore(rates, t, rules);
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
