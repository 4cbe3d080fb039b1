import * as Plot from "@observablehq/plot";
import type { VisitPath } from "../analysis/into-visits.ts";
import { BUILT_UP, type MeasureName, MEASURES, type WaitingResult } from "../analysis/waiting.ts";
import { valueAxis } from "./axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { count, dateTime, fixed, price } from "./format.ts";
import { type Box, drawChart } from "./frame.ts";
import { MEASURE_LOOK } from "./measures.ts";
import { notTestable } from "./not-testable.ts";

/** One hour of one path, for one measure. */
interface Point {
  start: string;
  hours: number;
  value: number;
}

/**
 * How open interest, taker buying and estimated longs grew inside the zone over the week into each
 * visit: a panel for each, a line for each visit, the one that counts for the event on top.
 *
 * @example intoVisitsChart(intoVisits(inputs, result), waiting, context).rows.length
 */
export function intoVisitsChart(
  paths: readonly VisitPath[],
  waiting: WaitingResult,
  options: ChartOptions,
): Chart {
  const { counted, zone: [lo, hi] } = waiting;
  const zone = `${price(lo)}–${price(hi)}`;
  const name = "into-visits";
  const question = `How did ${options.subject} positions at ${zone} build up before its visits?`;
  if (counted === null || waiting.not_testable) {
    return notTestable(name, question, waiting.not_testable ?? "there is no visit", options);
  }
  const visit = waiting.visits[counted];
  const when = dateTime(Date.parse(visit.at));
  return drawChart({
    name,
    title: `In the week before ${when}, ${options.subject} was inside ${zone} for ${
      count(visit.hours_inside, "hour")
    }; ${describe(waiting, counted)}`,
    subtitle: "Sums inside the zone over the 7 days before each visit, in base asset: one line a " +
      "visit",
    alt: `Paths of ${
      MEASURES.map((measure) => MEASURE_LOOK[measure].label.toLowerCase()).join(", ")
    } ` +
      `into ${count(paths.length, "visit")}; at the one of ${visit.at} ${
        describe(waiting, counted)
      }.`,
    rows: paths.flatMap(({ start, hours, ...values }) =>
      hours.map((hour, i) => ({
        start,
        hours: hour,
        open_interest: values.open_interest[i],
        taker_buying: values.taker_buying[i],
        ladder_longs: values.ladder_longs[i],
      }))
    ),
    legend: (theme) => [
      { mark: "line", color: theme.accent, width: 2.5, label: `Visit of ${when}, which counts` },
      { mark: "line", color: theme.neutral, width: 0.8, label: "Other visits" },
      {
        mark: "line",
        color: theme.ink,
        dash: "4,3",
        label: "90th percentile of other times, for the visit that counts",
      },
    ],
    tall: 1.5,
    left: 4.8,
    panels: MEASURES.map((measure, i) => ({
      label: MEASURE_LOOK[measure].label,
      axisLines: i === MEASURES.length - 1 ? 2 : 0,
      plot: (box) =>
        panel(box, paths, measure, counted, waiting, i === MEASURES.length - 1),
    })),
  }, options);
}

function panel(
  box: Box,
  paths: readonly VisitPath[],
  measure: MeasureName,
  counted: number,
  waiting: WaitingResult,
  last: boolean,
): Plot.PlotOptions {
  const { theme, font } = box;
  const lines = paths.map((path): Point[] =>
    path.hours.flatMap((hours, i) => {
      const value = path[measure][i];
      return value === null ? [] : [{ start: path.start, hours, value }];
    })
  );
  const others = lines.filter((_, i) => i !== counted), judged = lines[counted];
  const from = waiting.visits[counted][measure].built_up_from;
  const axis = dayAxis(box, last);
  if (lines.every((line) => line.length === 0)) {
    return {
      x: { axis: null, domain: [-168, 0] },
      y: { axis: null, domain: [0, 1] },
      marks: [
        ...axis,
        Plot.text(["not in this dataset"], { frameAnchor: "middle", fill: theme.muted }),
      ],
    };
  }
  const values = [...lines.flat().map(({ value }) => value), from ?? 0, 0];
  return {
    x: { axis: null, domain: [-168, 0] },
    y: { axis: null, domain: [Math.min(...values), Math.max(...values, 1e-9)], nice: true },
    marks: [
      ...valueAxis(box, { format: size }),
      ...axis,
      Plot.ruleY([0], { stroke: theme.muted, strokeWidth: 0.8 }),
      ...(from === null ? [] : [Plot.ruleY([from], { stroke: theme.ink, strokeDasharray: "4,3" })]),
      Plot.line(others.flat(), {
        x: "hours",
        y: "value",
        z: "start",
        stroke: theme.neutral,
        strokeWidth: 0.8,
        curve: "step-after",
        title: ({ start }: Point) => `visit of ${dateTime(Date.parse(start))} UTC`,
      }),
      Plot.line(judged, {
        x: "hours",
        y: "value",
        stroke: theme.accent,
        strokeWidth: font / 5,
        curve: "step-after",
      }),
    ],
  };
}

/** Days before the visit; labels only below the last panel. */
function dayAxis(box: Box, labels: boolean): Plot.Markish[] {
  const ticks = [-168, -144, -120, -96, -72, -48, -24, 0];
  return [
    Plot.gridX(ticks, { stroke: box.theme.grid, strokeOpacity: 1 }),
    ...(labels
      ? [
        Plot.axisX(ticks, {
          label: null,
          tickSize: 0,
          fill: box.theme.ink,
          text: (hours: number) => hours === 0 ? "start" : fixed(hours / 24),
        }),
        Plot.text(["Days before the visit"], {
          frameAnchor: "bottom",
          dy: box.font * 2.7,
          fill: box.theme.muted,
        }),
      ]
      : []),
  ];
}

function describe({ visits }: WaitingResult, counted: number): string {
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
  return fixed(value, Number.isInteger(value) ? 0 : 1);
}
