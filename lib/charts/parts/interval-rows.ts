import * as Plot from "@observablehq/plot";
import { type Box } from "./frame.ts";
import type { SymbolName } from "./legend.ts";

/** One estimate with its interval, as a row of its own. */
export interface IntervalRow {
  label: string;
  /** Stands right of the row: what it rests on. */
  note: string;
  value: number | null;
  interval: readonly [low: number, high: number] | null;
  color: string;
  symbol: SymbolName;
  /** Single observations behind it. */
  points?: readonly number[];
  title: string;
}

/** Vertical scale of so many rows, the first on top. */
export function rowScale(count: number): Plot.ScaleOptions {
  return { axis: null, domain: [count - 0.5, -0.5] };
}

/**
 * Marks of rows of estimates: label on the left, whisker and symbol, and what it rests on at the right.
 *
 * @example marks: [...crossAxis(box, axis), ...intervalRows(box, rows)]
 */
export function intervalRows(box: Box, rows: readonly IntervalRow[]): Plot.Markish[] {
  const { theme, font } = box;
  // Rows as low as on a slide must not run into each other.
  const fontSize = Math.min(font, box.innerHeight / rows.length * 0.9);
  const at = rows.map((_, i) => i);
  const told = at.filter((i) => rows[i].value !== null);
  const sure = at.filter((i) => rows[i].interval !== null);
  const points = at.flatMap((i) => (rows[i].points ?? []).map((value) => ({ i, value })));
  return [
    Plot.text(at, {
      y: (i: number) => i,
      frameAnchor: "left",
      textAnchor: "end",
      dx: -font * 0.6,
      text: (i: number) => rows[i].label,
      fill: theme.ink,
    }),
    Plot.text(at, {
      y: (i: number) => i,
      frameAnchor: "right",
      textAnchor: "start",
      dx: font * 0.6,
      text: (i: number) => rows[i].note,
      fontSize,
      fill: theme.muted,
    }),
    Plot.dot(points, {
      x: "value",
      y: "i",
      r: font * 0.16,
      fill: theme.neutral,
      fillOpacity: 0.5,
      clip: true,
    }),
    Plot.ruleY(sure, {
      y: (i: number) => i,
      x1: (i: number) => rows[i].interval![0],
      x2: (i: number) => rows[i].interval![1],
      stroke: (i: number) => rows[i].color,
      strokeWidth: font * 0.2,
      clip: true,
    }),
    ...told.map((i) =>
      Plot.dot([i], {
        x: rows[i].value!,
        y: i,
        symbol: rows[i].symbol === "triangle-down" ? "triangle" : rows[i].symbol,
        rotate: rows[i].symbol === "triangle-down" ? 180 : 0,
        r: fontSize * 0.42,
        fill: rows[i].color,
        stroke: theme.background,
        title: () => rows[i].title,
      })
    ),
  ];
}
