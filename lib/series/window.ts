import { sliceColumns } from "../tables/columns.ts";
import { lowerBound } from "./asof.ts";

/**
 * The rows with `from` <= time < `to`, as views: no copy, so later changes show through.
 *
 * @param columns sorted by time
 * @example windowOf(bars, parseTime("2025-12-05"), parseTime("2025-12-13"))
 */
export function windowOf<
  C extends Record<string, Float64Array | Int8Array> & { time: Float64Array },
>(columns: C, from: number, to: number): C {
  const first = lowerBound(columns.time, from);
  return sliceColumns(columns, first, Math.max(first, lowerBound(columns.time, to)));
}
