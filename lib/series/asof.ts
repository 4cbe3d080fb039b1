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
 * @param queries any order; -1 for an unknown one
 * @param tolerance in the unit of the times; inclusive
 * @example asOf(Float64Array.of(0, 8), Float64Array.of(-1, 7, 8)) // Int32Array [-1, 0, 1]
 */
export function asOf(
  times: ArrayLike<number>,
  queries: ArrayLike<number>,
  tolerance = Infinity,
): Int32Array {
  const found = new Int32Array(queries.length);
  let last = -1;
  for (let from = 0; from < found.length; from += BLOCK) {
    last = findBlock(times, queries, found, from, last);
  }
  for (let i = 0; tolerance < Infinity && i < found.length; i++) {
    if (queries[i] - times[found[i]] > tolerance) found[i] = -1;
  }
  return found;
}

/** Queries of a call: V8 compiles a function that is called again sooner than one long loop. */
const BLOCK = 4096;

/** Answers the queries of a block. @returns the last answer, where the next block begins to look */
function findBlock(
  times: ArrayLike<number>,
  queries: ArrayLike<number>,
  found: Int32Array,
  from: number,
  last: number,
): number {
  const end = times.length - 1, to = Math.min(from + BLOCK, found.length);
  for (let i = from; i < to; i++) {
    const query = queries[i];
    if (last >= 0 && query < times[last]) last = upperBound(times, query) - 1;
    // The same bar as before or the next one: nobody can guess, so that a comparison which is added
    // takes half the time of one that is decided on.
    if (last < end) last += Number(times[last + 1] <= query);
    while (last < end && times[last + 1] <= query) last++;
    found[i] = query === query ? last : -1;
  }
  return last;
}
