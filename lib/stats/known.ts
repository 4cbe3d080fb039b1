/**
 * The values that are not NaN, as a new array.
 *
 * @example known([1, NaN, 2]) // Float64Array [1, 2]
 */
export function known(values: ArrayLike<number>): Float64Array {
  const out = new Float64Array(values.length);
  let size = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) out[size++] = values[i];
  }
  return out.subarray(0, size);
}
