import { type Interval, percentileInterval } from "./interval.ts";
import { known } from "./known.ts";
import type { Random } from "./random.ts";

/** What every bootstrap takes. */
export interface BootstrapOptions {
  random: Random;
  /** 2,000 by default. */
  resamples?: number;
  /** 0.95 by default. */
  level?: number;
}

/** An estimate, its percentile interval, and what the resamples gave. */
export interface Bootstrapped {
  estimate: number;
  /** NaN at both ends when no resample had a known statistic. */
  interval: Interval;
  /**
   * The statistic of each resample, in the order drawn. Fewer than asked for when some were NaN: a
   * statistic that many resamples cannot have says more by that than by its interval.
   */
  resampled: Float64Array;
}

/**
 * Bootstrap over independent units: cases, events, or whole episodes (days in a row that stand or fall
 * together). Units are drawn with replacement, as many as there are.
 *
 * @param statistic of a list of units
 * @example
 * bootstrap(episodes, (drawn) => median(drawn.flat()), { random: createRandom(1) }).interval
 */
export function bootstrap<T>(
  units: readonly T[],
  statistic: (units: readonly T[]) => number,
  options: BootstrapOptions,
): Bootstrapped {
  const { random } = options;
  const drawn = units.slice();
  return collect(statistic(units), options, () => {
    for (let i = 0; i < drawn.length; i++) drawn[i] = units[random.integer(units.length)];
    return statistic(drawn);
  });
}

/**
 * Repeats a resampling and sums it up: the part that all bootstraps share.
 *
 * @param draw makes one resample and returns its statistic
 * @example collect(mean(values), { random }, () => mean(resampleOf(values, random)))
 */
export function collect(
  estimate: number,
  { resamples = 2000, level = 0.95 }: BootstrapOptions,
  draw: () => number,
): Bootstrapped {
  const resampled = known(Float64Array.from({ length: resamples }, draw));
  return { estimate, interval: percentileInterval(resampled, level), resampled };
}
