import type { Columns } from "../../tables/columns.ts";
import { HOUR } from "../../tables/time.ts";
import { median } from "../../stats/quantile.ts";
import { fundingIntervals, settlementTime } from "../../tables/funding-interval.ts";

/** Funding settlements in 8-hour terms, and what was noticed about them. */
export interface FundingRates {
  /** Settlement times, ms, to the minute: venues write a few milliseconds of delay into them. */
  time: Float64Array;
  /** `rate * 8 / interval_hours`. */
  rate_8h: Float64Array;
  interval_hours: Float64Array;
  /** Faults of the data, one clause each; empty when there are none. */
  notes: string[];
  /** Whether the rates are so large that they must be percent rather than fractions. */
  percent_suspected: boolean;
}

// 0.1% per 8 hours is 110% a year. No market pays that half of the time; in percent the usual 0.01%
// reads 0.01, ten times as much as this.
const LARGEST_USUAL_RATE = 0.001;

/**
 * Normalises settlements to 8 hours. An unknown interval is found from the settlements' times; such
 * rows are counted in the notes, and rows whose interval cannot be told are left out and counted.
 *
 * @example fundingRates(funding).rate_8h
 */
export function fundingRates(funding: Columns<"funding">): FundingRates {
  const intervals = fundingIntervals(funding.time, funding.interval_hours);
  const kept: number[] = [];
  let inferred = 0;
  for (let i = 0; i < intervals.length; i++) {
    if (Number.isNaN(intervals[i]) || Number.isNaN(funding.rate[i])) continue;
    if (Number.isNaN(funding.interval_hours[i])) inferred++;
    kept.push(i);
  }
  const pick = (values: Float64Array) => Float64Array.from(kept, (i) => values[i]);
  const interval_hours = pick(intervals);
  const rate_8h = pick(funding.rate).map((rate, i) => rate * 8 / interval_hours[i]);
  const percent_suspected = median(rate_8h.map(Math.abs)) > LARGEST_USUAL_RATE;
  const unknown = intervals.length - kept.length;
  const notes: string[] = [];
  if (inferred) notes.push(inferredIntervals(inferred));
  if (unknown) notes.push(`${unknown} settlements left out: their interval cannot be told`);
  if (percent_suspected) {
    notes.push("rates look like percent, not fractions: no rate or USD amount is to be trusted");
  }
  const time = pick(funding.time).map(settlementTime);
  return { time, rate_8h, interval_hours, notes, percent_suspected };
}

/**
 * What is said of settlements whose interval was inferred.
 *
 * @example inferredIntervals(3) // "3 settlements state no interval: it was inferred from their times"
 */
export function inferredIntervals(count: number): string {
  return `${count} settlements state no interval: it was inferred from their times`;
}

/**
 * Mean 8-hour rate of the settlements `first` to `end` (exclusive), each counted by the hours that it
 * pays for; NaN where they pay for less than half of a span of time.
 *
 * @param span ms
 * @example meanRate(rates, lowerBound(rates.time, from), lowerBound(rates.time, to), to - from)
 */
export function meanRate(rates: FundingRates, first: number, end: number, span: number): number {
  let paid = 0, hours = 0;
  for (let i = first; i < end; i++) {
    paid += rates.rate_8h[i] * rates.interval_hours[i];
    hours += rates.interval_hours[i];
  }
  return hours * HOUR * 2 >= span ? paid / hours : NaN;
}
