import * as Plot from "@observablehq/plot";
import {
  BUILT_UP,
  type MeasureName,
  MEASURES,
  type WaitingResult,
} from "../analysis/resistance/waiting.ts";
import { dateTime } from "../words/dates.ts";
import { count, fixed, priceRange } from "../words/numbers.ts";
import { crossAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { MEASURE_LOOK } from "./parts/measures.ts";
import { notTestable } from "./not-testable.ts";

/** One measure at one visit. */
interface Mark {
  visit: number;
  start: string;
  measure: MeasureName;
  value: number | null;
  percentile: number;
}

/**
 * For each visit, how large the three measures of who was waiting were among other times: a row for
 * each visit, the one that counts for the event in bold.
 *
 * @example whoWasWaitingChart(result, { subject: "BTC", source, basis: "estimated" }).title
 */
export function whoWasWaitingChart(result: WaitingResult, options: ChartOptions): Chart {
  const { visits, counted, zone: [lo, hi] } = result;
  const zone = priceRange([lo, hi]);
  const marks = visits.flatMap((visit, i) =>
    MEASURES.flatMap((measure): Mark[] => {
      const { value, percentile } = visit[measure];
      return percentile === null ? [] : [{ visit: i, start: visit.at, measure, value, percentile }];
    })
  );
  if (counted === null || marks.length === 0) {
    const reason = result.not_testable ?? "no measure has half a year of other times before it";
    return notTestable(
      "who-was-waiting",
      `Had longs of ${options.subject} built up at ${zone}?`,
      reason,
      options,
    );
  }
  const known = MEASURES.filter((name) => marks.some(({ measure }) => measure === name));
  const missing = MEASURES.filter((name) => !known.includes(name));
  const judged = marks.filter(({ visit }) => visit === counted);
  const high = judged.filter(({ percentile }) => percentile >= BUILT_UP).length;
  const when = dateTime(Date.parse(visits[counted].at));
  return drawChart({
    name: "who-was-waiting",
    title: `At the visit of ${when}, ${high === 0 ? "none" : high} of ${
      count(judged.length, "measure")
    } of waiting ${options.subject} longs at ${zone} ${
      high === 1 ? "was" : "were"
    } among the top tenth`,
    subtitle:
      `Each row is a visit: what had built up inside the zone over the 7 days before it, as ` +
      `percentile of the same at other times of the half year before, for the zone that lay there ` +
      `as far from the price`,
    alt: `Percentiles by visit: ${
      visits.map((visit) =>
        `${dateTime(Date.parse(visit.at))} ${
          known.map((name) =>
            `${MEASURE_LOOK[name].label.toLowerCase()} ${
              visit[name].percentile === null ? "unknown" : fixed(visit[name].percentile)
            }`
          ).join(", ")
        }`
      ).join("; ")
    }.`,
    rows: marks.map(({ visit, ...mark }) => ({ ...mark, counts: visit === counted })),
    legend: (theme) =>
      known.map((name) => ({
        mark: "symbol",
        symbol: MEASURE_LOOK[name].symbol,
        hollow: MEASURE_LOOK[name].hollow,
        color: MEASURE_LOOK[name].color(theme),
        label: MEASURE_LOOK[name].label,
      })),
    note: `Bold: the visit that counts for the event.${
      missing.length
        ? ` Without data: ${
          missing.map((name) => MEASURE_LOOK[name].label.toLowerCase()).join(", ")
        }.`
        : ""
    }`,
    lines: visits.length * 1.7 + 5,
    left: 8.6,
    panels: [{ axisLines: 2, plot: (box) => panel(box, result, marks) }],
  }, options);
}

function panel(
  box: Box,
  { visits, counted }: WaitingResult,
  marks: readonly Mark[],
): Plot.PlotOptions {
  const { theme, font } = box;
  const rows = visits.map((_, i) => i);
  // On a slide rows may lie closer than their labels: the visit that counts keeps its own.
  const pitch = box.innerHeight / (rows.length + 0.2);
  const every = Math.max(1, Math.ceil(font * 1.25 / pitch));
  const labelled = rows.filter((i) =>
    i === counted || i % every === 0 &&
      (counted === null || Math.abs(i - counted) >= every)
  );
  const radius = Math.min(font * 0.4, Math.max(pitch * 0.4, font * 0.25));
  const label = (i: number) => dateTime(Date.parse(visits[i].at)).replace(/ \d{4} /, " ");
  return {
    x: { axis: null, domain: [0, 100] },
    y: { axis: null, type: "point", domain: rows, padding: 0.6 },
    marks: [
      Plot.rect([0], { x1: BUILT_UP, x2: 100, fill: theme.band }),
      Plot.ruleX([BUILT_UP], { stroke: theme.bandEdge, strokeWidth: 0.8 }),
      ...crossAxis(box, {
        label: "Percentile among other times",
        format: (value) => fixed(value),
        ticks: [0, 25, 50, 75, BUILT_UP, 100],
      }),
      Plot.ruleY(rows, { y: (i: number) => i, stroke: theme.grid }),
      ...[true, false].map((bold) =>
        Plot.text(labelled.filter((i) => (i === counted) === bold), {
          x: 0,
          y: (i: number) => i,
          text: label,
          textAnchor: "end",
          dx: -font * 0.7,
          fill: theme.ink,
          fontWeight: bold ? "bold" : "normal",
        })
      ),
      ...MEASURES.map((name) => {
        const { symbol, hollow, color } = MEASURE_LOOK[name];
        return Plot.dot(marks.filter(({ measure }) => measure === name), {
          x: "percentile",
          y: "visit",
          symbol,
          r: radius,
          fill: hollow ? theme.background : color(theme),
          stroke: hollow ? color(theme) : theme.background,
          strokeWidth: hollow ? 1.5 : 0.8,
          title: ({ start, percentile, value }: Mark) =>
            `${MEASURE_LOOK[name].label}\nvisit of ${dateTime(Date.parse(start))} UTC\n` +
            `percentile ${fixed(percentile)}${value === null ? "" : `, ${amount(value)}`}`,
        });
      }),
    ],
  };
}

function amount(value: number): string {
  return `${fixed(value, Math.abs(value) < 10 ? 2 : 0)} in base asset`;
}
