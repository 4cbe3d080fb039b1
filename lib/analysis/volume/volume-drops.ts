/** Volume drops: how far trading lies below the level that goes with optimism among traders. */
import { relativeTo, weeklyBaseline, weeklyQuartiles } from "../../series/weekly-baseline.ts";
import { formatDate, formatTime, startOfDay } from "../../tables/time.ts";
import { date } from "../../words/dates.ts";
import { type DailyMarket, dayIndex } from "../market/daily-market.ts";
import {
  dropInterval,
  type DropRules,
  type JudgedMarket,
  judgedMarket,
  type VolumeDropInputs,
} from "./judged-market.ts";
import { levelAt } from "./optimistic-level.ts";
import type { Optimism } from "./optimism.ts";
import { type Interval, known, type Result, SCHEMA_VERSION } from "../result.ts";
import { volumeFaults } from "./volume-faults.ts";

export interface VolumeDropOptions {
  /** The judged day: the UTC day that holds this time, ms. */
  at: number;
  /** Length of a bar, ms; divides a day. */
  step: number;
  /** Days of which the drop is reported as a series, ms, end exclusive; all by default. */
  from?: number;
  to?: number;
  seed?: number;
  resamples?: number;
  rules?: Partial<DropRules>;
}

/** The drop on one day, without its interval; null where it is not testable. */
export interface DropRow {
  date: string;
  level: number | null;
  /** Median daily quote volume of the day and the 6 before, USD. */
  recent: number | null;
  drop: number | null;
  percentile_in_optimism: number | null;
}

/** One complete day, with what its volume is compared to and what optimism is judged by. */
export interface VolumeDay {
  date: string;
  quote_volume: number | null;
  /** Median of the same weekday over the 8 weeks before, with its quartiles. */
  baseline: number | null;
  baseline_lower: number | null;
  baseline_upper: number | null;
  /** The volume as a multiple of the median. */
  relative_volume: number | null;
  close: number | null;
  return_30d: number | null;
  funding_8h_7d: number | null;
  optimistic: boolean | null;
}

export interface VolumeDropResult extends Result {
  analysis: "volume-drops";
  /** Start of the judged day. */
  at: string;
  optimistic_days: number;
  episodes: number;
  /** Median daily quote volume of the optimistic days, USD. */
  level: number | null;
  recent: number | null;
  /** recent / level - 1; null where not testable. */
  drop: number | null;
  drop_interval: Interval | null;
  /** Share, in percent, of the optimistic days whose own 7-day median is as low. */
  percentile_in_optimism: number | null;
  /** Chance that a week of optimism has as little volume, from the spread of those weeks. */
  week_p: number | null;
  /** The smallest drop that could have been told from none, as a fraction above 0. */
  smallest_drop: number | null;
  /** Median daily volume of the last 90 days over that of the 275 before. */
  baseline_ratio: number | null;
  /** First day of the unbroken run of days below the level that the judged day ends. */
  below_since: string | null;
  /** 7-day medians of the optimistic days, USD: what the percentile is taken among. */
  optimistic_weeks: { date: string; episode: number; recent: number }[];
  series: DropRow[];
  days: VolumeDay[];
  /** Whether quote volume is base volume times close of each bar. */
  approximate: boolean;
  /** Faults of the data, one clause each. */
  notes: string[];
}

/**
 * The week up to a day beside the days of optimism in the year before: those when price was higher
 * than 30 days before and longs paid more than 0.005% per 8 hours over a week.
 *
 * @returns `not_testable` where days, episodes, funding or a meaningful baseline are missing; what
 * can be said without them (days, baseline, series) is there all the same
 * @example
 * volumeDrops({ bars, funding }, { at: parseTime("2025-12-12"), step: 5 * MINUTE }).drop // -0.1741
 */
export function volumeDrops(
  inputs: VolumeDropInputs,
  options: VolumeDropOptions,
): VolumeDropResult {
  const { at, step, from = -Infinity, to = Infinity, seed = 1, resamples } = options;
  const judged = judgedMarket(inputs, step, options.rules);
  const { market, mood, levels, rules, unusable } = judged;
  const { recent } = levels;
  const day = dayIndex(market, at);
  const here = day < 0 ? null : levelAt(levels, day, rules.episode_gap_days, rules);
  const reason = here ? unusable ?? here.not_testable : `${date(at)} lies outside the bars`;
  const testable = reason === null && here !== null;
  const sure = testable && dropInterval(levels, here, { seed, resamples });
  const series = unusable ? [] : dropSeries(judged);
  const within = ({ date }: { date: string }) => {
    const time = Date.parse(date);
    return time >= from && time < to;
  };
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "volume-drops",
    not_testable: reason,
    seed,
    at: formatTime(startOfDay(at)),
    optimistic_days: here?.optimistic_days ?? 0,
    episodes: here?.episodes.length ?? 0,
    level: here && known(here.level),
    recent: here && known(here.recent),
    drop: testable ? known(here.drop) : null,
    drop_interval: sure ? sure.drop_interval : null,
    percentile_in_optimism: testable ? known(here.percentile_in_optimism) : null,
    week_p: sure ? known(sure.week_p) : null,
    smallest_drop: sure ? known(sure.smallest_drop) : null,
    baseline_ratio: here && known(here.baseline_ratio),
    below_since: testable && here.drop < 0 ? runStart(series, startOfDay(at)) : null,
    optimistic_weeks: (here?.episodes ?? []).flatMap((episode, number) =>
      episode.filter((i) => recent[i] === recent[i]).map((i) => ({
        date: formatDate(market.time[i]),
        episode: number + 1,
        recent: recent[i],
      }))
    ),
    series: series.filter(within),
    days: volumeDays(market, mood).filter(within),
    approximate: market.approximate,
    notes: [...volumeFaults(market), ...judged.notes],
  };
}

/** The drop on every day that has a week before it. */
function dropSeries({ market, levels, rules }: JudgedMarket): DropRow[] {
  return Array.from(market.time, (time, day) => {
    const at = levelAt(levels, day, rules.episode_gap_days, rules);
    const told = at.not_testable === null;
    return {
      date: formatDate(time),
      level: told ? known(at.level) : null,
      recent: known(at.recent),
      drop: told ? known(at.drop) : null,
      percentile_in_optimism: told ? known(at.percentile_in_optimism) : null,
    };
  });
}

/** First day of the run of days with a drop that ends on a day. */
function runStart(series: readonly DropRow[], day: number): string | null {
  let i = series.findIndex(({ date }) => date === formatDate(day));
  while (i > 0 && (series[i - 1].drop ?? 0) < 0) i--;
  return series[i]?.date ?? null;
}

function volumeDays(market: DailyMarket, mood: Optimism): VolumeDay[] {
  const baseline = weeklyBaseline(market.time, market.quote_volume);
  const { lower, upper } = weeklyQuartiles(market.time, market.quote_volume);
  const relative = relativeTo(market.quote_volume, baseline);
  return Array.from(market.time, (time, i) => ({
    date: formatDate(time),
    quote_volume: known(market.quote_volume[i]),
    baseline: known(baseline[i]),
    baseline_lower: known(lower[i]),
    baseline_upper: known(upper[i]),
    relative_volume: known(relative[i]),
    close: known(market.close[i]),
    return_30d: known(mood.trailing_return[i]),
    funding_8h_7d: known(mood.mean_funding_8h[i]),
    optimistic: mood.optimistic[i] < 0 ? null : mood.optimistic[i] === 1,
  }));
}
