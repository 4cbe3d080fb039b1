/** Since when volume lies below its level of optimism, and since when surely so. */
import { formatDate, startOfDay } from "../../tables/time.ts";
import { date } from "../../words/dates.ts";
import { dayIndex } from "../market/daily-market.ts";
import { type Interval, type Result, SCHEMA_VERSION } from "../result.ts";
import { dropIntervals, judgedMarket, type VolumeDropInputs } from "./judged-market.ts";
import { type LevelAt, levelAt } from "./optimistic-level.ts";
import type { VolumeDropOptions } from "./volume-drops.ts";

export interface BelowLevel extends Result {
  analysis: "below-level";
  at: string;
  /** First day of the unbroken run of days below the level that the judged day ends; null: it is not. */
  below_since: string | null;
  /** The same for days whose 95% interval lies wholly below the level. */
  surely_below_since: string | null;
  /** The same for days as quiet as at most 10% of the weeks of optimism. */
  quieter_than_optimism_since: string | null;
  /** Days of [from, to) that can be compared, and of those the days below and surely below. */
  testable_days: number;
  below_days: number;
  surely_below_days: number;
  /** The 95% interval of the drop, on every day of the data that can be compared. */
  intervals: { date: string; drop_interval: Interval }[];
}

/** As quiet as at most this share of the weeks of optimism, in percent. */
const QUIET = 10;

/**
 * On which days of a window a market traded below its level of optimism, and how long the run of such
 * days is that ends with the judged one. Each day is judged by the year before it alone.
 *
 * @example belowLevel({ bars, funding }, { at, step: HOUR, from, to }).surely_below_since
 */
export function belowLevel(inputs: VolumeDropInputs, options: VolumeDropOptions): BelowLevel {
  const { at, step, from = -Infinity, to = Infinity, seed = 1, resamples } = options;
  const { market, levels, rules, unusable } = judgedMarket(inputs, step, options.rules);
  const judged = dayIndex(market, at);
  const found = new Map<number, LevelAt>();
  const levelOf = (day: number) => {
    const known = found.get(day) ?? levelAt(levels, day, rules.episode_gap_days, rules);
    found.set(day, known);
    return known;
  };
  const testable = (day: number) => unusable === null && levelOf(day).not_testable === null;
  const below = (day: number) => testable(day) && levelOf(day).drop < 0;
  const intervalOf = dropIntervals(levels, { seed, resamples });
  const surely = (day: number) => below(day) && intervalOf(levelOf(day)).drop_interval[1] < 0;
  const quiet = (day: number) => below(day) && levelOf(day).percentile_in_optimism <= QUIET;
  const since = (holds: (day: number) => boolean) => {
    let day = judged;
    while (day >= 0 && holds(day)) day--;
    return day < judged ? formatDate(market.time[day + 1]) : null;
  };
  const days = Array.from(market.time, (_, day) => day);
  const window = days.filter((day) => market.time[day] >= from && market.time[day] < to);
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "below-level",
    seed,
    not_testable: judged < 0
      ? `${date(at)} lies outside the bars`
      : unusable ?? levelOf(judged).not_testable,
    at: formatDate(startOfDay(at)),
    below_since: since(below),
    surely_below_since: since(surely),
    quieter_than_optimism_since: since(quiet),
    testable_days: window.filter(testable).length,
    below_days: window.filter(below).length,
    surely_below_days: window.filter(surely).length,
    intervals: days.filter(testable).map((day) => ({
      date: formatDate(market.time[day]),
      drop_interval: intervalOf(levelOf(day)).drop_interval,
    })),
  };
}
