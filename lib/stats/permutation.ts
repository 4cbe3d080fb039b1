import type { Random } from "./random.ts";

/** Which differences count as evidence: of either sign, or only negative or positive ones. */
export type Alternative = "two-sided" | "less" | "greater";

/** Options of a permutation test. */
export interface PermutationOptions {
  random: Random;
  /** 9,999 by default. */
  permutations?: number;
  /** "two-sided" by default. */
  alternative?: Alternative;
}

/** statistic(first) - statistic(second), and how often chance alone does as much. */
export interface PermutationTest {
  difference: number;
  /** (1 + permutations at least as extreme) / (1 + permutations): never 0. */
  p: number;
}

/**
 * Tests a difference between two samples by dealing their values out again at random. Exact whatever
 * the law of the values, as long as under the null they could be exchanged.
 *
 * @param statistic of one sample; the array it gets is reused
 * @returns p is NaN where the difference is
 * @example
 * permutationTest(timesAfterCascades, timesOtherwise, median, { random, alternative: "less" })
 */
export function permutationTest(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  statistic: (sample: Float64Array) => number,
  { random, permutations = 9999, alternative = "two-sided" }: PermutationOptions,
): PermutationTest {
  const all = new Float64Array(first.length + second.length);
  all.set(Array.from(first));
  all.set(Array.from(second), first.length);
  const a = all.subarray(0, first.length), b = all.subarray(first.length);
  const extremity = (difference: number) =>
    alternative === "greater"
      ? difference
      : alternative === "less"
      ? -difference
      : Math.abs(difference);

  const difference = statistic(a) - statistic(b);
  if (Number.isNaN(difference)) return { difference, p: NaN };
  // The same difference may come out a rounding error smaller in another order.
  const observed = extremity(difference);
  const threshold = observed - 1e-12 * Math.abs(observed);
  let extreme = 0;
  for (let i = 0; i < permutations; i++) {
    random.shuffle(all);
    if (extremity(statistic(a) - statistic(b)) >= threshold) extreme++;
  }
  return { difference, p: (1 + extreme) / (1 + permutations) };
}
