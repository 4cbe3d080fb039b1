import * as Plot from "@observablehq/plot";
import type { Box } from "./frame.ts";
import { utcTicks } from "./time-axis.ts";

/** Scale of a time axis without Plot's own axis; times are ms since the epoch. */
export function timeScale(from: number, to: number): Plot.ScaleOptions {
  return { type: "linear", domain: [from, to], axis: null };
}

/**
 * Ticks and two-line labels of a UTC time axis below a panel, or ticks alone where a panel below it
 * has the labels.
 *
 * @example marks: [...timeAxis(box, from, to), Plot.lineY(rows, { x: "time", y: "close" })]
 */
export function timeAxis(box: Box, from: number, to: number, labels = true): Plot.Markish[] {
  const { ticks, format } = utcTicks(from, to, {
    width: box.innerWidth,
    font: box.font,
    right: box.marginRight,
  });
  return [Plot.axisX(ticks, {
    label: null,
    tickSize: 4,
    stroke: box.theme.muted,
    color: box.theme.muted,
    fill: box.theme.ink,
    text: labels ? (time: number) => format(time) : () => "",
  })];
}

/** Grid lines and labels of a vertical axis, left of the panel. */
export interface ValueAxis {
  format: (value: number) => string;
  /** Exact ticks; without them as many round ones as suit the panel's height. */
  ticks?: number[];
}

/**
 * A vertical axis as grid lines with labels: the lines lead the eye, so no axis line is needed.
 *
 * @example marks: [...valueAxis(box, { format: usd }), Plot.lineY(...)]
 */
export function valueAxis(box: Box, { format, ticks }: ValueAxis): Plot.Markish[] {
  const spread = { ticks: Math.max(2, Math.round(box.innerHeight / (box.font * 3.5))) };
  const options = ticks ? {} : spread;
  return [
    Plot.gridY(ticks, { ...options, stroke: box.theme.grid, strokeOpacity: 1 }),
    Plot.axisY(ticks, {
      ...options,
      label: null,
      tickSize: 0,
      fill: box.theme.ink,
      // Not tickFormat: on a logarithmic scale Plot drops labels that it holds for crowded.
      text: (value: number) => format(value),
    }),
  ];
}

/** Labels below a panel and grid lines upward; `label` says what they show, in a line below. */
export interface CrossAxis extends ValueAxis {
  label: string;
}

/**
 * A horizontal axis of values. Takes two lines of the panel's `axisLines`.
 *
 * @example marks: [...crossAxis(box, { label: "Rejection rate", format: percentTick }), ...]
 */
export function crossAxis(box: Box, { format, ticks, label }: CrossAxis): Plot.Markish[] {
  const options = ticks ? {} : { ticks: Math.max(2, Math.round(box.innerWidth / (box.font * 7))) };
  return [
    Plot.gridX(ticks, { ...options, stroke: box.theme.grid, strokeOpacity: 1 }),
    Plot.axisX(ticks, {
      ...options,
      label: null,
      tickSize: 0,
      fill: box.theme.ink,
      text: (value: number) => format(value),
    }),
    Plot.text([label], {
      frameAnchor: "bottom",
      dy: box.font * 3,
      fill: box.theme.muted,
    }),
  ];
}
