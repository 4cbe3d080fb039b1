/**
 * The value that would stand at place `k`, from 0, if the values were sorted. They are moved: none
 * before `k` is then larger, none behind it smaller. Much quicker than sorting, where a bootstrap asks
 * for a thousand medians.
 *
 * Hoare (1961), with the middle of three as pivot.
 *
 * @param values free of NaN
 * @example select(Float64Array.of(3, 1, 2), 1) // 2
 */
export function select(values: Float64Array, k: number): number {
  let low = 0, high = values.length - 1;
  while (low < high) {
    const a = values[low], b = values[(low + high) >> 1], c = values[high];
    const pivot = a < b ? (b < c ? b : a < c ? c : a) : (a < c ? a : b < c ? c : b);
    let i = low, j = high;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const swapped = values[i];
      values[i++] = values[j];
      values[j--] = swapped;
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return values[k];
}

/**
 * Quantile of type 7 of values that may be moved; NaN of none.
 *
 * @param values free of NaN
 * @example quantileInPlace(Float64Array.of(4, 1, 3, 2), 0.25) // 1.75
 */
export function quantileInPlace(values: Float64Array, p: number): number {
  if (values.length === 0) return NaN;
  const position = p * (values.length - 1);
  const below = Math.floor(position);
  const low = select(values, below);
  if (below + 1 >= values.length) return low;
  let next = Infinity;
  for (let i = below + 1; i < values.length; i++) if (values[i] < next) next = values[i];
  return low + (position - below) * (next - low);
}
