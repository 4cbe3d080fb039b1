import * as Plot from "@observablehq/plot";
import type { VolumeDay, VolumeDropResult } from "../analysis/volume/volume-drops.ts";
import { DAY } from "../tables/time.ts";
import { date, span } from "../words/dates.ts";
import { count, fixed, usd, usdTick } from "../words/numbers.ts";
import { timeAxis, timeScale, valueAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";

/** A day whose volume has something to be compared with. */
type Compared = VolumeDay & {
  quote_volume: number;
  baseline: number;
  baseline_lower: number;
  baseline_upper: number;
};

/** Weeks before and after the judged day that are shown. */
const BEFORE = 10;
const AFTER = 5;
const WEEK = 7 * DAY;

/**
 * The weeks around the judged day: each day's volume beside what is usual on its weekday, and the level
 * of optimism above or below both.
 *
 * @example volumeBaseline(result, { subject: "BTC", source, basis: "reported" }).title
 */
export function volumeBaseline(result: VolumeDropResult, options: ChartOptions): Chart {
  const at = Date.parse(result.at);
  const near = result.days.filter((day) =>
    Date.parse(day.date) > at - BEFORE * WEEK && Date.parse(day.date) <= at + AFTER * WEEK
  );
  const days = near.filter((day): day is Compared =>
    day.quote_volume !== null && day.baseline !== null && day.baseline_lower !== null
  );
  if (days.length === 0) {
    return notTestable(
      "volume-baseline",
      `How ${options.subject} volume compares with what is usual on the weekday`,
      "no day around the judged one has at least 4 of the same weekday in the 8 weeks before it",
      options,
    );
  }
  const level = result.not_testable === null ? result.level : null;
  const from = Date.parse(days[0].date), to = Date.parse(days[days.length - 1].date) + DAY;
  return drawChart({
    name: "volume-baseline",
    title: title(days, at, options.subject),
    subtitle: `Quote volume per UTC day, USD, ${span(from, to)}. Baseline: median of the same ` +
      `weekday in the 8 weeks before, with their quartiles${
        level === null ? "" : "; level: median of the optimistic days of the year before"
      }`,
    alt: `Daily volume of ${options.subject} from ${span(from, to)} beside its weekday baseline. ${
      title(days, at, options.subject)
    }.`,
    rows: days.map((day) => ({
      date: day.date,
      quote_volume: day.quote_volume,
      baseline: day.baseline,
      baseline_lower: day.baseline_lower,
      baseline_upper: day.baseline_upper,
      relative_volume: day.relative_volume,
      level,
    })),
    legend: (theme) => [
      { mark: "area", color: theme.neutral, opacity: 0.6, label: "Day" },
      { mark: "line", color: theme.second, width: 2, label: "Baseline of the weekday" },
      { mark: "area", color: theme.second, opacity: 0.25, label: "Its quartiles" },
      ...(level === null ? [] : [{
        mark: "line" as const,
        color: theme.accent,
        width: 2,
        dash: "5,3",
        label: `Level of optimism, ${usd(level)}`,
      }]),
      { mark: "area", color: theme.band, edge: theme.bandEdge, label: "Judged week" },
    ],
    panels: [{
      label: "Quote volume per day",
      axisLines: 2,
      plot: (box) => panel(box, days, { from, to, at, level }),
    }],
  }, options);
}

function panel(
  box: Box,
  days: readonly Compared[],
  { from, to, at, level }: { from: number; to: number; at: number; level: number | null },
): Plot.PlotOptions {
  const { theme } = box;
  const top = Math.max(
    level ?? 0,
    ...days.map((day) => Math.max(day.quote_volume, day.baseline_upper)),
  );
  const left = (day: Compared) => Date.parse(day.date);
  const right = (day: Compared) => Date.parse(day.date) + DAY;
  return {
    x: timeScale(from, to),
    y: { axis: null, domain: [0, top * 1.05] },
    marks: [
      ...valueAxis(box, { format: usdTick }),
      ...timeAxis(box, from, to),
      Plot.rect([0], {
        x1: at - 6 * DAY,
        x2: at + DAY,
        fill: theme.band,
        stroke: theme.bandEdge,
        strokeWidth: 0.8,
        clip: true,
      }),
      Plot.rectY(days, {
        x1: left,
        x2: right,
        y: "quote_volume",
        fill: theme.neutral,
        fillOpacity: 0.6,
        insetLeft: 0.5,
        insetRight: 0.5,
        title: (day: Compared) =>
          `${date(left(day))}: ${usd(day.quote_volume)}, usual ${usd(day.baseline)}`,
      }),
      Plot.rect(days, {
        x1: left,
        x2: right,
        y1: "baseline_lower",
        y2: "baseline_upper",
        fill: theme.second,
        fillOpacity: 0.25,
      }),
      Plot.ruleY(days, {
        x1: left,
        x2: right,
        y: "baseline",
        stroke: theme.second,
        strokeWidth: 2,
      }),
      ...(level === null ? [] : [
        Plot.ruleY([level], { stroke: theme.accent, strokeWidth: 2, strokeDasharray: "5,3" }),
      ]),
    ],
  };
}

function title(days: readonly Compared[], at: number, subject: string): string {
  const week = days.filter((day) => {
    const time = Date.parse(day.date);
    return time <= at && time > at - WEEK;
  });
  if (week.length === 0) {
    return `${subject} has no day in the week to ${date(at)} that can be compared with its weekday`;
  }
  const below = week.filter((day) => day.quote_volume < day.baseline).length;
  const under = week.filter((day) => day.quote_volume < day.baseline_lower).length;
  return `${subject} traded less than usual for the weekday on ${fixed(below)} of ${
    count(week.length, "day")
  } to ${date(at)}, and under the lower quartile on ${fixed(under)}`;
}
