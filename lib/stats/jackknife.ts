import type { Interval } from "./interval.ts";
import { mean } from "./mean.ts";
import { studentQuantile } from "./student-t.ts";

/**
 * Interval of an estimate by the block jackknife: the estimate is made again without each of some
 * blocks of neighbours, and Student's t with one degree of freedom fewer than blocks makes the
 * interval. For statistics whose parts lean on their neighbours, where a bootstrap would make
 * neighbours of strangers.
 *
 * @param estimate from all of it
 * @param without the estimate without block k; NaN where it cannot be made
 * @returns NaN at both ends of fewer than 5 blocks
 * @example blockJackknife(slope, 20, (k) => slopeWithout(k))
 */
export function blockJackknife(
  estimate: number,
  blocks: number,
  without: (block: number) => number,
  level = 0.95,
): Interval {
  const left = Array.from({ length: blocks }, (_, k) => without(k)).filter(Number.isFinite);
  const n = left.length;
  if (n < 5) return [NaN, NaN];
  const center = mean(left);
  const squares = left.reduce((sum, value) => sum + (value - center) ** 2, 0);
  const half = studentQuantile((1 + level) / 2, n - 1) * Math.sqrt((n - 1) / n * squares);
  return [estimate - half, estimate + half];
}
