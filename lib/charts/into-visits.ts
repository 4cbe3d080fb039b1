import * as Plot from "@observablehq/plot";
import { ticks } from "d3-array";
import type { VisitPath } from "../analysis/resistance/into-visits.ts";
import {
  BUILT_UP,
  type MeasureName,
  MEASURES,
  type WaitingResult,
} from "../analysis/resistance/waiting.ts";
import { dateTime } from "../words/dates.ts";
import { count, fixed, priceRange } from "../words/numbers.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { MEASURE_LOOK } from "./parts/measures.ts";
import { notTestable } from "./not-testable.ts";

/** Hours of a path, and room between two plots that stand side by side. */
const HOURS = 168, GAP = 34;

/** The paths of one measure, and the scale of its plot. */
interface Scaled {
  measure: MeasureName;
  paths: { start: string; hours: number[]; values: (number | null)[]; counts: boolean }[];
  low: number;
  high: number;
  builtUpFrom: number | null;
  known: boolean;
}

/**
 * How open interest, taker buying and estimated longs grew inside the zone over the week into each
 * visit: a plot for each, a line for each visit, the one that counts for the event on top. They
 * stand below each other, on a slide side by side.
 *
 * @example intoVisitsChart(intoVisits(inputs, result), waiting, context).rows.length
 */
export function intoVisitsChart(
  paths: readonly VisitPath[],
  waiting: WaitingResult,
  options: ChartOptions,
): Chart {
  const { counted, zone: [lo, hi] } = waiting;
  const zone = priceRange([lo, hi]);
  const name = "into-visits";
  if (counted === null || waiting.not_testable) {
    return notTestable(
      name,
      `How did ${options.subject} positions at ${zone} build up before its visits?`,
      waiting.not_testable ?? "there is no visit",
      options,
    );
  }
  const visit = waiting.visits[counted];
  const when = dateTime(Date.parse(visit.at));
  const scaled = MEASURES.map((measure) => scale(measure, paths, counted, waiting));
  const columns = options.size === "slide" ? scaled.length : 1;
  const rows = scaled.length / columns;
  return drawChart({
    name,
    title: `${options.subject} was inside ${zone} for ${
      count(visit.hours_inside, "hour")
    } of the week before ${when}; ${reached(waiting, counted)}`,
    subtitle: "Sums inside the zone over the 7 days before each visit, in base asset",
    alt: `Paths of ${
      MEASURES.map((measure) => MEASURE_LOOK[measure].label.toLowerCase()).join(", ")
    } into ${count(paths.length, "visit")}; at the one of ${dateTime(Date.parse(visit.at))} ${
      reached(waiting, counted)
    }.`,
    rows: paths.flatMap(({ start, hours, open_interest, taker_buying, ladder_longs }) =>
      hours.map((hour, i) => ({
        start,
        hours: hour,
        open_interest: open_interest[i],
        taker_buying: taker_buying[i],
        ladder_longs: ladder_longs[i],
      }))
    ),
    legend: (theme) => [
      { mark: "line", color: theme.accent, width: 2.5, label: `Visit of ${when}, which counts` },
      { mark: "line", color: theme.neutral, width: 0.8, label: "Other visits" },
      { mark: "line", color: theme.ink, dash: "4,3", label: "90th percentile of other times" },
    ],
    tall: 1.4,
    left: 4.8,
    right: 1.6,
    panels: Array.from({ length: rows }, (_, row) => ({
      axisLines: row === rows - 1 ? 2 : 0,
      plot: (box) => panel(box, scaled.slice(row * columns, (row + 1) * columns), row === rows - 1),
    })),
  }, options);
}

function scale(
  measure: MeasureName,
  paths: readonly VisitPath[],
  counted: number,
  waiting: WaitingResult,
): Scaled {
  const builtUpFrom = waiting.visits[counted][measure].built_up_from;
  const values = paths.flatMap((path) => path[measure]).filter((value) => value !== null);
  const all = [0, ...values, ...(builtUpFrom === null ? [] : [builtUpFrom])];
  const low = Math.min(...all), high = Math.max(...all);
  return {
    measure,
    paths: paths.map((path, i) => ({
      start: path.start,
      hours: path.hours,
      values: path[measure],
      counts: i === counted,
    })),
    low,
    high: high > low ? high : low + 1,
    builtUpFrom,
    known: values.length > 0,
  };
}

