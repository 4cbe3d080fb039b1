/** The cascade detector: when liquidations run far above what is normal, by past data only. */
import { quantile } from "../../stats/quantile.ts";
import { DAY, MINUTE, startOfDay } from "../../tables/time.ts";

/** Thresholds of the detector, in multiples of normal. */
export interface CascadeOptions {
  /** Days before the bar's own whose median total is normal, and how many must be known. */
  baselineDays: number;
  minimumDays: number;
  /** Detected when the mean over this trailing time (ms) ... */
  window: number;
  /** ... is at least this multiple of normal. */
  detect: number;
  /** It starts and lasts with bars of at least this multiple. */
  keep: number;
  /** It ends before this time (ms) without such a bar ... */
  quiet: number;
  /** ... or after this time (ms). */
  cap: number;
}

/** For bars within a day. 30 and 4 were chosen by eye: show how results move with them. */
export const CASCADE_DEFAULTS: CascadeOptions = {
  baselineDays: 14,
  minimumDays: 7,
  window: 30 * MINUTE,
  detect: 30,
  keep: 4,
  quiet: 30 * MINUTE,
  cap: DAY,
};

/** For daily totals. */
export const DAILY_CASCADE_DEFAULTS: CascadeOptions = {
  baselineDays: 60,
  minimumDays: 20,
  window: DAY,
  detect: 4,
  keep: 2,
  quiet: DAY,
  cap: Infinity,
};

/** The defaults for bars of a length in ms. */
export function cascadeDefaults(step: number): CascadeOptions {
  return step >= DAY ? DAILY_CASCADE_DEFAULTS : CASCADE_DEFAULTS;
}

/** Totals on a regular grid; NaN where unknown. */
export interface Grid {
  start: number;
  step: number;
  total: Float64Array;
}

/** A cascade by slots of the grid: first, detected and last are inclusive. */
export interface Span {
  first: number;
  detected: number;
  last: number;
  /** What ended it: quiet, the cap, an unknown total, or the end of the data. */
  ended: "quiet" | "cap" | "gap" | "data";
}

/**
 * What one bar normally liquidates: the median of the daily totals of the days before the bar's UTC
 * day, over the bars of a day. Days with a missing or unknown bar do not count. NaN where fewer
 * days than the minimum are known.
 *
 * @returns one value per slot, in the unit of the totals
 */
export function normalPerBar(grid: Grid, options: CascadeOptions): Float64Array {
  const { start, step, total } = grid;
  const barsPerDay = DAY / step;
  const firstDay = startOfDay(start);
  const dayOf = (slot: number) => Math.floor((start + slot * step - firstDay) / DAY);
  const days = total.length > 0 ? dayOf(total.length - 1) + 1 : 0;
  const sums = new Float64Array(days), bars = new Float64Array(days);
  for (let s = 0; s < total.length; s++) {
    sums[dayOf(s)] += total[s];
    bars[dayOf(s)]++;
  }
  for (let d = 0; d < days; d++) if (bars[d] < barsPerDay) sums[d] = NaN;
  const normals = new Float64Array(days);
  for (let d = 0; d < days; d++) {
    const before = sums.slice(Math.max(0, d - options.baselineDays), d)
      .filter((sum) => !Number.isNaN(sum));
    normals[d] = before.length >= options.minimumDays ? quantile(before, 0.5) / barsPerDay : NaN;
  }
  return Float64Array.from(total, (_, s) => normals[dayOf(s)]);
}

/**
 * The cascades of a grid, in time. A normal of 0 or unknown is not testable there: nothing is found.
 *
 * @param normal of `normalPerBar`
 * @example
 * const options = CASCADE_DEFAULTS;
 * detectCascades(flow, normalPerBar(flow, options), options);
 */
export function detectCascades(
  { step, total }: Grid,
  normal: Float64Array,
  options: CascadeOptions,
): Span[] {
  const window = Math.max(1, Math.round(options.window / step));
  const quiet = Math.max(1, Math.round(options.quiet / step));
  const cap = options.cap / step;
  const loud = (s: number) => normal[s] > 0 && total[s] >= options.keep * normal[s];
  const spans: Span[] = [];
  let free = 0; // the first slot after the previous cascade
  for (let s = window - 1; s < total.length; s++) {
    if (!(normal[s] > 0)) continue;
    // Summed afresh: a running sum would drift, and one NaN would spoil the rest of it.
    let sum = 0;
    for (let w = s - window + 1; w <= s; w++) sum += total[w];
    if (!(sum / window >= options.detect * normal[s])) continue;
    let first = Math.max(s - window + 1, free);
    while (first <= s && !loud(first)) first++;
    if (first > s) continue;
    let last = s;
    while (!loud(last)) last--;
    let ended: Span["ended"] = "data";
    for (let next = s + 1; next < total.length; next++) {
      if (!(normal[next] > 0) || Number.isNaN(total[next])) ended = "gap";
      else if (next - first >= cap) ended = "cap";
      else if (loud(next)) last = next;
      else if (next - last >= quiet) ended = "quiet";
      if (ended !== "data") break;
    }
    spans.push({ first, detected: s, last, ended });
    free = last + 1;
    s = last;
  }
  return spans;
}

/** Minutes a span lasts, from the opening of its first bar to the close of its last. */
export function spanMinutes(span: Span, step: number): number {
  return (span.last - span.first + 1) * step / MINUTE;
}
