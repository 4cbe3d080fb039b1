import type { BootstrapOptions } from "./bootstrap.ts";
import type { Interval } from "./interval.ts";
import { mean } from "./mean.ts";
import { quantile } from "./quantile.ts";
import type { Random } from "./random.ts";

/** A first-order autoregression, x(t) = intercept + phi x(t - 1) + noise, by least squares. */
export interface Autoregression {
  phi: number;
  intercept: number;
  /** How many pairs of neighbours are known. */
  pairs: number;
  /** phi + (1 + 3 phi) / pairs: Kendall's (1954) correction, for least squares come out too small. */
  phiCorrected: number;
}

/**
 * Fits a first-order autoregression. A NaN breaks the pairs that it is in.
 *
 * @param values at regular times
 * @returns NaN of fewer than three pairs, or where the values never change
 * @example halfLife(autoregression(excess).phiCorrected)
 */
export function autoregression(values: ArrayLike<number>): Autoregression {
  let pairs = 0, sumX = 0, sumY = 0;
  for (let i = 1; i < values.length; i++) {
    if (Number.isNaN(values[i - 1] + values[i])) continue;
    pairs++;
    sumX += values[i - 1];
    sumY += values[i];
  }
  const meanX = sumX / pairs, meanY = sumY / pairs;
  let xx = 0, xy = 0;
  for (let i = 1; i < values.length; i++) {
    if (Number.isNaN(values[i - 1] + values[i])) continue;
    const dx = values[i - 1] - meanX;
    xx += dx * dx;
    xy += dx * (values[i] - meanY);
  }
  const phi = pairs < 3 || xx === 0 ? NaN : xy / xx;
  return {
    phi,
    intercept: meanY - phi * meanX,
    pairs,
    phiCorrected: phi + (1 + 3 * phi) / pairs,
  };
}

/**
 * Periods after which half of a deviation is gone, ln 0.5 / ln phi; NaN where phi <= 0 (it does not
 * fade, it flips) or phi >= 1 (it stays).
 *
 * @example halfLife(0.9) // 6.58
 */
export function halfLife(phi: number): number {
  return phi > 0 && phi < 1 ? Math.log(0.5) / Math.log(phi) : NaN;
}

/** Intervals of a corrected phi and of the half-life that follows from it. */
export interface AutoregressionInterval {
  /** Within -1 and 1: an end of 1 says that the series may never come back. */
  phi: Interval;
  /** 0 where phi's end is not above 0, Infinity where it is 1. */
  halfLife: Interval;
}

/**
 * Interval by simulated series: of a given phi, with noise drawn from the residuals that it leaves,
 * fitted and corrected in the same way. The lower end is a low quantile of the fits to series of the
 * corrected phi. The upper end is the phi of which so low a fit is a surprise (grid bootstrap, Hansen
 * 1999), because near 1 fits fall short far more often than they exceed: a high quantile there leaves
 * one true phi in ten above it. Hansen's lower end, in turn, is too high for series that jump.
 *
 * Over 2,000 simulated series of 42 values it held the true phi in 95% at 0.35 and in 97% from 0.7 on.
 * Where the series mostly holds a level and then jumps, the upper end is that of a rarer surprise: by the
 * usual one 93% of such series held it.
 *
 * @param values at regular times, without NaN
 * @example autoregressionInterval(excess, { random: createRandom(1) }).halfLife
 */
export function autoregressionInterval(
  values: ArrayLike<number>,
  { random, resamples = 2000, level = 0.95 }: BootstrapOptions,
): AutoregressionInterval {
  const { phiCorrected } = autoregression(values);
  if (Number.isNaN(phiCorrected)) return { phi: [NaN, NaN], halfLife: [NaN, NaN] };
  const tail = (1 - level) / 2;
  // The same draws for every phi: the fits then grow with it, and the search is not misled.
  const drawn = draws(values.length, random.split("interval"), resamples);
  const low = (phi: number, tail: number) => quantile(simulatedFits(values, phi, drawn), tail);
  const start = Math.max(-1, Math.min(1, phiCorrected));
  // Residuals of a series that holds its level know few of its jumps.
  const upper = changes(values) < values.length / 2 ? tail / 4 : tail;
  const phi: Interval = [
    Math.max(-1, low(start, tail)),
    rootNear(start, (candidate) => low(candidate, upper) - phiCorrected),
  ];
  const [shortest, longest] = phi.map((end) => end <= 0 ? 0 : end >= 1 ? Infinity : halfLife(end));
  return { phi, halfLife: [shortest, longest] };
}

/**
 * How often a value differs from the one before it.
 *
 * @example changes([1, 1, 2, 2]) // 1
 */
export function changes(values: ArrayLike<number>): number {
  let count = 0;
  for (let i = 1; i < values.length; i++) {
    if (Math.abs(values[i] - values[i - 1]) > 0) count++;
  }
  return count;
}

/** For each simulated series where it begins among the values, then the places of its noise. */
function draws(length: number, random: Random, resamples: number): Int32Array[] {
  return Array.from({ length: resamples }, () => {
    const places = new Int32Array(length);
    places[0] = random.integer(length);
    for (let i = 1; i < length; i++) places[i] = random.integer(length - 1);
    return places;
  });
}

/** Corrected fits to series with this phi, and noise like that which it leaves of the values. */
function simulatedFits(
  values: ArrayLike<number>,
  phi: number,
  drawn: readonly Int32Array[],
): Float64Array {
  const noise = new Float64Array(values.length - 1);
  for (let i = 0; i < noise.length; i++) noise[i] = values[i + 1] - phi * values[i];
  const center = mean(noise), middle = mean(values);
  const path = new Float64Array(values.length);
  return Float64Array.from(drawn, (places) => {
    // The middle of the series as origin: the intercept then drops out.
    path[0] = values[places[0]] - middle;
    for (let i = 1; i < path.length; i++) {
      path[i] = phi * path[i - 1] + noise[places[i]] - center;
    }
    return autoregression(path).phiCorrected;
  });
}

/**
 * Where a function with a slope near 1 passes 0 between -1 and 1, to 0.002; the end nearest to that
 * where it does not.
 */
function rootNear(start: number, f: (x: number) => number): number {
  let x = start;
  for (let step = 0; step < 12; step++) {
    const value = f(x);
    const next = Math.max(-1, Math.min(1, x - value));
    if (next === x || Math.abs(value) < 0.002) return x;
    x = next;
  }
  return x;
}
