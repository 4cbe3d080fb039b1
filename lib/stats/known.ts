/**
 * The values that are not NaN, as a new array.
 *
 * @example known([1, NaN, 2]) // Float64Array [1, 2]
 */
export function known(values: ArrayLike<number>): Float64Array {
  // Copied whole, so that the loop meets one kind of array: a median of any list begins here.
  const out = new Float64Array(values);
  let size = 0;
  for (let i = 0; i < out.length; i++) {
    if (!Number.isNaN(out[i])) out[size++] = out[i];
  }
  return out.subarray(0, size);
}
