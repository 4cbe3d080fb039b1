import type { Interval } from "./interval.ts";
import { normalQuantile } from "./normal.ts";

/**
 * Wilson's score interval of a proportion. Of no trials it is the whole [0, 1].
 *
 * @example wilson(12, 14) // [0.601, 0.960]
 */
export function wilson(successes: number, trials: number, level = 0.95): Interval {
  if (trials === 0) return [0, 1];
  const z2 = normalQuantile((1 + level) / 2) ** 2;
  const share = successes / trials;
  const center = (share + z2 / (2 * trials)) / (1 + z2 / trials);
  const half = Math.sqrt(z2 * (share * (1 - share) / trials + z2 / (4 * trials * trials))) /
    (1 + z2 / trials);
  // At no or only successes an end is exactly 0 or 1; rounding must not say otherwise.
  return [
    successes === 0 ? 0 : center - half,
    successes === trials ? 1 : center + half,
  ];
}

/** A difference and its interval. */
export interface Difference {
  difference: number;
  interval: Interval;
}

/**
 * Difference of two independent proportions, a/n - b/m, with Wald's interval. NaN without trials.
 *
 * @example waldDifference(6602, 11670, 13094, 23332) // +0.0045, [-0.0065, 0.0155]
 */
export function waldDifference(
  a: number,
  n: number,
  b: number,
  m: number,
  level = 0.95,
): Difference {
  const p = a / n, q = b / m;
  const difference = p - q;
  const half = normalQuantile((1 + level) / 2) * Math.sqrt(p * (1 - p) / n + q * (1 - q) / m);
  return { difference, interval: [difference - half, difference + half] };
}
