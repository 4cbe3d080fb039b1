import { known } from "./known.ts";
import { quantileInPlace } from "./select.ts";

/**
 * Quantile of type 7 (Hyndman and Fan 1996): linear between order statistics, as in R, NumPy and
 * pandas. Unknown values (NaN) are left out; of none it is NaN.
 *
 * @param p between 0 and 1
 * @example quantile([1, 2, 3, 4], 0.25) // 1.75
 */
export function quantile(values: ArrayLike<number>, p: number): number {
  return quantileInPlace(known(values), p);
}

/**
 * Quantile of type 7 of values that are sorted and free of NaN already.
 *
 * @example quantileSorted(Float64Array.of(1, 2, 3, 4), 0.25) // 1.75
 */
export function quantileSorted(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) return NaN;
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below];
  return below + 1 < sorted.length ? low + (position - below) * (sorted[below + 1] - low) : low;
}

/**
 * Several quantiles of the same values, sorted once.
 *
 * @example quantiles(controls, [0.05, 0.5, 0.95])
 */
export function quantiles(values: ArrayLike<number>, ps: readonly number[]): number[] {
  const sorted = known(values).sort();
  return ps.map((p) => quantileSorted(sorted, p));
}

/**
 * Median of the known values; NaN of none.
 *
 * @example median([3, NaN, 1, 2]) // 2
 */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/**
 * The share, in percent, of known values that are <= `value`; NaN of none.
 *
 * @example percentileOf([1, 2, 3, 4], 2) // 50
 */
export function percentileOf(values: ArrayLike<number>, value: number): number {
  let count = 0, below = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    count++;
    if (values[i] <= value) below++;
  }
  return 100 * below / count;
}
