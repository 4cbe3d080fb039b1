import * as Plot from "@observablehq/plot";
import type { CoverageRow, DataCheck, GapRow } from "../dataset/data-check.ts";
import { dateTime, span } from "../words/dates.ts";
import { count, fixed, percent } from "../words/numbers.ts";
import { timeAxis, timeScale } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";
import { textWidth } from "./parts/text.ts";

/** Rows that a slide holds, and any other size. */
const MOST_ROWS = { slide: 8, other: 40 };

/** One row of the chart: a series, or all series of a kind at a venue. */
interface Line {
  name: string;
  members: CoverageRow[];
  rows: number;
  complete: number | null;
}

/**
 * What there is of each series: a bar from its first to its last row, broken where rows are missing.
 * Where there are more series than fit, those of a venue that differ in their symbol alone share a row,
 * a thin bar each; where that is not enough the rows with most data are shown.
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
  const lines = linesOf(all, all.length > most);
  const kept = new Set(lines.toSorted((a, b) => b.rows - a.rows).slice(0, most));
  const shown = lines.filter((line) => kept.has(line));
  const members = shown.flatMap((line) => line.members);
  const from = Math.min(...members.map((row) => Date.parse(row.from)));
  const to = Math.max(...members.map((row) => Date.parse(row.to)));
  const ids = new Set(members.map(({ series }) => series));
  const gaps = check.gaps.filter((gap) => ids.has(gap.series));
  const mixed = new Set(all.map(({ basis }) => basis)).size > 1;
  const gappy = all.filter((row) => row.missing !== null && row.missing > 0);
  const worst = gappy.toSorted((a, b) => b.missing! - a.missing!)[0];
  const untimed = members.some((row) => row.gaps === null);
  return drawChart({
    name: "coverage",
    title: gappy.length === 0
      ? `${count(all.length, "series", "series")}, no row missing`
      : `${gappy.length} of ${count(all.length, "series", "series")} ${
        gappy.length === 1 ? "has" : "have"
      } gaps; most rows are missing of ${seriesName(worst, mixed)}, ${share(worst)} complete`,
    subtitle:
      `What the dataset holds by series, ${span(from, to)}; at the right the share of rows ` +
      `that are there and their number`,
    alt: shown.map((line) =>
      `${line.name}: ${earliest(line)} to ${latest(line)}, ${fixed(line.rows)} rows, ` +
      (line.complete === null ? "no timetable" : `${share(line)} complete`)
    ).join("; ") + ".",
    rows: [
      ...members.map((row) => ({
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
    note: [
      lines.length < all.length
        ? "Where several symbols share a row, each is a thin bar of its own."
        : "",
      shown.length < lines.length
        ? `Shown: the ${shown.length} of ${lines.length} rows with most data.`
        : "",
    ].filter(Boolean).join(" ") || undefined,
    lines: shown.length * 2.3 + 4,
    // The first tick may stand at the very edge, and its label around it.
    left: 1.8,
    panels: [{
      axisLines: 2,
      plot: (box) =>
        rows(box, shown, gaps, from, to),
    }],
  }, options);
}

/** Series by themselves, or those that differ in their symbol alone together. */
function linesOf(all: readonly CoverageRow[], together: boolean): Line[] {
  const groups = new Map<string, CoverageRow[]>();
  for (const row of all) {
    const { table, venue, market, kind, interval, basis } = row;
    const id = together ? [table, venue, market, kind, interval, basis].join("/") : row.series;
    groups.set(id, [...groups.get(id) ?? [], row]);
  }
  const mixed = new Set(all.map(({ basis }) => basis)).size > 1;
  return [...groups.values()].map((members) => {
    const timed = members.filter(({ missing }) => missing !== null);
    const present = sum(timed.map(({ rows }) => rows));
    return {
      name: members.length === 1
        ? seriesName(members[0], mixed)
        : seriesName({ ...members[0], symbol: count(members.length, "symbol") }, mixed),
      members,
      rows: sum(members.map(({ rows }) => rows)),
      complete: timed.length === 0
        ? null
        : present / (present + sum(timed.map(({ missing }) => missing!))),
    };
  });
}

