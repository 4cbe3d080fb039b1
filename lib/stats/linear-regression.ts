import { knownPairs } from "./correlation.ts";
import type { Interval } from "./interval.ts";
import { mean } from "./mean.ts";
import { normalQuantile } from "./normal.ts";

/** A least-squares line y = intercept + slope x. */
export interface LinearRegression {
  slope: number;
  intercept: number;
  /** Of the slope; HC3. */
  standardError: number;
  interval: Interval;
  /** Pairs in which both values are known. */
  pairs: number;
}

/**
 * Least squares with standard errors that hold where the noise differs from point to point (HC3,
 * MacKinnon and White 1985) and a normal interval. It takes the errors as independent: for series use
 * the stationary bootstrap.
 *
 * @returns NaN of fewer than three pairs, or where x never changes
 * @example linearRegression(signedTakerVolume, priceChange).slope // Kyle's lambda
 */
export function linearRegression(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  level = 0.95,
): LinearRegression {
  const [a, b] = knownPairs(x, y);
  const pairs = a.length;
  const meanX = mean(a), meanY = mean(b);
  let xx = 0, xy = 0;
  for (let i = 0; i < pairs; i++) {
    xx += (a[i] - meanX) ** 2;
    xy += (a[i] - meanX) * (b[i] - meanY);
  }
  const slope = pairs < 3 || xx === 0 ? NaN : xy / xx;
  let meat = 0;
  for (let i = 0; i < pairs; i++) {
    const dx = a[i] - meanX;
    const leverage = 1 / pairs + dx * dx / xx;
    const residual = b[i] - meanY - slope * dx;
    meat += (dx * residual / (1 - leverage)) ** 2;
  }
  const standardError = Math.sqrt(meat) / xx;
  const half = normalQuantile((1 + level) / 2) * standardError;
  return {
    slope,
    intercept: meanY - slope * meanX,
    standardError,
    interval: [slope - half, slope + half],
    pairs,
  };
}
