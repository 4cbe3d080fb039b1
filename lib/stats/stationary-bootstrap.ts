import { type BootstrapOptions, type Bootstrapped, collect } from "./bootstrap.ts";
import type { Random } from "./random.ts";

/** Options of a bootstrap that keeps neighbours together. */
export interface BlockOptions extends BootstrapOptions {
  /** Mean length of a block, at least 1. */
  meanBlock: number;
}

/**
 * Stationary bootstrap of Politis and Romano (1994) of one series: blocks of geometric length with the
 * given mean start anywhere, each as likely, and run on past the end into the beginning.
 *
 * @param values one series in order of time
 * @param statistic of a series of the same length; the array it gets is reused
 * @example
 * stationaryBootstrap(returns, mean, { meanBlock: 10, random: createRandom(1) }).interval
 */
export function stationaryBootstrap(
  values: ArrayLike<number>,
  statistic: (sample: Float64Array) => number,
  options: BlockOptions,
): Bootstrapped {
  const sample = Float64Array.from(values);
  return stationaryBootstrapOf(values.length, (at) => {
    for (let i = 0; i < sample.length; i++) sample[i] = values[at[i]];
    return statistic(sample);
  }, options);
}

/**
 * The same for anything that runs along one time axis, as pairs of series: the statistic gets the
 * resampled positions instead of values.
 *
 * @param length of the time axis
 * @param statistic of positions 0 to length - 1; the array it gets is reused
 * @example
 * const ratio = (at: Int32Array) => mean(take(x, at)) / mean(take(y, at));
 * stationaryBootstrapOf(x.length, ratio, { meanBlock: 10, random }).interval
 */
export function stationaryBootstrapOf(
  length: number,
  statistic: (at: Int32Array) => number,
  options: BlockOptions,
): Bootstrapped {
  const at = Int32Array.from({ length }, (_, i) => i);
  return collect(statistic(at), options, () => {
    let i = 0;
    stationaryBlocks(length, options.meanBlock, options.random, (start, size) => {
      for (let k = 0; k < size; k++) at[i++] = (start + k) % length;
    });
    return statistic(at);
  });
}

/**
 * One resample as blocks: calls `visit(start, size)` until the sizes add up to `length`, the last
 * block cut to fit. A block may run past the end; it goes on at 0.
 *
 * @throws RangeError when the mean block is shorter than 1
 * @example stationaryBlocks(415, 7, random, (start, size) => blocks.push([start, size]))
 */
export function stationaryBlocks(
  length: number,
  meanBlock: number,
  random: Random,
  visit: (start: number, size: number) => void,
): void {
  if (!(meanBlock >= 1)) throw new RangeError(`mean block ${meanBlock} is shorter than 1`);
  // Whole part of an exponential: geometric with P(size > k) = (1 - 1/meanBlock)^k.
  const scale = -1 / Math.log1p(-1 / meanBlock);
  for (let left = length; left > 0;) {
    const drawn = 1 + Math.floor(scale * random.exponential());
    const size = Math.min(left, drawn);
    visit(random.integer(length), size);
    left -= size;
  }
}

/**
 * The values at some positions.
 *
 * @example take([10, 20, 30], [2, 2, 0]) // Float64Array [30, 30, 10]
 */
export function take(values: ArrayLike<number>, at: ArrayLike<number>): Float64Array {
  const taken = new Float64Array(at.length);
  for (let i = 0; i < taken.length; i++) taken[i] = values[at[i]];
  return taken;
}
