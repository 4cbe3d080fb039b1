import { bisectLeft, bisectRight } from "d3-array";

/**
 * Index of the first time >= `time` in sorted times, or their number where there is none.
 *
 * @param times sorted ascending
 * @example lowerBound(Float64Array.of(10, 20, 20, 30), 20) // 1
 */
export function lowerBound(times: ArrayLike<number>, time: number): number {
  return bisectLeft(times, time);
}

/**
 * Index of the first time > `time` in sorted times, or their number where there is none.
 *
 * @param times sorted ascending
 * @example upperBound(Float64Array.of(10, 20, 20, 30), 20) // 3
 */
export function upperBound(times: ArrayLike<number>, time: number): number {
  return bisectRight(times, time);
}

/**
 * For each query the index of the last time <= query, or -1 where there is none or where it lies
 * more than `tolerance` before the query. Linear in both lengths when the queries are sorted.
 *
 * @param times sorted ascending; of equal times the last one counts
 * @param queries any order
 * @param tolerance in the unit of the times; inclusive
 * @example asOf(Float64Array.of(0, 8), Float64Array.of(-1, 7, 8)) // Int32Array [-1, 0, 1]
 */
export function asOf(
  times: ArrayLike<number>,
  queries: ArrayLike<number>,
  tolerance = Infinity,
): Int32Array {
  const found = new Int32Array(queries.length);
  // The last time <= the query, and the one after it.
  let last = -1, current = -Infinity, next = times.length > 0 ? times[0] : Infinity;
  for (let i = 0; i < found.length; i++) {
    const query = queries[i];
    if (query < current) {
      last = upperBound(times, query) - 1;
      current = last >= 0 ? times[last] : -Infinity;
      next = times[last + 1];
    }
    while (next <= query && last + 1 < times.length) {
      last++;
      current = next;
      next = last + 1 < times.length ? times[last + 1] : Infinity;
    }
    found[i] = query - current <= tolerance ? last : -1;
  }
  return found;
}
