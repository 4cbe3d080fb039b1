import type { Random } from "../stats/random.ts";
import { createRandom } from "../stats/random.ts";
import { HOUR } from "../tables/time.ts";

/** One component of the log activity: an AR(1) with this memory and stationary deviation. */
export interface Regime {
  /** Time in hours after which its autocorrelation has fallen to 1/e. */
  hours: number;
  /** Standard deviation of log activity. */
  sd: number;
}

/** A lasting change of the level of volume. */
export interface VolumeChange {
  /** ms UTC. */
  at: number;
  /** New level over old, less 1: -0.35 takes away 35%. */
  shift: number;
  /** The asset that it concerns; without it, all. */
  asset?: string;
}

/**
 * Sum of log-AR(1) components, stepped in time. Several time scales together give the slow decay of
 * autocorrelation that activity in markets has (Corsi's heterogeneous model).
 *
 * @example
 * const activity = createActivity([{ hours: 3, sd: 0.3 }], 300_000, random);
 * activity(); // log activity of the next step
 */
export function createActivity(
  regimes: readonly Regime[],
  step: number,
  random: Random,
): () => number {
  const keep = regimes.map(({ hours }) => Math.exp(-step / (hours * HOUR)));
  const noise = regimes.map(({ sd }, i) => sd * Math.sqrt(1 - keep[i] * keep[i]));
  const state = regimes.map(({ sd }) => sd * random.normal());
  return () => {
    let sum = 0;
    for (let i = 0; i < state.length; i++) {
      state[i] = keep[i] * state[i] + noise[i] * random.normal();
      sum += state[i];
    }
    return sum;
  };
}

// Shape of a crypto day in UTC: quiet before Asia wakes, busiest when New York opens.
const DAY_SHAPE = [
  1.05,
  0.95,
  0.85,
  0.72,
  0.62,
  0.58,
  0.62,
  0.75,
  0.9,
  0.88,
  0.85,
  0.9,
  1.0,
  1.4,
  1.95,
  1.8,
  1.5,
  1.25,
  1.1,
  1.05,
  0.95,
  0.8,
  0.72,
  0.81,
];
const WEEKEND = 0.52;

/**
 * Expected volume by hour of the week (0 is Monday 00:00 UTC), mean 1. `strength` 0 is flat, 1 has
 * the contrast of Bitcoin's perpetuals.
 *
 * @example weekPattern(1)[14] // Monday afternoon
 */
export function weekPattern(strength: number): Float64Array {
  const pattern = Float64Array.from(
    { length: 168 },
    (_, hour) => Math.pow(DAY_SHAPE[hour % 24] * (hour >= 120 ? WEEKEND : 1), strength),
  );
  const mean = pattern.reduce((sum, value) => sum + value, 0) / 168;
  return pattern.map((value) => value / mean);
}

/** Hour of the week of a time, 0 for Monday 00:00 UTC. 1 January 1970 was a Thursday. */
export function hourOfWeek(time: number): number {
  return (Math.floor(time / HOUR) + 72) % 168;
}

/** Product of the changes that have happened to an asset by a time. */
export function changeFactor(
  changes: readonly VolumeChange[],
  asset: string,
  time: number,
): number {
  let factor = 1;
  for (const change of changes) {
    if (time >= change.at && (!change.asset || change.asset === asset)) factor *= 1 + change.shift;
  }
  return factor;
}

/** What `simulateVolume` makes. */
export interface VolumeOptions {
  /** First time in ms UTC, step in ms, and number of steps. */
  from: number;
  step: number;
  rows: number;
  /** Mean volume per step. */
  mean: number;
  pattern: number;
  regimes: readonly Regime[];
  /** Standard deviation of log volume that has no memory. */
  noise: number;
  changes: readonly VolumeChange[];
}

/**
 * Volume alone, by the mechanism that the whole market uses: mean x hour-of-week pattern x regimes x
 * dated changes x noise. Quick enough for thousands of runs.
 *
 * @returns times in ms UTC and volume per step; the changes are the truth
 * @example simulateVolume({ from, step: HOUR, rows: 8760, mean: 1e6, pattern: 1, ... }, 1)
 */
export function simulateVolume(
  options: VolumeOptions,
  seed: number | string,
): { time: Float64Array; volume: Float64Array } {
  const random = createRandom(seed);
  const activity = createActivity(options.regimes, options.step, random.split("activity"));
  const noise = random.split("noise");
  const pattern = weekPattern(options.pattern);
  const variance = options.regimes.reduce((sum, { sd }) => sum + sd * sd, options.noise ** 2);
  const time = new Float64Array(options.rows), volume = new Float64Array(options.rows);
  for (let i = 0; i < options.rows; i++) {
    time[i] = options.from + i * options.step;
    volume[i] = options.mean * pattern[hourOfWeek(time[i])] *
      changeFactor(options.changes, "", time[i]) *
      Math.exp(activity() + options.noise * noise.normal() - variance / 2);
  }
  return { time, volume };
}
