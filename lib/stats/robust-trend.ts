import { autoregression } from "./autoregression.ts";
import { type BootstrapOptions, collect } from "./bootstrap.ts";
import type { Interval } from "./interval.ts";
import { quantiles } from "./quantile.ts";
import type { Random } from "./random.ts";
import { select } from "./select.ts";
import { theilSen } from "./theil-sen.ts";

/** A line through a series whose neighbours resemble each other. */
export interface RobustTrend {
  /** Theil-Sen: per unit of x. */
  slope: number;
  intercept: number;
  interval: Interval;
  /** Autocorrelation of neighbours about the line that the interval allows for. */
  phi: number;
}

/**
 * Theil-Sen line with an interval that holds for a series in time. Sen's own interval takes the
 * errors as independent. Here the errors about the line are simulated as a first-order autoregression
 * of the same spread, and the line is fitted to each.
 *
 * How often a nominal 95% holds the true slope of 42 values with phi 0, 0.5, 0.8, 0.9 and 0.95: Sen's
 * 96, 77, 52, 42 and 30%; a stationary block bootstrap of the errors 83, 78, 64, 52 and 42% (of 200
 * series); this one 98, 96, 95, 94 and 90% (of 400; of 61 values 98, 97, 98, 94 and 87%).
 *
 * Errors take the corrected phi plus one standard error of it, at most 0.99: phi of so few values comes
 * out too small, and too small a phi makes a trend out of noise.
 *
 * @param x regular times, sorted @param y one value each
 * @returns NaN in every field of fewer than 5 values
 * @example robustTrend(days, depth, { random: createRandom(1) }).interval
 */
export function robustTrend(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: BootstrapOptions,
): RobustTrend {
  const { slope, intercept } = theilSen(x, y);
  const n = x.length;
  if (n < 5 || Number.isNaN(slope)) {
    return { slope: NaN, intercept: NaN, interval: [NaN, NaN], phi: NaN };
  }
  const errors = Float64Array.from(x, (at, i) => y[i] - intercept - slope * at);
  const phi = cautiousPhi(errors);
  const simulate = errorsLike(errors, phi, options.random);
  const { level = 0.95 } = options;
  const slopeOf = slopeFinder(x);
  const { resampled } = collect(0, options, () => slopeOf(simulate()));
  const [low, high] = quantiles(resampled, [(1 - level) / 2, (1 + level) / 2]);
  return { slope, intercept, interval: [slope - high, slope - low], phi };
}

/** Autocorrelation with a line taken out: corrected for its bias, and one standard error up. */
function cautiousPhi(errors: Float64Array): number {
  const { phi, pairs } = autoregression(errors);
  if (Number.isNaN(phi)) return 0;
  // Marriott and Pope (1954) for a series about a line: the bias is -(2 + 4 phi) / n.
  const corrected = Math.min(0.99, Math.max(0, phi + (2 + 4 * phi) / pairs));
  return Math.min(0.99, corrected + Math.sqrt((1 - corrected ** 2) / pairs));
}

/** A function that makes one series of errors like those at hand; the array it gives is reused. */
function errorsLike(errors: Float64Array, phi: number, random: Random): () => Float64Array {
  const n = errors.length;
  const shocks = new Float64Array(n - 1);
  for (let i = 1; i < n; i++) shocks[i - 1] = errors[i] - phi * errors[i - 1];
  const center = shocks.reduce((sum, shock) => sum + shock, 0) / shocks.length;
  let squares = 0;
  for (const shock of shocks) squares += (shock - center) ** 2;
  // Two parameters of the line make the errors look smaller than they are.
  const degrees = Math.max(1, n - 3);
  const spread = Math.sqrt(squares / degrees), scale = Math.sqrt((n - 1) / degrees);
  const path = new Float64Array(n);
  return () => {
    let value = random.normal() * spread / Math.sqrt(1 - phi * phi);
    for (let i = 0; i < n; i++) {
      path[i] = value;
      value = phi * value + scale * (shocks[random.integer(n - 1)] - center);
    }
    return path;
  };
}

/** The slope alone, in memory that is used again: it is asked for a thousand times. */
function slopeFinder(x: ArrayLike<number>): (y: Float64Array) => number {
  const n = x.length;
  const slopes = new Float64Array(n * (n - 1) / 2);
  const middle = slopes.length >> 1;
  return (y) => {
    let size = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) slopes[size++] = (y[i] - y[j]) / (x[i] - x[j]);
    }
    const median = select(slopes, middle);
    if (slopes.length % 2 === 1) return median;
    let below = -Infinity;
    for (let k = 0; k < middle; k++) if (slopes[k] > below) below = slopes[k];
    return (below + median) / 2;
  };
}
