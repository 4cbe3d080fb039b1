/**
 * Ranks from 1, averaged over ties. The values must not hold NaN.
 *
 * @example rank([10, 20, 20]) // Float64Array [1, 2.5, 2.5]
 */
export function rank(values: ArrayLike<number>): Float64Array {
  const sorted = Float64Array.from(values).sort();
  const ranks = new Float64Array(values.length);
  // Looking each value up costs less than sorting places by a comparison.
  for (let i = 0; i < ranks.length; i++) {
    const smaller = countBelow(sorted, values[i], false),
      more = countBelow(sorted, values[i], true);
    ranks[i] = (smaller + 1 + more) / 2;
  }
  return ranks;
}

/** How many of some sorted values are smaller than `value`, or smaller and equal. */
function countBelow(sorted: Float64Array, value: number, orEqual: boolean): number {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value || (orEqual && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
