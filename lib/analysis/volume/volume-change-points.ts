/** Change points of volume: when its level changed. Retrospective: each uses the days after it, too. */
import { dayOfWeek } from "../../series/calendar.ts";
import { percentileInterval } from "../../stats/interval.ts";
import { median } from "../../stats/quantile.ts";
import { mean } from "../../stats/mean.ts";
import { noisePenalty, pelt } from "../../stats/pelt.ts";
import { createRandom, type Random } from "../../stats/random.ts";
import { stationaryBootstrap } from "../../stats/stationary-bootstrap.ts";
import { formatDate } from "../../tables/time.ts";
import type { DailyMarket } from "../market/daily-market.ts";
import { type Interval, type Result, SCHEMA_VERSION } from "../result.ts";

export interface ChangePointOptions {
  /** Days between two changes at least. */
  minimum_segment?: number;
  /** Penalty of a change: this times log n sigma^2. */
  penalty_factor?: number;
  /** Mean length of a block of days that are resampled together. */
  mean_block?: number;
  resamples?: number;
  seed?: number;
}

/** A day on which the level of volume changed. */
export interface VolumeChange {
  /** First day of the new level. */
  date: string;
  /** Change of the mean log volume, as a fraction: 0.5 is half as much again. */
  shift: number;
  interval: Interval;
  /** Days of the levels before and after it. */
  days_before: number;
  days_after: number;
  /** Found at twice the penalty, too: the first is too eager, for days resemble their neighbours. */
  holds_at_double_penalty: boolean;
}

/** A stretch of days of one level. */
export interface VolumeSegment {
  from: string;
  /** Its last day. */
  to: string;
  days: number;
  /** Geometric mean of the daily volume, weekday pattern taken out. */
  level: number;
}

export interface VolumeChangePoints extends Result {
  analysis: "volume-change-points";
  retrospective: true;
  days: number;
  /** Days without volume, left out: they have no logarithm. */
  zero_days: number;
  sigma: number | null;
  penalty: number | null;
  changes: VolumeChange[];
  segments: VolumeSegment[];
  /** Dates found at twice the penalty. */
  strict_dates: string[];
  strict_segments: VolumeSegment[];
}

/** Fewer days leave no room for two levels and a noise to tell them apart by. */
const FEWEST_DAYS = 28;

/**
 * Dates at which the mean of log daily quote volume changed, by PELT, at a penalty and at twice it.
 * Each day has the median of its weekday, over the whole sample, taken off first.
 *
 * @param market days that are not complete are left out
 * @example volumeChangePoints(dailyMarket(bars, step), { minimum_segment: 1 }).changes.length
 */
export function volumeChangePoints(
  market: Pick<DailyMarket, "time" | "quote_volume">,
  options: ChangePointOptions = {},
): VolumeChangePoints {
  const { minimum_segment = 7, penalty_factor = 3, seed = 1 } = options;
  const { time, values, zeros } = withoutWeekdays(market);
  const result = {
    schema_version: SCHEMA_VERSION,
    analysis: "volume-change-points",
    seed,
    retrospective: true,
    days: values.length,
    zero_days: zeros,
  } as const;
  const few = values.length < Math.max(FEWEST_DAYS, 2 * minimum_segment);
  const { sigma, penalty } = few
    ? { sigma: NaN, penalty: NaN }
    : noisePenalty(values, penalty_factor);
  if (!(sigma > 0)) {
    return {
      ...result,
      not_testable: few
        ? `${values.length} complete days, ${Math.max(FEWEST_DAYS, 2 * minimum_segment)} are needed`
        : "volume hardly ever changes from day to day: there is no noise to tell a change from",
      sigma: null,
      penalty: null,
      changes: [],
      segments: [],
      strict_dates: [],
      strict_segments: [],
    };
  }
  const found = pelt(values, { penalty, minSegment: minimum_segment });
  const strict = pelt(values, { penalty: 2 * penalty, minSegment: minimum_segment });
  const random = createRandom(seed).split("volume-change-points");
  const bounds = [0, ...found, values.length];
  return {
    ...result,
    not_testable: null,
    sigma,
    penalty,
    changes: found.map((at, i) => ({
      date: formatDate(time[at]),
      ...shiftAt(values, bounds[i], at, bounds[i + 2], random, options),
      days_before: at - bounds[i],
      days_after: bounds[i + 2] - at,
      holds_at_double_penalty: strict.includes(at),
    })),
    segments: segmentsOf(time, values, found),
    strict_dates: strict.map((at) => formatDate(time[at])),
    strict_segments: segmentsOf(time, values, strict),
  };
}

/** Log volumes of the days that have one, less their weekday's median, plus the median of all. */
function withoutWeekdays({ time, quote_volume }: Pick<DailyMarket, "time" | "quote_volume">) {
  const kept: number[] = [];
  let zeros = 0;
  for (let i = 0; i < time.length; i++) {
    if (quote_volume[i] > 0) kept.push(i);
    else if (quote_volume[i] === 0) zeros++;
  }
  const logs = kept.map((i) => Math.log(quote_volume[i]));
  const weekdays = kept.map((i) => dayOfWeek(time[i]));
  const usual = Array.from(
    { length: 7 },
    (_, day) => median(logs.filter((_, i) => weekdays[i] === day)),
  );
  const middle = median(logs);
  return {
    time: Float64Array.from(kept, (i) => time[i]),
    values: Float64Array.from(logs, (log, i) => log - usual[weekdays[i]] + middle),
    zeros,
  };
}

/** Change of the mean at a position, and its interval by resampling blocks within both segments. */
function shiftAt(
  values: Float64Array,
  from: number,
  at: number,
  to: number,
  random: Random,
  { mean_block = 5, resamples = 2000 }: ChangePointOptions,
): { shift: number; interval: Interval } {
  const before = values.subarray(from, at), after = values.subarray(at, to);
  const means = (segment: Float64Array) =>
    stationaryBootstrap(segment, mean, { meanBlock: mean_block, resamples, random }).resampled;
  const first = means(before), second = means(after);
  const [low, high] = percentileInterval(first.map((value, i) => second[i] - value));
  return {
    shift: Math.expm1(mean(after) - mean(before)),
    interval: [Math.expm1(low), Math.expm1(high)],
  };
}

function segmentsOf(
  time: Float64Array,
  values: Float64Array,
  changes: readonly number[],
): VolumeSegment[] {
  const bounds = [0, ...changes, values.length];
  return bounds.slice(1).map((to, i) => ({
    from: formatDate(time[bounds[i]]),
    to: formatDate(time[to - 1]),
    days: to - bounds[i],
    level: Math.exp(mean(values.subarray(bounds[i], to))),
  }));
}
