/** Change points of volume: when its level changed. Retrospective: each uses the days after it, too. */
import { dayOfWeek } from "../../series/calendar.ts";
import { levelShift } from "../../stats/level-shift.ts";
import { mean } from "../../stats/mean.ts";
import { noisePenalty, pelt } from "../../stats/pelt.ts";
import { median } from "../../stats/quantile.ts";
import { createRandom, type Random } from "../../stats/random.ts";
import { formatDate } from "../../tables/time.ts";
import type { DailyMarket } from "../market/daily-market.ts";
import { type Interval, type Result, SCHEMA_VERSION } from "../result.ts";

export interface ChangePointOptions {
  /** Days between two candidates at least. */
  minimum_segment?: number;
  /** Penalty of a candidate: this times log n sigma^2. */
  penalty_factor?: number;
  /** Series without a change that are simulated for each test. */
  resamples?: number;
  seed?: number;
}

/** A change of level that the memory of volume does not explain. */
export interface VolumeChange {
  /** First day of the new level, the likeliest. */
  date: string;
  /** 95% interval of that day, first and last. */
  date_interval: [first: string, last: string];
  /** How likely it is to lie within two days of `date`. */
  within_2_days: number;
  /** That is at least 95%: only then is the date a finding. */
  dated: boolean;
  /** Of so large a change in a series whose level never changes but which remembers. */
  p: number;
  /** Change of the mean log volume, as a fraction: 0.5 is half as much again. */
  shift: number;
  interval: Interval;
  /** Days of the levels before and after it. */
  days_before: number;
  days_after: number;
}

/** A date that PELT names. */
export interface ChangeCandidate {
  date: string;
  /** Named at twice the penalty, too. */
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
  /** What PELT names, which takes days as independent; and its levels. */
  candidates: ChangeCandidate[];
  candidate_segments: VolumeSegment[];
  /** Dates that PELT names at twice the penalty. */
  strict_dates: string[];
  /** What is left when days may resemble their neighbours. */
  changes: VolumeChange[];
  segments: VolumeSegment[];
}

/** Fewer days leave no room for two levels and a noise to tell them apart by. */
const FEWEST_DAYS = 28;
/** Fewer days than this on one side are a spell, not a level. */
const SHORTEST_LEVEL = 7;
const SURE = 0.95;

/**
 * Dates at which the mean of log daily quote volume changed. Each day has the median of its weekday,
 * over the whole sample, taken off first.
 *
 * The *candidates* are those of PELT at a penalty and at twice it. It takes days as independent, and
 * in simulated markets whose busy and quiet spells last days or weeks, but whose level never changes,
 * it names a change in 67 to 100% of cases, 9 to 99% at twice the penalty. A *change* is therefore
 * tested against memory (`levelShift`), the days are split at it, and each part is tested at half the
 * level of the whole. Its date has an interval, and is called *dated* where it is sure to two days.
 *
 * @param market days that are not complete are left out
 * @example volumeChangePoints(dailyMarket(bars, step), { minimum_segment: 1 }).candidates.length
 */
export function volumeChangePoints(
  market: Pick<DailyMarket, "time" | "quote_volume">,
  options: ChangePointOptions = {},
): VolumeChangePoints {
  const { minimum_segment = 7, penalty_factor = 3, resamples = 399, seed = 1 } = options;
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
      candidates: [],
      candidate_segments: [],
      strict_dates: [],
      changes: [],
      segments: [],
    };
  }
  const named = pelt(values, { penalty, minSegment: minimum_segment });
  const strict = pelt(values, { penalty: 2 * penalty, minSegment: minimum_segment });
  const random = createRandom(seed).split("volume-change-points");
  const found = shiftsIn(values, 0, values.length, 0.05, { resamples, random });
  const bounds = [0, ...found.map(({ at }) => at), values.length];
  return {
    ...result,
    not_testable: null,
    sigma,
    penalty,
    candidates: named.map((at) => ({
      date: formatDate(time[at]),
      holds_at_double_penalty: strict.includes(at),
    })),
    candidate_segments: segmentsOf(time, values, named),
    strict_dates: strict.map((at) => formatDate(time[at])),
    changes: found.map(({ at, first, last, within, p, shift, interval }, i) => ({
      date: formatDate(time[at]),
      date_interval: [formatDate(time[first]), formatDate(time[last])],
      within_2_days: within,
      dated: within >= SURE,
      p,
      shift: Math.expm1(shift),
      interval: [Math.expm1(interval[0]), Math.expm1(interval[1])],
      days_before: at - bounds[i],
      days_after: bounds[i + 2] - at,
    })),
    segments: segmentsOf(time, values, bounds.slice(1, -1)),
  };
}

/** A change by its position among the days, and the positions between which it lies. */
interface Found {
  at: number;
  first: number;
  last: number;
  within: number;
  p: number;
  shift: number;
  interval: Interval;
}

/** The changes among days [from, to), in order: the surest one, then those on either side of it. */
function shiftsIn(
  values: Float64Array,
  from: number,
  to: number,
  alpha: number,
  { resamples, random }: { resamples: number; random: Random },
): Found[] {
  // The simulated series must be able to show so small a p.
  if (to - from < FEWEST_DAYS || alpha * (resamples + 1) < 1) return [];
  const days = values.slice(from, to);
  const options = {
    random: random.split(`${from} ${to}`),
    minSide: SHORTEST_LEVEL,
    alpha,
    resamples,
  };
  const change = levelShift(days, options);
  if (change === null) return [];
  const { p, at, weights, shift, interval } = change;
  let within = 0;
  for (let day = Math.max(0, at - 2); day <= at + 2 && day < days.length; day++) {
    within += weights[day];
  }
  const [first, last] = middleOf(weights);
  return [
    ...shiftsIn(values, from, from + at, alpha / 2, { resamples, random }),
    { at: from + at, first: from + first, last: from + last, within, p, shift, interval },
    ...shiftsIn(values, from + at, to, alpha / 2, { resamples, random }),
  ];
}

/** The positions between which 95% of the weight lies, as much of the rest on either side. */
function middleOf(weights: Float64Array): [number, number] {
  let first = 0, last = weights.length - 1;
  for (let left = weights[first]; left < 0.025; left += weights[first]) first++;
  for (let left = weights[last]; left < 0.025; left += weights[last]) last--;
  return [first, last];
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
