import { median } from "./quantile.ts";

/** Makes the MAD of normal values their standard deviation: 1 / quantile 0.75 of the normal law. */
export const MAD_SCALE = 1.4826;

/**
 * Median absolute deviation from the median, scaled by 1.4826. Unknown values (NaN) are left out.
 *
 * @example mad([1, 2, 3, 4, 100]) // 1.4826
 */
export function mad(values: ArrayLike<number>): number {
  const center = median(values);
  const distances = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) distances[i] = Math.abs(values[i] - center);
  return MAD_SCALE * median(distances);
}
