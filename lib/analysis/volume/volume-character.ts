/** The character of trading: what else changed with volume, against the same days of optimism. */
import { createRandom } from "../../stats/random.ts";
import { formatTime, startOfDay } from "../../tables/time.ts";
import { type DailyMarket, dayIndex } from "../market/daily-market.ts";
import { judgedMarket, type VolumeDropInputs } from "./judged-market.ts";
import { levelInterval } from "./level-interval.ts";
import { levelAt, recentMedians } from "./optimistic-level.ts";
import { type Interval, known, type Result, SCHEMA_VERSION } from "../result.ts";
import type { VolumeDropOptions } from "./volume-drops.ts";

/** What is measured by day. */
export type Measure =
  /** USD; moves with price, too. */
  | "quote_volume"
  /** Coins; does not. */
  | "base_volume"
  | "trades"
  /** USD a trade. */
  | "average_trade"
  /** Share of base volume that takers bought. */
  | "taker_buy_share";

/** A measure in the week up to the judged day and on the days of optimism before it. */
export interface CharacterRow {
  measure: Measure;
  /** Why it cannot be compared, or null. */
  not_testable: string | null;
  level: number | null;
  recent: number | null;
  /** recent / level - 1, with the interval of `volumeDrops`. */
  change: number | null;
  change_interval: Interval | null;
  percentile_in_optimism: number | null;
  /** Chance that a week of optimism has as little. */
  week_p: number | null;
}

export interface VolumeCharacter extends Result {
  analysis: "volume-character";
  at: string;
  rows: CharacterRow[];
}

/**
 * Quote volume beside base volume, number and size of trades, and taker buying, each against its own
 * level on the same optimistic days. Where quote volume fell and base volume did not, price did it.
 *
 * @example volumeCharacter({ bars, funding }, { at, step }).rows
 */
export function volumeCharacter(
  inputs: VolumeDropInputs,
  { at, step, seed = 1, resamples = 2000, rules: own }: VolumeDropOptions,
): VolumeCharacter {
  const { market, mood, rules, unusable } = judgedMarket(inputs, step, own);
  const { optimistic } = mood;
  const day = dayIndex(market, at);
  const result = {
    schema_version: SCHEMA_VERSION,
    analysis: "volume-character",
    at: formatTime(startOfDay(at)),
    seed,
  } as const;
  if (unusable || day < 0) {
    return {
      ...result,
      not_testable: day < 0 ? "the day lies outside the bars" : unusable,
      rows: [],
    };
  }
  const rows = Object.entries(measures(market)).map(([name, values]): CharacterRow => {
    const measure = name as Measure;
    const none = {
      measure,
      level: null,
      recent: null,
      change: null,
      change_interval: null,
      percentile_in_optimism: null,
      week_p: null,
    };
    if (values.every(Number.isNaN)) return { ...none, not_testable: "not in these bars" };
    const recents = recentMedians(values, rules);
    const here = levelAt(
      { volume: values, optimistic, recent: recents },
      day,
      rules.episode_gap_days,
      rules,
    );
    const shown = { ...none, level: known(here.level), recent: known(here.recent) };
    if (here.not_testable) return { ...shown, not_testable: here.not_testable };
    const of = (from: Float64Array) => here.episodes.map((days) => days.map((i) => from[i]));
    const random = createRandom(seed).split(measure);
    const sure = levelInterval(of(values), of(recents), here.recent, { random, resamples });
    return {
      ...shown,
      not_testable: null,
      change: known(here.drop),
      change_interval: sure.drop_interval,
      percentile_in_optimism: known(here.percentile_in_optimism),
      week_p: known(sure.week_p),
    };
  });
  return { ...result, not_testable: null, rows };
}

function measures(market: DailyMarket): Record<Measure, Float64Array> {
  const { quote_volume, base_volume, trades, taker_buy_volume } = market;
  return {
    quote_volume,
    base_volume,
    trades,
    average_trade: quote_volume.map((volume, i) => volume / trades[i]),
    taker_buy_share: taker_buy_volume.map((volume, i) => volume / base_volume[i]),
  };
}
