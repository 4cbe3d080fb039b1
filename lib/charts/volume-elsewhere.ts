import * as Plot from "@observablehq/plot";
import type { ElsewhereRow, VolumeElsewhere } from "../analysis/volume/volume-elsewhere.ts";
import { date } from "../words/dates.ts";
import { change, count, fixed } from "../words/numbers.ts";
import { crossAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";

/** One market with its drop; those that cannot be judged say why. */
interface Row {
  place: string;
  drop: number | null;
  low: number | null;
  high: number | null;
  label: string;
  short: string;
  here: boolean;
}

/** Ratios beyond this, or under its inverse, are cut. */
const FURTHEST = 16;
const MOST_TICKS_IF_NARROW = 4;

/**
 * The week's volume against the level of optimism on every market of an asset: a fall in one place
 * alone is traders moving, not trading less.
 *
 * @example volumeElsewhereChart(result, { subject: "BTC", source, basis: "reported" }).title
 */
export function volumeElsewhereChart(result: VolumeElsewhere, options: ChartOptions): Chart {
  const { here, at } = result;
  const week = `week to ${date(Date.parse(at))}`;
  const others = result.rows.filter(({ drop }) => drop !== null);
  if (result.not_testable !== null || (others.length === 0 && here.drop === null)) {
    return notTestable(
      "volume-elsewhere",
      `Whether ${options.subject} volume fell in one place or everywhere, ${week}`,
      result.not_testable ?? here.drop_not_testable ?? "no market can be judged",
      options,
    );
  }
  const rows = [rowOfHere(here), ...result.rows.map(rowOf)];
  return drawChart({
    name: "volume-elsewhere",
    title: title(result, others, options.subject, week),
    subtitle:
      `Median daily quote volume of the ${week} against each market's own level on days of ` +
      `optimism, with 95% interval, logarithmic scale; beside it its size as a multiple of ${here.place}`,
    alt: rows.map(({ label }) => label).join("; ") + ".",
    rows: [
      {
        place: here.place,
        drop: here.drop,
        drop_low: here.drop_interval?.[0] ?? null,
        drop_high: here.drop_interval?.[1] ?? null,
        ratio: 1,
        recent_ratio: 1,
        days: null,
      },
      ...result.rows.map((row) => ({
        place: row.place,
        drop: row.drop,
        drop_low: row.drop_interval?.[0] ?? null,
        drop_high: row.drop_interval?.[1] ?? null,
        ratio: row.ratio,
        recent_ratio: row.recent_ratio,
        days: row.days,
      })),
    ],
    legend: (theme) => [
      { mark: "symbol", symbol: "diamond", color: theme.accent, label: "The judged market" },
      { mark: "symbol", symbol: "circle", color: theme.second, label: "Elsewhere" },
      { mark: "line", color: theme.second, width: 2.2, label: "95% interval" },
    ],
    note: `The mood is that of ${here.place}: price and funding there tell the days of optimism.`,
    lines: rows.length * 2.8 + 5,
    left: 1,
    right: 1,
    panels: [{ axisLines: 2, plot: (box) => panel(box, rows) }],
  }, options);
}

function panel(box: Box, rows: readonly Row[]): Plot.PlotOptions {
  const { theme, font } = box;
  // As ratios on a logarithmic scale a halving is as far left as a doubling is right.
  const ends = rows.flatMap(({ low, high, drop }) => [low, high, drop])
    .flatMap((end) => end === null ? [] : [1 + end]);
  const low = Math.max(1 / FURTHEST, Math.min(0.5, ...ends) / 1.1);
  const high = Math.min(FURTHEST, Math.max(1.5, ...ends) * 1.1);
  const inside = (change: number) => Math.min(high, Math.max(low, 1 + change));
  const all = [1 / 8, 1 / 4, 1 / 2, 3 / 4, 1, 3 / 2, 2, 4, 8, 16];
  const inRange = all.filter((tick) => tick >= low && tick <= high);
  const ticks = box.narrow && inRange.length > MOST_TICKS_IF_NARROW
    ? inRange.filter((tick) => tick % 1 !== 0.5)
    : inRange;
  const shown = rows.map((row, i) => ({ ...row, y: i + 0.68 }));
  return {
    x: { type: "log", axis: null, domain: [low, high] },
    y: { axis: null, domain: [rows.length, 0] },
    marks: [
      ...crossAxis(box, {
        label: "Week over the level of optimism, less 1",
        ticks,
        format: (ratio) => change(ratio - 1, ratio < 0.2 ? 1 : 0),
      }),
      Plot.ruleX([1], { stroke: theme.ink, strokeWidth: 1 }),
      Plot.ruleY(shown.filter((row) => row.low !== null), {
        x1: (row: Row) => inside(row.low ?? 0),
        x2: (row: Row) => inside(row.high ?? 0),
        y: "y",
        stroke: (row: Row) => row.here ? theme.accent : theme.second,
        strokeWidth: 2.2,
        clip: true,
      }),
      ...[true, false].map((here) =>
        Plot.dot(shown.filter((row) => row.drop !== null && row.here === here), {
          x: (row: Row) => inside(row.drop ?? 0),
          y: "y",
          r: font * 0.4,
          symbol: here ? "diamond" : "circle",
          fill: here ? theme.accent : theme.second,
          stroke: theme.background,
          title: "label",
        })
      ),
      Plot.text(shown, {
        frameAnchor: "left",
        y: "y",
        dy: -font * 0.95,
        dx: font * 0.2,
        textAnchor: "start",
        text: box.narrow ? "short" : "label",
        fill: theme.ink,
        // The labels lie over grid lines and the line at 0.
        stroke: theme.background,
        strokeWidth: font / 3,
      }),
    ],
  };
}

function rowOfHere(
  { place, drop, drop_interval, drop_not_testable }: VolumeElsewhere["here"],
): Row {
  return {
    place,
    drop,
    low: drop_interval?.[0] ?? null,
    high: drop_interval?.[1] ?? null,
    label: `${place}: ${sized(drop, drop_interval) ?? clause(drop_not_testable)}`,
    short: `${place}: ${sized(drop, drop_interval) ?? "not testable"}`,
    here: true,
  };
}

function rowOf(row: ElsewhereRow): Row {
  const { place, drop, drop_interval, drop_not_testable, ratio, recent_ratio } = row;
  const size = ratio === null
    ? ""
    : `; ${multiple(ratio)} as much${
      recent_ratio === null ? "" : `, in the week ${multiple(recent_ratio)}`
    }`;
  return {
    ...rowOfHere({ place, drop, drop_interval, drop_not_testable }),
    label: `${place}: ${sized(drop, drop_interval) ?? clause(drop_not_testable)}${size}`,
    here: false,
  };
}

function sized(drop: number | null, interval: readonly [number, number] | null): string | null {
  if (drop === null) return null;
  return interval === null
    ? change(drop, 0)
    : `${change(drop, 0)} (${change(interval[0], 0)} to ${change(interval[1], 0)})`;
}

/** The reason up to its first comma: the table has all of it. */
function clause(reason: string | null): string {
  return `not testable, ${(reason ?? "no level").split(/[,:]/)[0]}`;
}

function multiple(ratio: number): string {
  return `${fixed(ratio, ratio < 0.1 ? 3 : 2)} times`;
}

function title(
  { here, rows }: VolumeElsewhere,
  others: readonly ElsewhereRow[],
  subject: string,
  week: string,
): string {
  const lower = others.filter(({ drop }) => (drop ?? 0) < 0);
  const below = lower.length;
  const surely = lower.filter(({ drop_interval }) => (drop_interval?.[1] ?? 0) < 0).length;
  const own = here.drop === null
    ? `${here.place} cannot be judged`
    : `${here.place} ${change(here.drop, 0)}`;
  return others.length === 0
    ? `${subject}, ${week}: ${own}, and none of ${
      count(rows.length, "other market")
    } can be judged beside it`
    : `${subject}, ${week}: ${own}; ${fixed(below)} of ${
      count(others.length, "other market")
    } that can be judged ${below === 1 ? "lies" : "lie"} below the level of optimism${
      below === 0 ? "" : `, ${surely === 0 ? "none" : fixed(surely)} surely`
    }`;
}
