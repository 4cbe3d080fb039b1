import type { Random } from "../stats/random.ts";

/**
 * A Poisson number by Knuth's product of uniforms: exact, and quick for the small means used here.
 *
 * @example poisson(random, 0.5)
 */
export function poisson(random: Random, mean: number): number {
  let count = -1, product = 1;
  const limit = Math.exp(-mean);
  do {
    product *= random.uniform();
    count++;
  } while (product > limit);
  return count;
}

/**
 * Log-normal with a given mean and standard deviation of its logarithm.
 *
 * @example logNormal(random, 50_000, 1.5)
 */
export function logNormal(random: Random, mean: number, sd: number): number {
  return mean * Math.exp(sd * random.normal() - sd * sd / 2);
}

/**
 * Pareto above `scale`: P(X > x) = (scale / x)^tail.
 *
 * @example pareto(random, 0.01, 3)
 */
export function pareto(random: Random, scale: number, tail: number): number {
  return scale * Math.pow(1 - random.uniform(), -1 / tail);
}

/**
 * Scale that turns a normal number into Student's t of unit variance: sqrt((df - 2) / chi2(df)).
 * Only even degrees of freedom, for which chi2 is twice a sum of exponentials; 0 means normal.
 *
 * @example studentScale(random, 4) * random.normal()
 */
export function studentScale(random: Random, degrees: number): number {
  if (degrees === 0) return 1;
  let product = 1;
  for (let i = 0; i < degrees; i += 2) product *= 1 - random.uniform();
  return Math.sqrt((degrees - 2) / (-2 * Math.log(product)));
}
