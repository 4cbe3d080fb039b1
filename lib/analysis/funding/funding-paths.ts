import { upperBound } from "../../series/asof.ts";
import { mean } from "../../stats/mean.ts";
import { bootstrap } from "../../stats/bootstrap.ts";
import { normalQuantile } from "../../stats/normal.ts";
import type { Random } from "../../stats/random.ts";
import { studentQuantile } from "../../stats/student-t.ts";
import { DAY, HOUR } from "../../tables/time.ts";
import type { FundingRates } from "../market/funding-rates.ts";
import { type Interval, known } from "../result.ts";

/** Distance of the points of a path, hours: the usual funding interval. */
const PATH_STEP = 8;

/** Hours of a path from an event: every eighth from 7 days before to 14 days after. */
export function pathHours(beforeDays: number, afterDays: number): number[] {
  const hours: number[] = [];
  for (let hour = -beforeDays * 24; hour <= afterDays * 24; hour += PATH_STEP) hours.push(hour);
  return hours;
}

/**
 * Excess along a path: the mean over the settlements of the 8 hours up to each point; NaN where there
 * was none.
 *
 * @example excessPath(rates, t0, neutral, pathHours(7, 14))
 */
export function excessPath(
  { time, rate_8h }: FundingRates,
  t0: number,
  neutral: number,
  hours: readonly number[],
): Float64Array {
  return Float64Array.from(hours, (hour) => {
    const t = t0 + hour * HOUR;
    const from = upperBound(time, t - PATH_STEP * HOUR), to = upperBound(time, t);
    return mean(rate_8h.subarray(from, to)) - neutral;
  });
}

/** Mean of several paths, point by point, over the known values. */
export function meanPath(paths: readonly Float64Array[]): Float64Array {
  return Float64Array.from(
    { length: paths[0]?.length ?? 0 },
    (_, i) => mean(paths.map((path) => path[i])),
  );
}

/** A mean path with its interval at each point. */
export interface PathBand {
  mean: (number | null)[];
  /** Null where no event has a value, or only one: then nothing is known of the spread. */
  interval: (Interval | null)[];
}

/**
 * Mean path over events and its 95% interval at each point, by drawing whole events. The quantiles of
 * the draws are stretched as Student's t is: of 25 events they alone held the true mean in 93% of 2,000
 * simulated markets.
 *
 * @example pathBand(paths, { random: createRandom(1) }).mean
 */
export function pathBand(
  paths: readonly Float64Array[],
  options: { random: Random; resamples?: number },
): PathBand {
  const center = meanPath(paths);
  const interval = Array.from(center, (_, i): Interval | null => {
    const values = paths.map((path) => path[i]).filter((value) => !Number.isNaN(value));
    if (values.length < 2) return null;
    const { estimate, interval } = bootstrap(values, mean, options);
    const stretch = studentQuantile(0.975, values.length - 1) / normalQuantile(0.975) *
      Math.sqrt(values.length / (values.length - 1));
    return [
      estimate + stretch * (interval[0] - estimate),
      estimate + stretch * (interval[1] - estimate),
    ];
  });
  return { mean: Array.from(center, known), interval };
}

/**
 * Times kept of a sorted list so that none comes within some days after one kept.
 *
 * @example spaced([0, 3 * DAY, 9 * DAY], 7) // keeps 0 and 9 * DAY
 */
export function spaced<T extends { time: number }>(events: readonly T[], days: number): T[] {
  const kept: T[] = [];
  for (const event of [...events].sort((a, b) => a.time - b.time)) {
    const last = kept[kept.length - 1];
    if (!last || event.time - last.time >= days * DAY) kept.push(event);
  }
  return kept;
}
