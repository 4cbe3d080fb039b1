import * as Plot from "@observablehq/plot";
import { dateTime } from "../../words/dates.ts";
import { usd } from "../../words/numbers.ts";
import type { Box } from "./frame.ts";
import type { LegendItem } from "./legend.ts";
import type { Theme } from "../theme.ts";

/** Dollars by side in one bar; null where they are not known. */
export interface MirroredBar {
  time: string;
  long_usd: number | null;
  short_usd: number | null;
}

/** Legend of bars that hang and stand: direction tells the sides apart where colour cannot. */
export function mirroredLegend(theme: Theme): LegendItem[] {
  return [
    { mark: "area", color: theme.long, label: "Longs liquidated (down)" },
    { mark: "area", color: theme.short, label: "Shorts liquidated (up)" },
  ];
}

/** Vertical domain of mirrored bars, with room; never empty. */
export function mirroredDomain(bars: readonly MirroredBar[]): [number, number] {
  let up = 0, down = 0;
  for (const { long_usd, short_usd } of bars) {
    down = Math.max(down, long_usd ?? 0);
    up = Math.max(up, short_usd ?? 0);
  }
  // The smaller side keeps enough room to be seen as small.
  const most = Math.max(up, down) || 1;
  return [-Math.max(down, most * 0.12) * 1.05, Math.max(up, most * 0.12) * 1.05];
}

/**
 * Bars of liquidated dollars: shorts stand up, because they die when price rises, longs hang down.
 *
 * @param step length of a bar, ms
 */
export function mirroredMarks(
  { theme, innerWidth }: Box,
  bars: readonly MirroredBar[],
  step: number,
  [from, to]: readonly [number, number],
): Plot.Markish[] {
  const time = (bar: MirroredBar) => Date.parse(bar.time);
  const inset = Math.min(0.5, step / (to - from) * innerWidth * 0.12);
  const side = (field: "long_usd" | "short_usd", sign: 1 | -1) =>
    Plot.rect(bars.filter((bar) => (bar[field] ?? 0) > 0), {
      x1: (bar: MirroredBar) => Math.max(from, time(bar)),
      x2: (bar: MirroredBar) => Math.min(to, time(bar) + step),
      y1: 0,
      y2: (bar: MirroredBar) => sign * bar[field]!,
      fill: field === "long_usd" ? theme.long : theme.short,
      insetLeft: inset,
      insetRight: inset,
      title: (bar: MirroredBar) =>
        `${dateTime(time(bar))} UTC\nlongs ${usd(bar.long_usd ?? 0)}, shorts ${
          usd(bar.short_usd ?? 0)
        }`,
    });
  return [
    side("short_usd", 1),
    side("long_usd", -1),
    Plot.ruleY([0], { stroke: theme.ink, strokeWidth: 0.8 }),
  ];
}
