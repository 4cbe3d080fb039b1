import * as Plot from "@observablehq/plot";
import { range } from "d3-array";
import type { Spread, SpreadRow } from "../analysis/cascades/spread.ts";
import { span } from "../words/dates.ts";
import { count, fixed } from "../words/numbers.ts";
import { crossAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";
import { textWidth } from "./parts/text.ts";

/** Rows that a slide holds, and any other size. */
const MOST_ROWS = { slide: 8, other: 24 };

/** An asset that the cascade reached. */
type Reached = SpreadRow & { delay_minutes: number };

/**
 * In which order a cascade reached the assets, each at the first bar loud by its own normal.
 *
 * @param stepMinutes length of a bar: delays are known no better
 * @example onsetLadder(spread(assets, step, cascade), 5, { subject: "5 assets", source, basis })
 */
export function onsetLadder(result: Spread, stepMinutes: number, options: ChartOptions): Chart {
  const reached = result.by_asset.filter((row): row is Reached => row.delay_minutes !== null);
  const alone = result.by_asset.length < 2;
  if (result.not_testable || !result.start || !result.end || alone || reached.length === 0) {
    return notTestable(
      "onset-ladder",
      "In which order were the assets reached?",
      result.not_testable ??
        (alone ? "one asset has no order" : "no asset had a bar of 4 times its normal"),
      options,
    );
  }
  const start = Date.parse(result.start), end = Date.parse(result.end);
  const most = options.size === "slide" ? MOST_ROWS.slide : MOST_ROWS.other;
  const shown = reached.slice(0, most);
  const first = reached.filter((row) => row.delay_minutes === reached[0].delay_minutes);
  const last = reached[reached.length - 1];
  const spanned = last.delay_minutes - reached[0].delay_minutes;
  const names = first.length > 4
    ? count(first.length, "asset")
    : first.map((row) => row.asset).join(", ");
  const left = result.by_asset.filter((row) => row.delay_minutes === null);
  return drawChart({
    name: "onset-ladder",
    title: `${result.reached} of ${count(result.assets, "asset")} reached: ${names} first` +
      (spanned > 0 ? `, ${last.asset} last, ${fixed(spanned)} minutes later` : ", all in one bar"),
    subtitle:
      `First bar of at least 4 times the asset's own normal, minutes from the start of the ` +
      `cascade, ${span(start, end)}; at the right the whole cascade as a multiple of normal`,
    alt: `${
      reached.map((row) => `${row.asset} after ${fixed(row.delay_minutes)} minutes`).join(", ")
    }. Not reached: ${left.map((row) => row.asset).join(", ") || "none"}.`,
    rows: result.by_asset.map((row) => ({ ...row })),
    note: `Delays are known to ${fixed(stepMinutes)} minutes.` +
      (reached.length > shown.length
        ? ` Not drawn: ${reached.length - shown.length} later assets.`
        : "") +
      (left.length > 0
        ? ` Not reached: ${
          left.length > 12 ? count(left.length, "asset") : left.map((row) => row.asset).join(", ")
        }.`
        : ""),
    lines: shown.length * 1.8 + 5,
    left: Math.max(...shown.map((row) => textWidth(row.asset, 1))) + 0.8,
    right: 5,
    panels: [{ axisLines: 2, plot: (box) => panel(box, shown, stepMinutes) }],
  }, options);
}

function panel(box: Box, rows: Reached[], step: number): Plot.PlotOptions {
  const { theme, font } = box;
  const delays = rows.map((row) => row.delay_minutes);
  const low = Math.min(0, ...delays), high = Math.max(0, ...delays) + step;
  // Ticks where bars begin: no delay lies between them.
  const every = step * Math.ceil((high - low) / step / 8);
  const at = (_: Reached, i: number) => i + 0.5;
  return {
    x: { axis: null, domain: [low, high] },
    y: { axis: null, domain: [rows.length, 0] },
    marks: [
      ...crossAxis(box, {
        label: "Minutes after the start of the cascade",
        format: (value) => fixed(value),
        ticks: range(Math.ceil(low / every) * every, high + 1, every),
      }),
      Plot.ruleX([0], { stroke: theme.ink, strokeWidth: 1, strokeDasharray: "4,3" }),
      // The bar in which it began: a delay is no point in time.
      Plot.rect(rows, {
        x1: "delay_minutes",
        x2: (row: Reached) => row.delay_minutes + step,
        y1: (row: Reached) => rows.indexOf(row) + 0.2,
        y2: (row: Reached) => rows.indexOf(row) + 0.8,
        fill: theme.accent,
        title: (row: Reached) =>
          `${row.asset}: ${fixed(row.delay_minutes)} to ${
            fixed(row.delay_minutes + step)
          } minutes after the start`,
      }),
      Plot.text(rows, {
        x: low,
        y: at,
        dx: -font * 0.4,
        text: "asset",
        textAnchor: "end",
      }),
      Plot.text(rows, {
        x: high,
        y: at,
        dx: font * 4.8,
        text: (row: Reached) => row.times_normal === null ? "" : `× ${fixed(row.times_normal)}`,
        textAnchor: "end",
        fill: theme.muted,
      }),
    ],
  };
}
