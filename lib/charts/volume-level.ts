import * as Plot from "@observablehq/plot";
import type { VolumeDay, VolumeDropResult } from "../analysis/volume/volume-drops.ts";
import { DAY } from "../tables/time.ts";
import { date, span } from "../words/dates.ts";
import { change, fixed, percent, usd, usdTick } from "../words/numbers.ts";
import { timeAxis, timeScale, valueAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";

/** Days whose median a week's volume is. */
const WEEK = 7;

/** Level of optimism with its interval in USD: the drop's interval, the week's volume being a fact. */
interface Level {
  level: number;
  low: number;
  high: number;
}

/**
 * Daily volume with its 7-day median, the level that goes with optimism, and the judged week.
 *
 * @example volumeLevel(result, { subject: "BTC", source, basis: "reported" }).title
 */
export function volumeLevel(result: VolumeDropResult, options: ChartOptions): Chart {
  const days = result.days;
  if (days.length === 0) {
    return notTestable(
      "volume-level",
      `How ${options.subject} volume compares with its level of optimism`,
      result.not_testable ?? "no day of the window has bars",
      options,
    );
  }
  const at = Date.parse(result.at);
  const from = Date.parse(days[0].date), to = Date.parse(days[days.length - 1].date) + DAY;
  const level = levelOf(result);
  // A week far outside of the axis, clipped or not, is more than the PNG's renderer can take.
  const shown = at + DAY > from && at - (WEEK - 1) * DAY < to;
  const recent = new Map(result.series.map((row) => [row.date, row.recent]));
  return drawChart({
    name: "volume-level",
    title: title(result, options.subject),
    subtitle: `Quote volume per day, USD, ${span(from, to)}. Optimistic days: price up over 30 ` +
      `days and high funding over 7; the level is the median volume of those in the ` +
      `year before${
        result.level === null
          ? ""
          : `, ${fixed(result.optimistic_days)} days in ${fixed(result.episodes)} episodes`
      }`,
    alt: `Daily quote volume of ${options.subject} from ${span(from, to)}. ` +
      title(result, options.subject) + ".",
    rows: days.map((day) => ({
      date: day.date,
      quote_volume: day.quote_volume,
      optimistic: day.optimistic,
      median_7d: recent.get(day.date) ?? null,
      judged_week: inWeek(day, at),
      level: level?.level ?? null,
      level_low: level?.low ?? null,
      level_high: level?.high ?? null,
    })),
    legend: (theme) => [
      { mark: "area", color: theme.second, label: "Optimistic day" },
      { mark: "area", color: theme.neutral, opacity: 0.45, label: "Other day" },
      { mark: "line", color: theme.ink, width: 2, label: "7-day median" },
      ...(level
        ? [{
          mark: "line" as const,
          color: theme.accent,
          width: 2,
          dash: "5,3",
          label: `Level, ${usd(level.level)}, with 95% interval`,
        }]
        : []),
      ...(shown
        ? [{
          mark: "area" as const,
          color: theme.band,
          edge: theme.bandEdge,
          label: "Judged week",
        }]
        : []),
    ],
    note: result.approximate
      ? "Quote volume is approximate: base volume times close of each bar."
      : undefined,
    panels: [{
      label: "Quote volume per day",
      axisLines: 2,
      plot: (box) => panel(box, result, { from, to, at, level, shown }),
    }],
  }, options);
}

function panel(
  box: Box,
  { days, series }: VolumeDropResult,
  { from, to, at, level, shown }: {
    from: number;
    to: number;
    at: number;
    level: Level | null;
    shown: boolean;
  },
): Plot.PlotOptions {
  const { theme } = box;
  const known = days.filter((day) => day.quote_volume !== null);
  const top = Math.max(level?.high ?? 0, ...known.map((day) => day.quote_volume ?? 0));
  const wide = box.innerWidth / days.length;
  // A line through unknown days would invent them: a null breaks it.
  const medians = series.map((row) => ({ ...row, time: Date.parse(row.date) + DAY / 2 }));
  const start = Math.max(from, at - 365 * DAY);
  return {
    x: timeScale(from, to),
    y: { axis: null, domain: [0, top * 1.05] },
    marks: [
      ...valueAxis(box, { format: usdTick }),
      ...timeAxis(box, from, to),
      Plot.rect(shown ? [0] : [], {
        x1: at - (WEEK - 1) * DAY,
        x2: at + DAY,
        fill: theme.band,
        stroke: theme.bandEdge,
        strokeWidth: 0.8,
        clip: true,
      }),
      Plot.rectY(known, {
        x1: (day: VolumeDay) => Date.parse(day.date),
        x2: (day: VolumeDay) => Date.parse(day.date) + DAY,
        y: "quote_volume",
        fill: (day: VolumeDay) => day.optimistic ? theme.second : theme.neutral,
        fillOpacity: (day: VolumeDay) => day.optimistic ? 1 : 0.45,
        insetLeft: wide > 4 ? 0.5 : 0,
        insetRight: wide > 4 ? 0.5 : 0,
        title: (day: VolumeDay) =>
          `${date(Date.parse(day.date))}: ${usd(day.quote_volume ?? 0)}` +
          (day.optimistic ? "\noptimistic day" : ""),
      }),
      ...(level
        ? [
          Plot.rect([level], {
            x1: start,
            x2: at + DAY,
            y1: "low",
            y2: "high",
            fill: theme.accent,
            fillOpacity: 0.18,
          }),
          Plot.ruleY([level], {
            x1: start,
            x2: at + DAY,
            y: "level",
            stroke: theme.accent,
            strokeWidth: 2,
            strokeDasharray: "5,3",
          }),
        ]
        : []),
      Plot.lineY(medians, { x: "time", y: "recent", stroke: theme.background, strokeWidth: 3.5 }),
      Plot.lineY(medians, { x: "time", y: "recent", stroke: theme.ink, strokeWidth: 1.8 }),
    ],
  };
}

function levelOf({ level, recent, drop_interval }: VolumeDropResult): Level | null {
  if (level === null || recent === null || drop_interval === null) return null;
  const [low, high] = drop_interval;
  return { level, low: recent / (1 + high), high: recent / (1 + low) };
}

function title(result: VolumeDropResult, subject: string): string {
  const week = `${subject} volume in the week to ${date(Date.parse(result.at))}`;
  const { drop, drop_interval: interval, level, recent } = result;
  if (drop === null || level === null || recent === null) {
    return `${week} cannot be compared with a level of optimism: ${
      result.not_testable ?? "no level"
    }`;
  }
  const sure = interval
    ? ` (95% interval ${change(interval[0], 0)} to ${change(interval[1], 0)})`
    : "";
  return `${week} was ${percent(Math.abs(drop), 0)} ${
    drop < 0 ? "below" : "above"
  } its level of optimism: ${usd(recent)} against ${usd(level)} a day${sure}`;
}

function inWeek(day: VolumeDay, at: number): boolean {
  const time = Date.parse(day.date);
  return time <= at && time > at - WEEK * DAY;
}
