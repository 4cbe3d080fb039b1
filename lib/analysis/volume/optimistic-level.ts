import { rollingMedian } from "../../series/rolling-quantile.ts";
import { median, percentileOf } from "../../stats/quantile.ts";
import { count, significant } from "../../words/numbers.ts";
import { episodesOf } from "./optimism.ts";

/** How the level is found and when it can be; the defaults are those of the project's methods. */
export interface LevelRules {
  /** Days before the judged day among which optimistic ones are sought. */
  history_days: number;
  minimum_days: number;
  minimum_episodes: number;
  /** Days of the recent median, the judged day included, and how many must be known. */
  recent_days: number;
  minimum_recent_days: number;
  /** The baseline is broken where the last `last_days` trade this many times the days before. */
  last_days: number;
  broken_ratio: number;
  /** And where the week itself trades more than this many times the level, or less than its inverse. */
  far_ratio: number;
  /** Days before the last ones that must be known, to tell whether the baseline is broken. */
  minimum_earlier_days: number;
}

export const LEVEL_RULES: LevelRules = {
  history_days: 365,
  minimum_days: 20,
  minimum_episodes: 4,
  recent_days: 7,
  minimum_recent_days: 5,
  last_days: 90,
  broken_ratio: 3,
  far_ratio: 10,
  minimum_earlier_days: 30,
};

/** Volume on one day beside that of the optimistic days before it. NaN where not testable. */
export interface LevelAt {
  not_testable: string | null;
  /** Indices of the optimistic days, by episode. */
  episodes: number[][];
  optimistic_days: number;
  level: number;
  recent: number;
  /** recent / level - 1 */
  drop: number;
  percentile_in_optimism: number;
  /** Median daily volume of the last 90 days over that of the 275 before. */
  baseline_ratio: number;
}

/** What the level is made of, by day. */
export interface LevelInputs {
  volume: Float64Array;
  /** As in `Optimism`. */
  optimistic: Int8Array;
  /** Median of each day's `recent_days`, as `recentMedians` gives it. */
  recent: Float64Array;
}

/** Each day's median volume of it and the days before. */
export function recentMedians(volume: Float64Array, rules: LevelRules): Float64Array {
  return rollingMedian(volume, rules.recent_days, { minimum: rules.minimum_recent_days });
}

/**
 * Level of optimism at a day and how far the week up to it lies from the level.
 *
 * @param day index of the judged day
 * @param gap days between two optimistic ones that part two episodes
 * @example levelAt({ volume, optimistic, recent: recentMedians(volume, rules) }, 345, 7, rules).drop
 */
export function levelAt(
  { volume, optimistic, recent }: LevelInputs,
  day: number,
  gap: number,
  rules: LevelRules,
): LevelAt {
  const first = Math.max(0, day - rules.history_days);
  const found: number[] = [];
  for (let i = first; i < day; i++) {
    if (optimistic[i] === 1 && !Number.isNaN(volume[i])) found.push(i);
  }
  const episodes = episodesOf(found, gap);
  const split = Math.max(0, day + 1 - rules.last_days);
  const earlier = volume.subarray(Math.max(0, day + 1 - rules.history_days), split);
  const known = earlier.reduce((count, value) => count + Number(!Number.isNaN(value)), 0);
  const level = median(found.map((i) => volume[i]));
  const at = {
    episodes,
    optimistic_days: found.length,
    level,
    recent: recent[day],
    drop: recent[day] / level - 1,
    percentile_in_optimism: percentileOf(found.map((i) => recent[i]), recent[day]),
    baseline_ratio: median(volume.subarray(split, day + 1)) / median(earlier),
  };
  return { not_testable: reason(at, known, rules), ...at };
}

/** Why there is no level, or none that the week could be compared with, as a clause; or null. */
function reason(at: Omit<LevelAt, "not_testable">, known: number, rules: LevelRules) {
  if (Number.isNaN(at.recent)) {
    return `fewer than ${rules.minimum_recent_days} of the ${rules.recent_days} days are complete`;
  }
  if (at.optimistic_days < rules.minimum_days) {
    return `${count(at.optimistic_days, "optimistic day")} in the ${rules.history_days} before, ` +
      `${rules.minimum_days} are needed`;
  }
  if (at.episodes.length < rules.minimum_episodes) {
    return `${
      count(at.episodes.length, "episode")
    } of optimism in the ${rules.history_days} days ` +
      `before, ${rules.minimum_episodes} are needed`;
  }
  if (known < rules.minimum_earlier_days) {
    return `only ${known} complete days before the last ${rules.last_days}: too short a history ` +
      `to tell whether its level still means anything`;
  }
  if (!(at.level > 0)) return "the median volume of the optimistic days is 0";
  if (at.recent === 0) return "the recent days have no volume: the venue or the file stopped";
  const ratio = at.baseline_ratio;
  if (!(ratio <= rules.broken_ratio && ratio >= 1 / rules.broken_ratio)) {
    return `baseline broken: the last ${rules.last_days} days trade ${
      significant(ratio, 3)
    } times ` +
      `the volume of the days before, so an earlier level says nothing about now`;
  }
  // The 90 days notice a market that became another one only once half of them are new.
  const times = at.recent / at.level;
  if (!(times <= rules.far_ratio && times >= 1 / rules.far_ratio)) {
    return `baseline broken: the week trades ${significant(times, 3)} times the level, which is ` +
      `another market, or another unit, than the level was taken from`;
  }
  return null;
}
