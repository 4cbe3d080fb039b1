import type { Interval } from "./interval.ts";
import { mean } from "./mean.ts";
import {
  type MemoryLaw,
  memoryLaws,
  seriesOf,
  stepSquares,
  surprises,
  transposed,
} from "./memory.ts";
import { normalCdf } from "./normal.ts";
import type { Random } from "./random.ts";

export interface LevelShiftOptions {
  random: Random;
  /** Fewest values on either side of a change. */
  minSide: number;
  /** Level of the test; 0.05 by default. */
  alpha?: number;
  /** Series without a change that are simulated for p. */
  resamples?: number;
}

/** A change of level that memory does not explain. */
export interface LevelShift {
  /** Of so large a gain in likelihood where the level never changes, by simulation. */
  p: number;
  /** The likeliest first position of the new level. */
  at: number;
  /** How likely the change is to be at each position, given that there is one. */
  weights: Float64Array;
  /** New level less old, averaged over positions and memories, with its 95% interval. */
  shift: number;
  interval: Interval;
}

// What a change of level may be before the series is seen: most are modest, one in five is not.
const PRIORS = [{ deviation: 0.25, share: 0.8 }, { deviation: 1, share: 0.2 }];
// Laws whose likelihood is this close to the best may be true: the null is the one that wanders most.
const PLAUSIBLE = 1;

/**
 * A search for one change of level in a series with memory: the likelihood of a step at every position
 * under every law of `memoryLaws`, against that of no step under any. A detector that takes values as
 * independent calls every busy week a change; here a week that memory explains as well is none.
 *
 * p comes from series without a change, simulated by the law that wanders most among the plausible,
 * with surprises drawn from the series' own. Position, shift and memory are averaged over in the end:
 * what is not known of one widens the interval of the others. A prior keeps shifts modest unless the
 * series insists, for a change that was found because it stood out was, on average, helped by chance.
 * Shifts are in logarithms: the prior says that most are of some 30%, and that some are severalfold.
 *
 * @param values in order of time, without NaN, at least 2 minSide
 * @returns null where p is above alpha
 * @example levelShift(logVolume, { random: createRandom(1), minSide: 7 })?.at
 */
export function levelShift(values: Float64Array, options: LevelShiftOptions): LevelShift | null {
  const { random, minSide, alpha = 0.05, resamples = 399 } = options;
  const { scan, summarise, laws } = scanner(values.length, minSide);
  const { gain, null: law } = scan(values);
  const simulate = withoutChange(values, laws[law], random);
  let larger = 0;
  for (let drawn = 0; drawn < resamples; drawn++) {
    if (scan(simulate()).gain >= gain) larger++;
    if (1 + larger > alpha * (1 + resamples)) return null;
  }
  return { p: (1 + larger) / (1 + resamples), ...summarise(values) };
}

/** What all series of one length share: the laws, and the products of their steps. */
function scanner(length: number, minSide: number) {
  const laws = memoryLaws(length);
  const steps = laws.map((law) => stepsOf(law, length));
  const found = new Float64Array(length), products = new Float64Array(length);

  /** Squared error about one mean; `products` then holds each position's product with its step. */
  function fit(q: number, values: Float64Array): number {
    const { variances } = laws[q], { constant, square, sums } = steps[q];
    surprises(laws[q], values, found);
    let squares = 0, product = 0;
    for (let t = 0; t < length; t++) {
      const value = found[t];
      squares += value * value / variances[t];
      product += value * constant[t];
      found[t] = value / variances[t];
    }
    transposed(laws[q], found, products);
    const level = product / square;
    let sum = 0;
    for (let t = length - 1; t >= minSide; t--) {
      sum += products[t];
      products[t] = sum - sums[t] * level;
    }
    return squares - product * level;
  }

  function scan(values: Float64Array) {
    let without = -Infinity, within = -Infinity;
    const alone = laws.map((law, q) => {
      const { information } = steps[q];
      const error = fit(q, values);
      let most = 0;
      for (let at = length - minSide; at >= minSide; at--) {
        const drop = products[at] * products[at] / information[at];
        if (drop > most) most = drop;
      }
      const likelihood = -law.logScale - length / 2 * Math.log(error);
      without = Math.max(without, likelihood);
      within = Math.max(within, -law.logScale - length / 2 * Math.log(error - most));
      return { likelihood, wander: error * law.longRun };
    });
    const wander = alone.map((one) => one.likelihood >= without - PLAUSIBLE ? one.wander : 0);
    return { gain: within - without, null: wander.indexOf(Math.max(...wander)) };
  }

  function summarise(values: Float64Array): Omit<LevelShift, "p"> {
    const cases: Case[] = [];
    laws.forEach((law, q) => {
      const { information } = steps[q];
      const error = fit(q, values);
      for (let at = length - minSide; at >= minSide; at--) {
        const known = information[at], product = products[at];
        const noise = (error - product ** 2 / known) / (length - 2);
        for (const { deviation, share } of PRIORS) {
          // As if the prior had been seen: so much information about a shift of 0.
          const extra = noise / deviation ** 2, total = known + extra;
          const left = error - product ** 2 / total;
          cases.push({
            at,
            log: -law.logScale - length / 2 * Math.log(left) + Math.log(extra / total) / 2 +
              Math.log(share),
            shift: product / total,
            deviation: Math.sqrt(left / (length - 4) / total),
          });
        }
      }
    });
    return averaged(cases, length);
  }

  return { laws, scan, summarise };
}

