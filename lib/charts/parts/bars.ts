import * as Plot from "@observablehq/plot";
import type { Columns } from "../../tables/columns.ts";
import type { Row } from "../chart.ts";
import type { Box } from "./frame.ts";

/** Bars as they are drawn: where there are more than can be seen, several in a row as one. */
export interface DrawnBars {
  time: number[];
  open: number[];
  high: number[];
  low: number[];
  close: number[];
  /** How many bars stand in each that is drawn. */
  merged: number;
}

/** Bars that may be drawn one by one as candles; more of them are a band with a line. */
const MOST_CANDLES = 150;
/** About two for each px of the widest chart. */
const MOST_BARS = 1600;

/**
 * Bars between two times, merged (first open, highest high, lowest low, last close) so far that the
 * chart holds no more than it can show.
 *
 * @example drawnBars(bars, from, to).close.length
 */
export function drawnBars(bars: Columns<"candles">, from: number, to: number): DrawnBars {
  const first = bars.time.findIndex((time) => time >= from);
  const last = bars.time.findLastIndex((time) => time < to);
  const count = first < 0 ? 0 : last - first + 1;
  const merged = Math.max(1, Math.ceil(count / MOST_BARS));
  const drawn: DrawnBars = { time: [], open: [], high: [], low: [], close: [], merged };
  for (let start = first; count > 0 && start <= last; start += merged) {
    const end = Math.min(start + merged - 1, last);
    drawn.time.push(bars.time[start]);
    drawn.open.push(bars.open[start]);
    drawn.high.push(Math.max(...bars.high.subarray(start, end + 1)));
    drawn.low.push(Math.min(...bars.low.subarray(start, end + 1)));
    drawn.close.push(bars.close[end]);
  }
  return drawn;
}

/** Marks of price bars: candles where few, else a band from low to high with the closes on it. */
export function barMarks(box: Box, bars: DrawnBars): Plot.Markish[] {
  const index = bars.time.map((_, i) => i);
  const { theme } = box;
  if (bars.time.length > MOST_CANDLES) {
    return [
      Plot.areaY(index, {
        x: bars.time,
        y1: bars.low,
        y2: bars.high,
        fill: theme.shade,
        stroke: theme.shade,
        strokeWidth: 0.8,
      }),
      Plot.lineY(index, {
        x: bars.time,
        y: bars.close,
        stroke: theme.ink,
        strokeWidth: box.font / 13,
      }),
    ];
  }
  // A bar carries its opening time; its candle stands in the middle of the time that it covers.
  const step = bars.time[1] - bars.time[0];
  const at = (part: number) => (i: number) => bars.time[i] + step * part;
  return [
    Plot.ruleX(index, {
      x: at(0.5),
      y1: bars.low,
      y2: bars.high,
      stroke: theme.ink,
      strokeWidth: 0.8,
    }),
    Plot.rect(index, {
      x1: at(0.18),
      x2: at(0.82),
      y1: bars.open,
      y2: bars.close,
      // Rising bars are hollow: the oldest way to tell them apart in black and white.
      fill: (i: number) => bars.close[i] >= bars.open[i] ? theme.background : theme.ink,
      stroke: theme.ink,
      strokeWidth: 0.8,
    }),
  ];
}

/** Whether so many bars are drawn as candles, and what the reader must know of their look. */
export function barLook(bars: DrawnBars): string {
  return bars.time.length > MOST_CANDLES
    ? "grey: low to high, line: close"
    : "candles, hollow when rising";
}

/** The plotted bars as rows; `layer` tells them from other rows of the same chart. */
export function barRows(bars: DrawnBars): Row[] {
  return bars.time.map((time, i) => ({
    layer: "bar",
    time: new Date(time).toISOString().replace(".000Z", "Z"),
    open: bars.open[i],
    high: bars.high[i],
    low: bars.low[i],
    close: bars.close[i],
  }));
}
