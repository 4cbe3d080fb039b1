/** Open interest in the base asset, so that a price change does not count twice. */
import { lowerBound, upperBound } from "../../series/asof.ts";
import { median } from "../../stats/quantile.ts";
import type { Columns } from "../../tables/columns.ts";
import { HOUR } from "../../tables/time.ts";

/**
 * Open interest in the base asset: as reported, else its USD value over the price at that time (the
 * opening price of the bar at hand). NaN where neither is known.
 *
 * @param bars of the same asset, sorted; needed only where the base amount is unknown
 * @example baseOpenInterest(openInterest, bars)[0]
 */
export function baseOpenInterest(
  { time, open_interest, open_interest_usd }: Columns<"open_interest">,
  bars?: Columns<"candles">,
): Float64Array {
  return Float64Array.from(open_interest, (base, i) => {
    if (!Number.isNaN(base) || !bars) return base;
    const bar = upperBound(bars.time, time[i]) - 1;
    return bar >= 0 ? open_interest_usd[i] / bars.open[bar] : NaN;
  });
}

/**
 * The price that follows from open interest in USD and in coins, as a multiple of the price at that
 * time: near 1 where both are what they say. NaN where no reading has both beside a bar.
 *
 * @example impliedPriceRatio(contractsTakenForCoins, bars) // 0.0015
 */
export function impliedPriceRatio(
  { time, open_interest, open_interest_usd }: Columns<"open_interest">,
  bars: Columns<"candles">,
): number {
  return median(Float64Array.from(time, (at, i) => {
    const bar = upperBound(bars.time, at) - 1;
    return bar >= 0 ? open_interest_usd[i] / open_interest[i] / bars.open[bar] : NaN;
  }));
}

/** Open interest before and after a span of time. */
export interface OpenInterestStep {
  before: number;
  after: number;
  /** after / before - 1. */
  change: number;
}

/** A reading further from the span than this says too little about it. */
export const READING_TOLERANCE = 4 * HOUR;

/**
 * The last reading at or before `from` beside the first at or after `to`, each at most `tolerance`
 * away; null where one is missing.
 *
 * @param time sorted times of the readings, snapshots of their moment
 * @param values as `baseOpenInterest` gives them
 * @example openInterestAcross(oi.time, baseOpenInterest(oi), start, end)?.change
 */
export function openInterestAcross(
  time: Float64Array,
  values: Float64Array,
  from: number,
  to: number,
  tolerance = READING_TOLERANCE,
): OpenInterestStep | null {
  const first = upperBound(time, from) - 1, last = lowerBound(time, to);
  if (first < 0 || last >= time.length) return null;
  if (from - time[first] > tolerance || time[last] - to > tolerance) return null;
  const before = values[first], after = values[last];
  return before > 0 && after >= 0 ? { before, after, change: after / before - 1 } : null;
}
