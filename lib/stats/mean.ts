/**
 * Mean of the known values; NaN of none.
 *
 * @example mean([1, NaN, 3]) // 2
 */
export function mean(values: ArrayLike<number>): number {
  let sum = 0, count = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    sum += values[i];
    count++;
  }
  return sum / count;
}

/**
 * Sample variance (divisor n - 1) of the known values; NaN of fewer than two.
 *
 * @example variance([1, 2, 3]) // 1
 */
export function variance(values: ArrayLike<number>): number {
  const center = mean(values);
  let sum = 0, count = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    sum += (values[i] - center) ** 2;
    count++;
  }
  return count > 1 ? sum / (count - 1) : NaN;
}
