/** The pattern of volume over the week, and volume relative to it. */
import { hourOfWeek } from "../../series/calendar.ts";
import { relativeTo, weeklyBaseline } from "../../series/weekly-baseline.ts";
import { quantiles } from "../../stats/quantile.ts";
import { windowOf } from "../../series/window.ts";
import type { Columns } from "../../tables/columns.ts";
import { quoteVolume } from "../../tables/quote-volume.ts";
import { DAY, formatTime } from "../../tables/time.ts";
import { known, type Result, SCHEMA_VERSION } from "../result.ts";

/** One hour of the week. */
export interface PatternHour {
  /** 0 is Monday. */
  weekday: number;
  hour: number;
  /** Volume as a multiple of the mean hour of the 7 days around it: median and quartiles. */
  median: number | null;
  lower: number | null;
  upper: number | null;
  /** Weeks that it is known in. */
  weeks: number;
}

/** One hour beside what is usual at that hour of the week. */
export interface RelativeHour {
  time: string;
  quote_volume: number | null;
  baseline: number | null;
  relative_volume: number | null;
}

export interface VolumePattern extends Result {
  analysis: "volume-pattern";
  /** 168 hours of the week, Monday 00:00 UTC first. */
  pattern: PatternHour[];
  hours: RelativeHour[];
  /** Whether quote volume is base volume times close of each bar. */
  approximate: boolean;
}

const HOURS_A_WEEK = 168;
const FEWEST_WEEKS = 4;

/**
 * Volume by hour of the week, and each hour's volume relative to the median of the same hour over the
 * 8 weeks before.
 *
 * @param bars of one hour; may reach 8 weeks back beyond the window
 * @param options hours in [from, to), ms, are reported
 * @example volumePattern(hours, { from, to }).pattern[0] // Mondays from 00:00 to 01:00 UTC
 */
export function volumePattern(
  bars: Columns<"candles">,
  { from = -Infinity, to = Infinity }: { from?: number; to?: number } = {},
): VolumePattern {
  const { values, approximate } = quoteVolume(bars);
  const baseline = weeklyBaseline(bars.time, values);
  const relative = relativeTo(values, baseline);
  const share = relativeTo(values, centeredMean(bars.time, values));
  const byHour: number[][] = Array.from({ length: HOURS_A_WEEK }, () => []);
  const hours: RelativeHour[] = [];
  const window = windowOf({ time: bars.time, values, baseline, relative, share }, from, to);
  for (let i = 0; i < window.time.length; i++) {
    if (!Number.isNaN(window.share[i])) byHour[hourOfWeek(window.time[i])].push(window.share[i]);
    hours.push({
      time: formatTime(window.time[i]),
      quote_volume: known(window.values[i]),
      baseline: known(window.baseline[i]),
      relative_volume: known(window.relative[i]),
    });
  }
  const weeks = Math.max(...byHour.map((shares) => shares.length));
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "volume-pattern",
    not_testable: weeks < FEWEST_WEEKS
      ? `${weeks} whole weeks of hours, ${FEWEST_WEEKS} are needed for a pattern`
      : null,
    pattern: byHour.map((shares, hour) => {
      const [lower, middle, upper] = quantiles(shares, [0.25, 0.5, 0.75]);
      return {
        weekday: Math.floor(hour / 24),
        hour: hour % 24,
        median: known(middle),
        lower: known(lower),
        upper: known(upper),
        weeks: shares.length,
      };
    }),
    hours,
    approximate,
  };
}

/** Mean of the hours within half a week of each; NaN where some are missing: it is no baseline. */
function centeredMean(time: Float64Array, values: Float64Array): Float64Array {
  const means = new Float64Array(time.length).fill(NaN);
  const half = HOURS_A_WEEK / 2;
  let sum = 0;
  for (let i = 0; i < time.length; i++) {
    sum += values[i];
    if (i >= HOURS_A_WEEK) sum -= values[i - HOURS_A_WEEK];
    const first = i - HOURS_A_WEEK + 1;
    if (first < 0 || time[i] - time[first] >= 7 * DAY) continue;
    means[first + half] = sum / HOURS_A_WEEK;
  }
  return means;
}
