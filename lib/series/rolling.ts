import { SortedWindow } from "./sorted-window.ts";
import { MAD_SCALE } from "../stats/mad.ts";

/**
 * Statistics of the last `size` values, one result a value.
 *
 * Unknown values (NaN) are left out; a window with fewer than `minimum` known values gives NaN. By
 * default `minimum` is `size`: a window with a hole, or cut short at the start, gives NaN.
 */
export interface RollingOptions {
  /** Known values needed in a window; `size` by default. */
  minimum?: number;
  /** The window ends before the value at hand: the `size` values before it, past only. */
  before?: boolean;
}

/**
 * Sum of each window. Without subtraction, so nothing drifts: the window of a value after a huge
 * one has left is as exact as any other.
 *
 * @example rollingSum([1, 2, 3, 4], 2) // Float64Array [NaN, 3, 5, 7]
 */
export function rollingSum(
  values: ArrayLike<number>,
  size: number,
  options: RollingOptions = {},
): Float64Array {
  return rollingSums(values, size, options, false);
}

/**
 * Mean of the known values of each window.
 *
 * @example rollingMean([1, 2, 3], 2, { before: true }) // Float64Array [NaN, NaN, 1.5]
 */
export function rollingMean(
  values: ArrayLike<number>,
  size: number,
  options: RollingOptions = {},
): Float64Array {
  return rollingSums(values, size, options, true);
}

/**
 * Smallest known value of each window.
 *
 * @example rollingMin([3, 1, 2], 2) // Float64Array [NaN, 1, 1]
 */
export function rollingMin(
  values: ArrayLike<number>,
  size: number,
  options: RollingOptions = {},
): Float64Array {
  return rollingLeast(values, size, options, 1);
}

/**
 * Largest known value of each window.
 *
 * @example rollingMax([3, 1, 2], 2) // Float64Array [NaN, 3, 2]
 */
export function rollingMax(
  values: ArrayLike<number>,
  size: number,
  options: RollingOptions = {},
): Float64Array {
  return rollingLeast(values, size, options, -1);
}

/**
 * Median absolute deviation of each window, scaled by 1.4826.
 *
 * @example rollingMad([1, 9, 2, 3], 3) // Float64Array [NaN, NaN, 1.4826, 1.4826]
 */
export function rollingMad(
  values: ArrayLike<number>,
  size: number,
  { minimum = size, before = false }: RollingOptions = {},
): Float64Array {
  checkSize(size);
  const out = new Float64Array(values.length).fill(NaN);
  const offset = before ? 1 : 0;
  const window = new SortedWindow(size);
  for (let i = 0; i + offset < out.length; i++) {
    const enters = values[i], leaves = i >= size ? values[i - size] : NaN;
    if (enters === enters && leaves === leaves) window.replace(leaves, enters);
    else if (leaves === leaves) window.remove(leaves);
    else if (enters === enters) window.add(enters);
    if (window.size >= minimum) out[i + offset] = MAD_SCALE * window.medianDeviation();
  }
  return out;
}

// Van Herk (1992), Gil and Werman (1993): cut the values into blocks of `size`. A window is the tail
// of one block and the head of the next; both are sums that cost one step a value.
function rollingSums(
  values: ArrayLike<number>,
  size: number,
  { minimum = size, before = false }: RollingOptions,
  mean: boolean,
): Float64Array {
  checkSize(size);
  const out = new Float64Array(values.length);
  const offset = before ? 1 : 0, end = out.length - offset;
  out.fill(NaN, 0, offset);
  // Of the block before: the sum of its values from the k-th on, and how many of them are known.
  const tails = new Float64Array(size + 1), counts = new Int32Array(size + 1);
  for (let start = 0; start < end; start += size) {
    const stop = Math.min(end, start + size), found = out.subarray(start + offset, stop + offset);
    sumWindows(values, start, tails, counts, minimum, mean, found);
    sumTails(values, start, stop, tails, counts);
  }
  return out;
}

// A function of its own for each loop, called once a block: what V8 compiles of a loop within a loop
// while it runs, it may leave again at the end of every block.
function sumWindows(
  values: ArrayLike<number>,
  start: number,
  tails: Float64Array,
  counts: Int32Array,
  minimum: number,
  mean: boolean,
  out: Float64Array,
): void {
  let head = 0, headCount = 0;
  for (let k = 0; k < out.length; k++) {
    const value = values[start + k];
    if (value === value) {
      head += value;
      headCount++;
    }
    const known = headCount + counts[k + 1];
    out[k] = (tails[k + 1] + head) / (known < minimum ? NaN : mean ? known : 1);
  }
}

function sumTails(
  values: ArrayLike<number>,
  start: number,
  stop: number,
  tails: Float64Array,
  counts: Int32Array,
): void {
  let tail = 0, known = 0;
  for (let i = stop - 1; i >= start; i--) {
    const value = values[i];
    if (value === value) {
      tail += value;
      known++;
    }
    tails[i - start] = tail;
    counts[i - start] = known;
  }
}

// Smallest values times `sign`. The indices that wait are those of values that are smaller than all
// known ones before them in the window: the first is the smallest.
function rollingLeast(
  values: ArrayLike<number>,
  size: number,
  { minimum = size, before = false }: RollingOptions,
  sign: 1 | -1,
): Float64Array {
  checkSize(size);
  const out = new Float64Array(values.length).fill(NaN);
  const offset = before ? 1 : 0;
  const waiting = new Int32Array(values.length);
  let first = 0, end = 0, known = 0;
  for (let i = 0; i + offset < out.length; i++) {
    const value = sign * values[i];
    if (value === value) {
      known++;
      while (end > first && sign * values[waiting[end - 1]] >= value) end--;
      waiting[end++] = i;
    }
    if (i >= size && !Number.isNaN(values[i - size])) known--;
    if (first < end && waiting[first] <= i - size) first++;
    if (known >= minimum && first < end) out[i + offset] = values[waiting[first]];
  }
  return out;
}

/** Refuses a window of no or half a value. */
export function checkSize(size: number): void {
  if (!(Number.isInteger(size) && size > 0)) {
    throw new RangeError(`a window holds a whole number of values, at least 1, not ${size}`);
  }
}
