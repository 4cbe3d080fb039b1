import { fundingIntervals } from "../tables/funding-interval.ts";
import type { SeriesKey } from "../tables/keys.ts";
import { HOUR, intervalMs } from "../tables/time.ts";

/** Rows that should be there and are not, between two that are. */
export interface Gap {
  /** Time of the first missing row, ms. */
  from: number;
  /** Time of the row after the gap, ms. */
  to: number;
  /** Missing rows. */
  rows: number;
}

/**
 * The gaps of a series: bars, totals and open interest against their interval, settlements against
 * the funding interval that holds at each. Single liquidations and depth snapshots keep no timetable:
 * undefined.
 *
 * @example gapsOf(key, columns)?.length
 */
export function gapsOf(
  { table, interval }: Pick<SeriesKey, "table" | "interval">,
  { time, interval_hours }: { time: Float64Array; interval_hours?: Float64Array },
): Gap[] | undefined {
  if (table === "funding") {
    const hours = fundingIntervals(time, interval_hours);
    return between(time, (i) => hours[i] * HOUR);
  }
  if (!/^\d+[smhdw]$/.test(interval)) return undefined;
  const step = intervalMs(interval);
  return between(time, () => step);
}

function between(time: Float64Array, stepAt: (row: number) => number): Gap[] {
  const gaps: Gap[] = [];
  for (let i = 1; i < time.length; i++) {
    const step = stepAt(i);
    const rows = Math.round((time[i] - time[i - 1]) / step) - 1;
    if (rows > 0) gaps.push({ from: time[i - 1] + step, to: time[i], rows });
  }
  return gaps;
}