function rows(
  box: Box,
  shown: Line[],
  gaps: GapRow[],
  from: number,
  to: number,
): Plot.PlotOptions {
  const { theme, font } = box;
  const type = Math.min(font, box.innerHeight / shown.length * 0.55);
  const strips = new Map(
    shown.flatMap((line, index) =>
      line.members.map((row, i): [string, { top: number; bottom: number; thin: boolean }] => {
        const height = 0.28 / line.members.length, top = index + 0.62 + i * height;
        return [row.series, { top, bottom: top + height, thin: line.members.length > 3 }];
      })
    ),
  );
  const start = (row: { from: string }) => Date.parse(row.from);
  const end = (row: { to: string }) => Date.parse(row.to);
  const bar = {
    x1: start,
    x2: end,
    y1: ({ series }: { series: string }) => strips.get(series)!.top,
    y2: ({ series }: { series: string }) => strips.get(series)!.bottom,
  };
  // An edge keeps a gap of an hour visible in a bar of a year; in a thin bar it would cover others.
  const thick = ({ series }: { series: string }) => !strips.get(series)!.thin;
  const edged = (row: CoverageRow) => thick(row) || row.gaps === null;
  const bars = (members: CoverageRow[], edge: string) =>
    Plot.rect(members, {
      ...bar,
      fill: (row: CoverageRow) => row.gaps === null ? theme.shade : theme.second,
      stroke: edge,
      title: describe,
    });
  const missing = (some: GapRow[], edge: string) =>
    Plot.rect(some, {
      ...bar,
      fill: theme.accent,
      stroke: edge,
      title: (gap: GapRow) =>
        `${count(gap.missing, "row")} missing\n${dateTime(start(gap))} to ${
          dateTime(end(gap))
        } UTC`,
    });
  const members = shown.flatMap((line) => line.members);
  return {
    x: timeScale(from, to),
    y: { axis: null, domain: [shown.length, 0] },
    marks: [
      ...timeAxis(box, from, to),
      bars(members.filter(edged), theme.second),
      bars(members.filter((row) => !edged(row)), "none"),
      missing(gaps.filter(thick), theme.accent),
      missing(gaps.filter((gap) => !thick(gap)), "none"),
      Plot.text(shown, {
        x: () => from,
        y: (_: Line, i: number) => i + 0.5,
        text: (line: Line) => fitting(line.name, box.innerWidth - 11 * type, type),
        textAnchor: "start",
        lineAnchor: "bottom",
        fontSize: type,
      }),
      Plot.text(shown, {
        x: () => to,
        y: (_: Line, i: number) => i + 0.5,
        text: (line: Line) =>
          line.complete === null ? fixed(line.rows) : `${share(line)} · ${fixed(line.rows)}`,
        textAnchor: "end",
        lineAnchor: "bottom",
        fontSize: type,
        fill: theme.muted,
      }),
    ],
  };
}

function earliest({ members }: Line): string {
  return members.reduce((a, { from }) => a < from ? a : from, members[0].from);
}

function latest({ members }: Line): string {
  return members.reduce((a, { to }) => a > to ? a : to, members[0].to);
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

/** "binance BTCUSDT 5m candles", with what sets it apart from its sisters. */
/** Names a series; its basis only where others have another: else the whole chart says it. */
function seriesName(
  { table, venue, symbol, kind, interval, basis }: CoverageRow,
  mixed: boolean,
): string {
  const length = /^\d/.test(interval) ? `${interval} ` : "";
  const price = table === "candles" && kind !== "trade" ? `${kind} ` : "";
  const origin = mixed && basis !== "reported" ? `, ${basis}` : "";
  return `${venue} ${symbol} ${length}${price}${table.replaceAll("_", " ")}${origin}`;
}

function share({ complete }: { complete: number | null }): string {
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
  return `${seriesName(row, true)}\n${dateTime(Date.parse(row.from))} to ${
    dateTime(Date.parse(row.to))
  } UTC\n${fixed(row.rows)} rows` +
    (row.gaps === null ? "" : `, ${count(row.gaps, "gap")}, ${fixed(row.missing ?? 0)} missing`) +
    (row.rejected ? `, ${fixed(row.rejected)} rejected` : "");
}
