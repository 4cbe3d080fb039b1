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
  return rollingFold(values, size, options, 0, (a, b) => a + b);
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
  const means = rollingSum(values, size, options);
  const offset = options.before ? 1 : 0;
  let known = 0;
  for (let i = 0; i < means.length; i++) {
    const enters = i - offset, leaves = enters - size;
    if (enters >= 0 && !Number.isNaN(values[enters])) known++;
    if (leaves >= 0 && !Number.isNaN(values[leaves])) known--;
    means[i] /= known;
  }
  return means;
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
  return rollingFold(values, size, options, Infinity, (a, b) => a < b ? a : b);
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
  return rollingFold(values, size, options, -Infinity, (a, b) => a > b ? a : b);
}

/**
 * Quantile (type 7) of each window.
 *
 * @param p between 0 and 1
 * @example rollingQuantile(openInterest, 180, 0.8, { before: true, minimum: 30 })
 */
export function rollingQuantile(
  values: ArrayLike<number>,
  size: number,
  p: number,
  options: RollingOptions = {},
): Float64Array {
  return rollingSorted(values, size, options, (window) => window.quantile(p));
}

/**
 * Median of each window.
 *
 * @example rollingMedian([1, 9, 2, 3], 3) // Float64Array [NaN, NaN, 2, 3]
 */
export function rollingMedian(
  values: ArrayLike<number>,
  size: number,
  options: RollingOptions = {},
): Float64Array {
  return rollingQuantile(values, size, 0.5, options);
}

/**
 * Median absolute deviation of each window, scaled by 1.4826.
 *
 * @example rollingMad([1, 9, 2, 3], 3) // Float64Array [NaN, NaN, 1.4826, 1.4826]
 */
export function rollingMad(
  values: ArrayLike<number>,
  size: number,
  options: RollingOptions = {},
): Float64Array {
  return rollingSorted(values, size, options, (window) => MAD_SCALE * window.medianDeviation());
}

// Van Herk (1992), Gil and Werman (1993): cut the values into blocks of `size`. A window is the tail
// of one block and the head of the next; both are folds that cost one step a value.
function rollingFold(
  values: ArrayLike<number>,
  size: number,
  { minimum = size, before = false }: RollingOptions,
  neutral: number,
  fold: (a: number, b: number) => number,
): Float64Array {
  checkSize(size);
  const out = new Float64Array(values.length).fill(NaN);
  const offset = before ? 1 : 0;
  const tails = new Float64Array(size + 1).fill(neutral);
  let head = neutral, known = 0;
  for (let i = 0, inBlock = 0; i + offset < out.length; i++) {
    const value = values[i];
    if (!Number.isNaN(value)) {
      known++;
      head = fold(head, value);
    }
    if (i >= size && !Number.isNaN(values[i - size])) known--;
    inBlock++;
    if (known >= minimum) out[i + offset] = fold(tails[inBlock], head);
    if (inBlock === size) {
      for (let back = size - 1; back >= 0; back--) {
        const past = values[i - size + 1 + back];
        tails[back] = Number.isNaN(past) ? tails[back + 1] : fold(past, tails[back + 1]);
      }
      inBlock = 0;
      head = neutral;
    }
  }
  return out;
}

function rollingSorted(
  values: ArrayLike<number>,
  size: number,
  { minimum = size, before = false }: RollingOptions,
  statistic: (window: SortedWindow) => number,
): Float64Array {
  checkSize(size);
  const out = new Float64Array(values.length).fill(NaN);
  const offset = before ? 1 : 0;
  const window = new SortedWindow(size);
  for (let i = 0; i + offset < out.length; i++) {
    if (i >= size && !Number.isNaN(values[i - size])) window.remove(values[i - size]);
    if (!Number.isNaN(values[i])) window.add(values[i]);
    if (window.size >= minimum) out[i + offset] = statistic(window);
  }
  return out;
}

function checkSize(size: number): void {
  if (!(Number.isInteger(size) && size > 0)) {
    throw new RangeError(`a window holds a whole number of values, at least 1, not ${size}`);
  }
}
