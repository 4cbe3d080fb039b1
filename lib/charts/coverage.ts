import * as Plot from "@observablehq/plot";
import type { CoverageRow, DataCheck, GapRow } from "../dataset/data-check.ts";
import { timeAxis, timeScale } from "./axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { count, dateTime, fixed, percent, span } from "./format.ts";
import { type Box, drawChart } from "./frame.ts";
import { notTestable } from "./not-testable.ts";
import { textWidth } from "./text.ts";

/** Rows that a slide holds, and any other size. */
const MOST_ROWS = { slide: 8, other: 24 };

/**
 * What there is of each series: a bar from its first to its last row, broken where rows are missing.
 * Where there are more series than fit, the least complete are shown.
 *
 * @example coverage(await dataCheck(dataset), { subject: "binance", source, basis: "reported" })
 */
export function coverage(
  check: Pick<DataCheck, "coverage" | "gaps">,
  options: ChartOptions,
): Chart {
  const all = check.coverage;
  if (all.length === 0) {
    return notTestable("coverage", "What the dataset holds", "it holds no series", options);
  }
  const most = options.size === "slide" ? MOST_ROWS.slide : MOST_ROWS.other;
  const worstFirst = all.toSorted((a, b) => (a.complete ?? 1) - (b.complete ?? 1));
  const kept = new Set(worstFirst.slice(0, most));
  const shown = all.filter((row) => kept.has(row));
  const from = Math.min(...all.map((row) => Date.parse(row.from)));
  const to = Math.max(...all.map((row) => Date.parse(row.to)));
  const gaps = check.gaps.filter((gap) => shown.some((row) => row.series === gap.series));
  const gappy = all.filter((row) => row.gaps !== null && row.gaps > 0);
  const worst = worstFirst[0];
  const untimed = shown.some((row) => row.gaps === null);
  return drawChart({
    name: "coverage",
    title: gappy.length === 0
      ? `${count(all.length, "series", "series")}, no row missing`
      : `${gappy.length} of ${count(all.length, "series", "series")} ${
        gappy.length === 1 ? "has" : "have"
      } gaps; ${seriesName(worst)} is the least complete with ${share(worst)}`,
    subtitle:
      `What the dataset holds by series, ${span(from, to)}; at the right the share of rows ` +
      `that are there and their number`,
    alt: all.map((row) =>
      `${seriesName(row)}: ${row.from} to ${row.to}, ${fixed(row.rows)} rows, ` +
      (row.gaps === null ? "no timetable" : `${share(row)} complete, ${count(row.gaps, "gap")}`)
    ).join("; ") + ".",
    rows: [
      ...shown.map((row) => ({
        layer: "series",
        series: row.series,
        from: row.from,
        to: row.to,
        rows: row.rows,
        missing: row.missing,
        complete: row.complete,
      })),
      ...gaps.map((gap) => ({ layer: "gap", ...gap })),
    ],
    legend: (theme) => [
      { mark: "area", color: theme.second, label: "Rows present" },
      ...(gaps.length ? [{ mark: "area" as const, color: theme.accent, label: "Missing" }] : []),
      ...(untimed
        ? [{
          mark: "area" as const,
          color: theme.shade,
          edge: theme.second,
          label: "No timetable: gaps cannot be told",
        }]
        : []),
    ],
    note: all.length > shown.length
      ? `Shown: the ${shown.length} least complete of ${all.length} series.`
      : undefined,
    lines: shown.length * 2.3 + 4,
    left: 0.4,
    panels: [{
      axisLines: 2,
      plot: (box) =>
        rows(box, shown, gaps, from, to),
    }],
  }, options);
}

function rows(
  box: Box,
  shown: CoverageRow[],
  gaps: GapRow[],
  from: number,
  to: number,
): Plot.PlotOptions {
  const { theme, font } = box;
  const index = new Map(shown.map((row, i) => [row.series, i]));
  const type = Math.min(font, box.innerHeight / shown.length * 0.55);
  const at = (series: string, part: number) => index.get(series)! + part;
  const start = (row: { from: string }) => Date.parse(row.from);
  const end = (row: { to: string }) => Date.parse(row.to);
  const bar = {
    x1: start,
    x2: end,
    y1: ({ series }: { series: string }) => at(series, 0.62),
    y2: ({ series }: { series: string }) => at(series, 0.9),
  };
  return {
    x: timeScale(from, to),
    y: { axis: null, domain: [shown.length, 0] },
    marks: [
      ...timeAxis(box, from, to),
      Plot.rect(shown, {
        ...bar,
        fill: (row: CoverageRow) => row.gaps === null ? theme.shade : theme.second,
        stroke: theme.second,
        title: describe,
      }),
      // The edge keeps a gap of an hour visible in a bar of a year.
      Plot.rect(gaps, {
        ...bar,
        fill: theme.accent,
        stroke: theme.accent,
        title: (gap: GapRow) =>
          `${count(gap.missing, "row")} missing\n${dateTime(start(gap))} to ${
            dateTime(end(gap))
          } UTC`,
      }),
      Plot.text(shown, {
        x: from,
        y: ({ series }: CoverageRow) => at(series, 0.5),
        text: (row: CoverageRow) => fitting(seriesName(row), box.innerWidth - 11 * type, type),
        textAnchor: "start",
        lineAnchor: "bottom",
        fontSize: type,
      }),
      Plot.text(shown, {
        x: to,
        y: ({ series }: CoverageRow) => at(series, 0.5),
        text: (row: CoverageRow) =>
          row.complete === null ? fixed(row.rows) : `${share(row)} · ${fixed(row.rows)}`,
        textAnchor: "end",
        lineAnchor: "bottom",
        fontSize: type,
        fill: theme.muted,
      }),
    ],
  };
}

/** "binance BTCUSDT 5m candles", with what sets it apart from its sisters. */
function seriesName({ table, venue, symbol, kind, interval, basis }: CoverageRow): string {
  const length = /^\d/.test(interval) ? `${interval} ` : "";
  const price = table === "candles" && kind !== "trade" ? `${kind} ` : "";
  const origin = basis === "reported" ? "" : `, ${basis}`;
  return `${venue} ${symbol} ${length}${price}${table.replaceAll("_", " ")}${origin}`;
}

function share({ complete }: CoverageRow): string {
  if (complete === null) return "unknown";
  // 99.98% must not be rounded to a completeness that is not there.
  return complete === 1 ? "100%" : percent(Math.floor(complete * 1e4) / 1e4, 2);
}

function fitting(text: string, width: number, font: number): string {
  if (textWidth(text, font) <= width) return text;
  let short = text;
  while (short && textWidth(`${short}…`, font) > width) short = short.slice(0, -1);
  return `${short}…`;
}

function describe(row: CoverageRow): string {
  return `${seriesName(row)}\n${dateTime(Date.parse(row.from))} to ${
    dateTime(Date.parse(row.to))
  } UTC\n${fixed(row.rows)} rows` +
    (row.gaps === null ? "" : `, ${count(row.gaps, "gap")}, ${fixed(row.missing ?? 0)} missing`) +
    (row.rejected ? `, ${fixed(row.rejected)} rejected` : "");
}