/** Under one law: the product of every step with a constant, and what is known of its height. */
function stepsOf(law: MemoryLaw, length: number) {
  const found = new Float64Array(length), ones = new Float64Array(length).fill(1);
  surprises(law, ones, found);
  const constant = found.map((value, t) => value / law.variances[t]);
  const square = found.reduce((sum, value, t) => sum + value * constant[t], 0);
  const sums = new Float64Array(length);
  transposed(law, constant, sums);
  for (let t = length - 2; t >= 0; t--) sums[t] += sums[t + 1];
  const information = stepSquares(law)
    .map((own, at) => own - sums[at] * sums[at] / square);
  return { constant, square, sums, information };
}

/** A position under a law: its log-likelihood, and the shift that it implies. */
interface Case {
  at: number;
  log: number;
  shift: number;
  deviation: number;
}

function averaged(cases: readonly Case[], length: number): Omit<LevelShift, "p"> {
  const best = cases.reduce((most, { log }) => Math.max(most, log), -Infinity);
  const weights = new Float64Array(length);
  // One in some ten thousand of the best adds nothing that shows.
  const likely = cases.filter(({ log }) => log > best - 10)
    .map((one) => ({ ...one, weight: Math.exp(one.log - best) }));
  const all = likely.reduce((sum, { weight }) => sum + weight, 0);
  for (const { at, weight } of likely) weights[at] += weight / all;
  const below = (x: number) => {
    let sum = 0;
    for (const one of likely) sum += one.weight * normalCdf((x - one.shift) / one.deviation);
    return sum / all;
  };
  const quantile = (p: number) => {
    let low = Infinity, high = -Infinity;
    for (const { shift, deviation } of likely) {
      low = Math.min(low, shift - 6 * deviation);
      high = Math.max(high, shift + 6 * deviation);
    }
    while (high - low > 1e-4) {
      const middle = (low + high) / 2;
      if (below(middle) < p) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  };
  return {
    at: weights.indexOf(Math.max(...weights)),
    weights,
    shift: quantile(0.5),
    interval: [quantile(0.025), quantile(0.975)],
  };
}

/** A function that makes one series without a change; the array it gives is reused. */
function withoutChange(values: Float64Array, law: MemoryLaw, random: Random): () => Float64Array {
  const { length } = values, level = mean(values);
  const own = new Float64Array(length), drawn = new Float64Array(length);
  surprises(law, values.map((value) => value - level), own);
  const deviations = law.variances.map(Math.sqrt);
  own.forEach((value, t) => own[t] = value / deviations[t]);
  const center = mean(own), series = new Float64Array(length);
  return () => {
    for (let t = 0; t < length; t++) {
      drawn[t] = deviations[t] * (own[random.integer(length)] - center);
    }
    seriesOf(law, drawn, series);
    return series;
  };
}
