import type { Random } from "./random.ts";

/**
 * Undoes the rounding of a clock: moves each time forward by a uniform part of the clock's resolution
 * and sorts. Point-process models need times that differ.
 *
 * @param times rounded down to `resolution`, in the same unit
 * @example spreadTies(liquidations.time, 1000, createRandom(1)) // recorded in whole seconds
 */
export function spreadTies(
  times: ArrayLike<number>,
  resolution: number,
  random: Random,
): Float64Array {
  const spread = new Float64Array(times.length);
  for (let i = 0; i < spread.length; i++) spread[i] = times[i] + resolution * random.uniform();
  return spread.sort();
}
