/** Two series of the same asset side by side: spot against perpetual, venue against venue. */
import { median } from "../../stats/quantile.ts";
import { createRandom } from "../../stats/random.ts";
import { spearmanAt } from "../../stats/spearman-at.ts";
import { stationaryBootstrapOf, take } from "../../stats/stationary-bootstrap.ts";
import { DAY, formatDate, startOfDay } from "../../tables/time.ts";
import type { DailyMarket } from "../market/daily-market.ts";
import { type Interval, known, type Result, SCHEMA_VERSION } from "../result.ts";

/** One day that both series have. */
export interface BesideDay {
  date: string;
  first: number;
  second: number;
  /** first / second */
  ratio: number;
}

export interface VolumeBeside extends Result {
  analysis: "volume-beside";
  /** Complete days that both have. */
  days: BesideDay[];
  /** Median of first / second over all days, and its interval over blocks of days. */
  ratio: number | null;
  ratio_interval: Interval | null;
  /**
   * Median ratio of the week up to the last day, and where it lies among the medians of all weeks, in
   * percent; null where one of the series ended before.
   */
  recent_ratio: number | null;
  recent_percentile: number | null;
  /** Rank correlation of day-to-day changes: whether both move on the same days. */
  correlation: number | null;
  correlation_interval: Interval | null;
}

const WEEK = 7;
/** Days of a week that both must have. */
const FEWEST_IN_A_WEEK = 5;
const FEWEST_DAYS = 28;

/**
 * Daily quote volume of two series of the same asset: how large one is beside the other, whether that
 * has changed, and whether they rise and fall together.
 *
 * @param second the series whose days are judged: the recent week ends with `at`, or with its last day
 * @param options days up to and with the one that holds `at`, ms; all by default
 * @example volumeBeside(dailyMarket(spot, HOUR), dailyMarket(perpetual, HOUR)).ratio
 */
export function volumeBeside(
  first: DailyMarket,
  second: DailyMarket,
  { at = Infinity, seed = 1, resamples = 2000 }: {
    at?: number;
    seed?: number;
    resamples?: number;
  } = {},
): VolumeBeside {
  const days = common(first, second, at);
  const result = {
    schema_version: SCHEMA_VERSION,
    analysis: "volume-beside",
    seed,
    days,
  } as const;
  if (days.length < FEWEST_DAYS) {
    return {
      ...result,
      not_testable: `${days.length} complete days in both, ${FEWEST_DAYS} are needed`,
      ratio: null,
      ratio_interval: null,
      recent_ratio: null,
      recent_percentile: null,
      correlation: null,
      correlation_interval: null,
    };
  }
  const ratios = days.map(({ ratio }) => ratio);
  const options = { meanBlock: WEEK, resamples, random: createRandom(seed).split("beside") };
  const level = stationaryBootstrapOf(ratios.length, (at) => median(take(ratios, at)), options);
  const weeks = weeklyMedians(days);
  const last = Math.min(startOfDay(at), second.time[second.time.length - 1]);
  const recent = weeks.get(last) ?? NaN;
  const weekly = [...weeks.values()];
  const [a, b] = changes(days);
  const together = stationaryBootstrapOf(a.length, spearmanAt(a, b), options);
  return {
    ...result,
    not_testable: null,
    ratio: known(level.estimate),
    ratio_interval: level.interval,
    recent_ratio: known(recent),
    recent_percentile: Number.isNaN(recent)
      ? null
      : 100 * weekly.filter((value) => value <= recent).length / weekly.length,
    correlation: known(together.estimate),
    correlation_interval: Number.isNaN(together.estimate) ? null : together.interval,
  };
}

/** Median ratio of each week, by its last day; weeks that hold too few common days have none. */
function weeklyMedians(days: readonly BesideDay[]): Map<number, number> {
  const medians = new Map<number, number>();
  let first = 0;
  days.forEach(({ date }, i) => {
    const day = Date.parse(date);
    while (Date.parse(days[first].date) <= day - WEEK * DAY) first++;
    if (i - first + 1 < FEWEST_IN_A_WEEK) return;
    medians.set(day, median(days.slice(first, i + 1).map(({ ratio }) => ratio)));
  });
  return medians;
}

/** Days with a volume above 0 in both. */
function common(first: DailyMarket, second: DailyMarket, at: number): BesideDay[] {
  const other = new Map(Array.from(second.time, (time, i) => [time, second.quote_volume[i]]));
  const days: BesideDay[] = [];
  for (let i = 0; i < first.time.length; i++) {
    const time = first.time[i];
    const a = first.quote_volume[i], b = other.get(time) ?? NaN;
    if (time <= at && a > 0 && b > 0) {
      days.push({ date: formatDate(time), first: a, second: b, ratio: a / b });
    }
  }
  return days;
}

/** Log changes from one day to the next, where both days are there. */
function changes(days: readonly BesideDay[]): [Float64Array, Float64Array] {
  const next = days.map(({ date }, i) =>
    i > 0 && Date.parse(date) - Date.parse(days[i - 1].date) === DAY
  );
  const of = (name: "first" | "second") =>
    Float64Array.from(
      days.flatMap((day, i) => next[i] ? [Math.log(day[name] / days[i - 1][name])] : []),
    );
  return [of("first"), of("second")];
}
