import { known } from "./known.ts";
import { median } from "./quantile.ts";
import { quantileInPlace } from "./select.ts";

/** Makes the MAD of normal values their standard deviation: 1 / quantile 0.75 of the normal law. */
export const MAD_SCALE = 1.4826;

/**
 * Median absolute deviation from the median, scaled by 1.4826. Unknown values (NaN) are left out.
 *
 * @param center the values' median, where it is known
 * @example mad([1, 2, 3, 4, 100]) // 1.4826
 */
export function mad(values: ArrayLike<number>, center = median(values)): number {
  const distances = known(values);
  for (let i = 0; i < distances.length; i++) distances[i] = Math.abs(distances[i] - center);
  return MAD_SCALE * quantileInPlace(distances, 0.5);
}
