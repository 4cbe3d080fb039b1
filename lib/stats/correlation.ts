import { mean } from "./mean.ts";
import { rank } from "./rank.ts";

/**
 * Pearson's correlation of the pairs in which both values are known; NaN of fewer than two pairs or
 * where one side never changes.
 *
 * @example pearson([1, 2, 3], [2, 4, 6]) // 1
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number {
  return pearsonOfKnown(...knownPairs(x, y));
}

/**
 * The same of two series of one length that are known throughout.
 *
 * @example pearsonOfKnown(Float64Array.of(1, 2, 3), Float64Array.of(2, 4, 6)) // 1
 */
export function pearsonOfKnown(a: Float64Array, b: Float64Array): number {
  const centerA = mean(a), centerB = mean(b);
  let ab = 0, aa = 0, bb = 0;
  for (let i = 0; i < a.length; i++) {
    const da = a[i] - centerA, db = b[i] - centerB;
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  // Rounding may leave a perfect correlation a hair outside.
  return Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb)));
}

/**
 * Spearman's rank correlation, ranks averaged over ties, of the pairs in which both values are known.
 *
 * @example spearman([1, 2, 3], [1, 8, 27]) // 1
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const [a, b] = knownPairs(x, y);
  return pearsonOfKnown(rank(a), rank(b));
}

/**
 * The pairs in which both values are known.
 *
 * @throws RangeError when the lengths differ
 * @example knownPairs([1, NaN, 3], [4, 5, 6]) // [[1, 3], [4, 6]]
 */
export function knownPairs(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): [Float64Array, Float64Array] {
  if (x.length !== y.length) throw new RangeError(`${x.length} values paired with ${y.length}`);
  // Copied whole, so that the loop meets one kind of array.
  const a = new Float64Array(x), b = new Float64Array(y);
  let size = 0;
  for (let i = 0; i < a.length; i++) {
    if (Number.isNaN(a[i]) || Number.isNaN(b[i])) continue;
    a[size] = a[i];
    b[size++] = b[i];
  }
  return [a.subarray(0, size), b.subarray(0, size)];
}
