import * as Plot from "@observablehq/plot";
import type { VolumeDay, VolumeDropResult } from "../analysis/volume/volume-drops.ts";
import { dayOfWeek } from "../series/calendar.ts";
import { DAY } from "../tables/time.ts";
import { date, span } from "../words/dates.ts";
import { count, fixed } from "../words/numbers.ts";
import { timeAxis, timeScale } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { heatLegend, heatOpacity } from "./parts/heat.ts";
import { notTestable } from "./not-testable.ts";

/** A market with its result, by the name that its panel carries. */
export interface NamedVolume {
  asset: string;
  result: VolumeDropResult;
}

/** A day whose volume has something to be compared with. */
type Compared = VolumeDay & { relative_volume: number };

/** Panels of seven rows each that a page and a slide have room for. */
const MOST_PANELS = 5;
const ON_A_SLIDE = 2;
const WEEKDAYS = ["Mon", "Wed", "Fri", "Sun"];

/**
 * Relative volume as a calendar for each market, weeks from left to right and weekdays from top to
 * bottom: quiet weeks are pale columns, quiet weekdays would be pale rows.
 *
 * @example relativeVolumeCalendar([{ asset: "BTC", result }], { subject: "BTC", source, basis }).title
 */
export function relativeVolumeCalendar(
  markets: readonly NamedVolume[],
  options: ChartOptions,
): Chart {
  const most = options.size === "slide" ? ON_A_SLIDE : MOST_PANELS;
  const shown = markets.slice(0, most).map(({ asset, result }) => ({
    asset,
    at: Date.parse(result.at),
    days: result.days.filter((day): day is Compared => day.relative_volume !== null),
  })).filter(({ days }) => days.length > 0);
  if (shown.length === 0) {
    return notTestable(
      "relative-volume-calendar",
      `On which days ${options.subject} traded less than usual`,
      "no day has at least 4 of the same weekday in the 8 weeks before it",
      options,
    );
  }
  const times = shown.flatMap(({ days }) => days.map((day) => Date.parse(day.date)));
  const from = weekOf(times.reduce((a, b) => Math.min(a, b)));
  const to = weekOf(times.reduce((a, b) => Math.max(a, b))) + 7 * DAY;
  const quiet = shown.map(({ asset, days, at }) => {
    const week = days.filter(({ date }) =>
      Date.parse(date) <= at && Date.parse(date) > at - 7 * DAY
    );
    return {
      asset,
      known: week.length,
      below: week.filter((day) => day.relative_volume < 1).length,
    };
  }).filter(({ known }) => known > 0);
  const told = quiet.map(({ asset, known, below }) =>
    `${asset}\u00a0on\u00a0${below}\u00a0of\u00a0${known}`
  ).join(
    ", ",
  );
  return drawChart({
    name: "relative-volume-calendar",
    title: told
      ? `Days below the usual volume in the week to ${date(shown[0].at)}: ${told}`
      : `Daily volume of ${options.subject} as a multiple of the usual`,
    subtitle: `Quote volume per UTC day as a multiple of the median of the same weekday in the 8 ` +
      `weeks before; a column for each week, Monday on top, ${span(from, to)}`,
    alt: `Calendars of relative volume: ${
      shown.map(({ asset, days }) =>
        `${asset} below the usual on ${
          fixed(days.filter((day) => day.relative_volume < 1).length)
        } ` +
        `of ${count(days.length, "day")}`
      ).join("; ")
    }.`,
    rows: shown.flatMap(({ asset, days }) =>
      days.map(({ date, quote_volume, baseline, relative_volume }) => ({
        asset,
        date,
        quote_volume,
        baseline,
        relative_volume,
      }))
    ),
    legend: (theme) => [
      ...heatLegend(theme),
      { mark: "area", color: theme.background, edge: theme.accent, label: "Judged day" },
    ],
    note: markets.length > most
      ? `Shown: the first ${most} of ${markets.length} markets.`
      : undefined,
    tall: 0.32 + 0.2 * shown.length,
    left: 3.2,
    panels: shown.map(({ asset, days, at }, i) => ({
      label: asset,
      axisLines: i === shown.length - 1 ? 2 : 0,
      plot: (box) => panel(box, days, at, from, to, i === shown.length - 1),
    })),
  }, options);
}

function panel(
  box: Box,
  days: readonly Compared[],
  at: number,
  from: number,
  to: number,
  last: boolean,
): Plot.PlotOptions {
  const { theme, font } = box;
  const time = (day: Compared) => Date.parse(day.date);
  const inset = box.innerWidth / ((to - from) / (7 * DAY)) > 6 ? 0.5 : 0.2;
  const place = {
    x1: (day: Compared) => weekOf(time(day)),
    x2: (day: Compared) => weekOf(time(day)) + 7 * DAY,
    y1: (day: Compared) => dayOfWeek(time(day)),
    y2: (day: Compared) => dayOfWeek(time(day)) + 1,
  };
  const labelled = box.innerHeight > font * 6 ? [0, 2, 4, 6] : [0, 6];
  return {
    x: timeScale(from, to),
    y: { axis: null, domain: [7, 0] },
    marks: [
      Plot.rect(days, {
        ...place,
        fill: theme.second,
        fillOpacity: (day: Compared) => heatOpacity(day.relative_volume),
        inset,
        title: (day: Compared) =>
          `${date(time(day))}: ${fixed(day.relative_volume, 2)} times usual`,
      }),
      Plot.rect(days.filter((day) => time(day) === at), {
        ...place,
        fill: "none",
        stroke: theme.accent,
        strokeWidth: 2,
      }),
      Plot.text(labelled, {
        x: from,
        y: (day: number) => day + 0.5,
        dx: -font * 0.5,
        textAnchor: "end",
        fill: theme.ink,
        text: (day: number) => WEEKDAYS[day / 2],
      }),
      ...timeAxis(box, from, to, last),
    ],
    // Opacities are given, not to be scaled.
    opacity: { type: "identity" },
  };
}

/** Monday of a time's week, ms. */
function weekOf(time: number): number {
  return Math.floor(time / DAY) * DAY - dayOfWeek(time) * DAY;
}
