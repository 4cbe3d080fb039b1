import { quantiles } from "./quantile.ts";

/** Lower and upper end of an estimate's interval. */
export type Interval = [low: number, high: number];

/**
 * The middle `level` of resampled values: their quantiles (1 - level)/2 and (1 + level)/2.
 *
 * @example percentileInterval(resampled, 0.95)
 */
export function percentileInterval(values: ArrayLike<number>, level = 0.95): Interval {
  const [low, high] = quantiles(values, [(1 - level) / 2, (1 + level) / 2]);
  return [low, high];
}
