import { knownPairs } from "./correlation.ts";
import type { Interval } from "./interval.ts";
import { normalQuantile } from "./normal.ts";
import { median, quantileSorted } from "./quantile.ts";

/** A robust line. */
export interface TheilSen {
  /** Median slope between two points. */
  slope: number;
  /** median(y) - slope x median(x). */
  intercept: number;
  interval: Interval;
}

/**
 * Theil-Sen line with Sen's (1968) interval for the slope, corrected for ties, as
 * scipy.stats.theilslopes. Looks at every pair of points: meant for up to some 2,000. The interval
 * takes the errors as independent; where they are not, it is too narrow.
 *
 * @returns NaN in every field where fewer than two points differ in x
 * @example theilSen(days, depth).interval
 */
export function theilSen(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  level = 0.95,
): TheilSen {
  const [a, b] = knownPairs(x, y);
  const slopes = pairSlopes(a, b);
  const slope = quantileSorted(slopes, 0.5);
  return {
    slope,
    intercept: median(b) - slope * median(a),
    interval: senInterval(slopes, a, b, level),
  };
}

function pairSlopes(x: Float64Array, y: Float64Array): Float64Array {
  const slopes = new Float64Array(x.length * (x.length - 1) / 2);
  let size = 0;
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) {
      if (x[i] !== x[j]) slopes[size++] = (y[i] - y[j]) / (x[i] - x[j]);
    }
  }
  return slopes.subarray(0, size).sort();
}

// Sen 1968, equation 2.6: ranks of the slopes that Kendall's statistic cannot tell from the median.
function senInterval(
  slopes: Float64Array,
  x: Float64Array,
  y: Float64Array,
  level: number,
): Interval {
  if (slopes.length === 0) return [NaN, NaN];
  const n = x.length;
  const variance = (n * (n - 1) * (2 * n + 5) - tieTerm(x) - tieTerm(y)) / 18;
  const width = normalQuantile((1 + level) / 2) * Math.sqrt(variance);
  const low = Math.max(0, roundHalfEven((slopes.length - width) / 2) - 1);
  const high = Math.min(slopes.length - 1, roundHalfEven((slopes.length + width) / 2));
  return [slopes[low], slopes[high]];
}

function tieTerm(values: Float64Array): number {
  const sorted = values.slice().sort();
  let sum = 0;
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    const size = to - from;
    sum += size * (size - 1) * (2 * size + 5);
  }
  return sum;
}

function roundHalfEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