function panel(box: Box, columns: readonly Scaled[], last: boolean): Plot.PlotOptions {
  const { theme, font } = box;
  // Room for the labels of a column's own axis, left of it.
  const gap = columns.length > 1 ? GAP * font / 13.5 * 700 / box.innerWidth : 0;
  const width = HOURS + gap;
  return {
    x: { axis: null, domain: [0, columns.length * width - gap] },
    y: {
      axis: null,
      domain: [0, 1],
      range: [box.height - box.marginBottom, box.marginTop + font * 2],
    },
    marks: [
      ...columns.flatMap((scaled, c) =>
        column(box, scaled, c * width, last ? box.innerWidth / columns.length : null)
      ),
      ...(last
        ? [Plot.text(["Days before the visit"], {
          frameAnchor: "bottom",
          dy: font * 2.7,
          fill: theme.muted,
        })]
        : []),
    ],
  };
}

/**
 * The marks of one measure, its heights scaled to 0 to 1, from `left` on; labels of its days where
 * they have a width to fit into.
 */
function column(
  box: Box,
  scaled: Scaled,
  left: number,
  labelWidth: number | null,
): Plot.Markish[] {
  const { theme, font } = box;
  const { measure, paths, low, high, builtUpFrom, known } = scaled;
  const x = (hours: number) => left + HOURS + hours;
  const y = (value: number) => (value - low) / (high - low);
  const right = left + HOURS;
  const step = labelWidth !== null && labelWidth < font * 32 ? 48 : 24;
  const days = Array.from({ length: HOURS / 24 + 1 }, (_, day) => -24 * day);
  const heights = known ? ticks(low, high, 4) : [];
  const lines = (judged: boolean) =>
    paths.filter(({ counts }) => counts === judged).flatMap(({ start, hours, values }) =>
      hours.flatMap((hour, i) => values[i] === null ? [] : [{ start, hour, value: values[i] }])
    );
  const path = {
    x: ({ hour }: { hour: number }) => x(hour),
    y: ({ value }: { value: number }) => y(value),
    z: "start",
    curve: "step-after" as const,
  };
  return [
    Plot.ruleX(days, { x, stroke: theme.grid }),
    Plot.ruleY(heights, { y, x1: left, x2: right, stroke: theme.grid }),
    Plot.text([MEASURE_LOOK[measure].label], {
      x: left,
      frameAnchor: "top",
      textAnchor: "start",
      dy: font * 0.3,
      fill: theme.muted,
    }),
    Plot.text(heights, {
      x: left,
      y,
      text: size,
      textAnchor: "end",
      dx: -font * 0.4,
      fill: theme.ink,
    }),
    ...(known
      ? [Plot.ruleY([0], { y, x1: left, x2: right, stroke: theme.muted, strokeWidth: 0.8 })]
      : [
        Plot.text(["not in this dataset"], {
          x: left + HOURS / 2,
          y: 0.5,
          fill: theme.muted,
        }),
      ]),
    ...(builtUpFrom === null || !known ? [] : [Plot.ruleY([builtUpFrom], {
      y,
      x1: left,
      x2: right,
      stroke: theme.ink,
      strokeDasharray: "4,3",
    })]),
    Plot.line(lines(false), {
      ...path,
      stroke: theme.neutral,
      strokeWidth: 0.8,
      title: ({ start }: { start: string }) => `visit of ${dateTime(Date.parse(start))} UTC`,
    }),
    Plot.line(lines(true), { ...path, stroke: theme.accent, strokeWidth: font / 5 }),
    ...(labelWidth !== null
      ? [Plot.text(days.filter((hours) => hours % step === 0), {
        x,
        frameAnchor: "bottom",
        dy: font * 1.3,
        text: (hours: number) => hours === 0 ? "start" : fixed(hours / 24),
        fill: theme.ink,
      })]
      : []),
  ];
}

function reached({ visits }: WaitingResult, counted: number): string {
  const known = MEASURES.filter((name) => visits[counted][name].percentile !== null);
  const high = known.filter((name) => visits[counted][name].percentile! >= BUILT_UP).length;
  return known.length === 0
    ? "no measure of who was waiting is known"
    : `${high === 0 ? "none" : high} of ${count(known.length, "measure")} reached the top tenth`;
}

/** With k and M, because base assets run from thousands of BTC to billions of DOGE. */
function size(value: number): string {
  for (const [unit, suffix] of [[1e9, "B"], [1e6, "M"], [1e3, "k"]] as const) {
    if (Math.abs(value) >= unit) return fixed(value / unit, value % unit === 0 ? 0 : 1) + suffix;
  }
  return fixed(value, Number.isInteger(value) ? 0 : 2);
}
