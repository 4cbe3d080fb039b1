import * as Plot from "@observablehq/plot";
import type {
  AfterRejections,
  RejectionAftermath,
} from "../analysis/resistance/after-rejections.ts";
import type { Aftermath } from "../analysis/resistance/aftermath.ts";
import { dateTime } from "../words/dates.ts";
import { change, count, fixed, probability } from "../words/numbers.ts";
import { crossAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";

/** A horizon with everything that is drawn of it. */
interface Horizon {
  hours: number;
  n: number;
  mean: number;
  interval: readonly [number, number];
  random_mean: number;
  random_interval: readonly [number, number];
  p: number;
  /** Returns of the single rejections. */
  returns: { start: string; value: number }[];
}

const NAMES: Record<number, string> = { 1: "1 hour", 4: "4 hours", 24: "1 day", 168: "7 days" };

/**
 * What price did after the rejections at four horizons: each one, their mean with its interval, and
 * the mean of the same rejections moved to random times. A week moves price far more than an hour,
 * so each row is scaled by how far that random mean scatters, and gives its returns in numbers.
 *
 * @example afterRejectionsChart(after, { subject: "BTC", source, basis: "reported" }).title
 */
export function afterRejectionsChart(after: AfterRejections, options: ChartOptions): Chart {
  const horizons = after.horizons.flatMap((row) => horizonOf(row, after.rejections) ?? []);
  if (after.not_testable || horizons.length === 0) {
    return notTestable(
      "after-rejections",
      `What followed ${options.subject}'s rejections?`,
      after.not_testable ?? "no horizon of the rejections lies in the data",
      options,
    );
  }
  const n = count(after.rejections.length, "rejection");
  const rarest = horizons.reduce((a, b) => b.p < a.p ? b : a);
  // Four horizons are looked at: the rarest must be rare among four.
  const rare = rarest.p < 0.05 / horizons.length;
  return drawChart({
    name: "after-rejections",
    title: rare
      ? `${NAMES[rarest.hours]} after ${n} ${options.subject} had moved ${
        change(rarest.mean)
      } on average, at random times ${change(rarest.random_mean)} (${probability(rarest.p)})`
      : `What followed ${n} of ${options.subject} cannot be told from random times (smallest ${
        probability(rarest.p)
      } of ${count(horizons.length, "horizon")})`,
    subtitle:
      "Return from the close of each rejection, less the mean at random times, in units of " +
      "how far that mean scatters when all rejections are moved by one random shift (95%)",
    alt: horizons.map(({ hours, mean, interval, random_mean, p, n }) =>
      `${NAMES[hours]} after: mean ${change(mean)}, 95% interval ${change(interval[0])} to ${
        change(interval[1])
      }, random ${change(random_mean)}, ${probability(p)}, n ${n}`
    ).join("; ") + ".",
    rows: [
      ...after.rejections.map((row) => ({ layer: "rejection", ...row })),
      ...horizons.map(({ interval, random_interval, returns: _, ...row }) => ({
        layer: "mean",
        ...row,
        low: interval[0],
        high: interval[1],
        random_low: random_interval[0],
        random_high: random_interval[1],
      })),
    ],
    legend: (theme) => [
      { mark: "symbol", symbol: "diamond", color: theme.accent, label: "Mean, with 95% interval" },
      {
        mark: "symbol",
        symbol: "circle",
        hollow: true,
        color: theme.neutral,
        label: "Each rejection",
      },
      { mark: "area", color: theme.shade, label: "Mean at random times, 95%" },
    ],
    note: `The place of a zone in the window matters too: from near the window's ${
      after.direction === "resistance" ? "highest" : "lowest"
    } price most paths lead away from it, whatever happened there.`,
    lines: horizons.length * 3.6 + 5,
    left: 4.8,
    right: 8.6,
    panels: [{
      axisLines: 2,
      plot: (box) =>
        panel(box, horizons),
    }],
  }, options);
}

function horizonOf(row: Aftermath, rejections: readonly RejectionAftermath[]): Horizon | null {
  const { hours, n, mean, interval, random_mean, random_interval, p } = row;
  if (
    mean === null || interval === null || random_mean === null || random_interval === null ||
    p === null
  ) return null;
  const field = `return_${hours}h` as keyof RejectionAftermath;
  const returns = rejections.flatMap((rejection) => {
    const value = rejection[field];
    return typeof value === "number" ? [{ start: rejection.start, value }] : [];
  });
  return { hours, n, mean, interval, random_mean, random_interval, p, returns };
}

function panel(box: Box, horizons: readonly Horizon[]): Plot.PlotOptions {
  const { theme, font } = box;
  const rows = horizons.map((horizon, row) => {
    const half = (horizon.random_interval[1] - horizon.random_interval[0]) / 2;
    return { ...horizon, row, unit: (value: number) => (value - horizon.random_mean) / half };
  });
  type Placed = typeof rows[number];
  const dots = rows.flatMap(({ returns, row, unit }) =>
    returns.map(({ start, value }) => ({ start, value, row, x: unit(value) }))
  );
  const most = Math.max(
    1.5,
    ...dots.map(({ x }) => Math.abs(x)),
    ...rows.flatMap(({ interval, unit }) => interval.map((end) => Math.abs(unit(end)))),
  ) * 1.05;
  return {
    x: { axis: null, domain: [-most, most] },
    y: { axis: null, domain: [horizons.length - 0.5, -0.5] },
    marks: [
      Plot.rect(rows, {
        x1: ({ unit, random_interval }: Placed) => unit(random_interval[0]),
        x2: ({ unit, random_interval }: Placed) => unit(random_interval[1]),
        y1: ({ row }: Placed) => row - 0.42,
        y2: ({ row }: Placed) => row + 0.42,
        fill: theme.shade,
      }),
      ...crossAxis(box, {
        label: "Below and above the mean at random times",
        format: (value) => fixed(value),
      }),
      Plot.ruleX([0], { stroke: theme.muted, strokeWidth: 1 }),
      Plot.text(rows, {
        x: -most,
        y: "row",
        text: ({ hours }: Placed) => NAMES[hours],
        textAnchor: "end",
        dx: -font * 0.6,
        fill: theme.ink,
      }),
      Plot.text(rows, {
        x: most,
        y: "row",
        text: ({ mean, p }: Placed) => `${change(mean)}\n${probability(p)}`,
        lineHeight: 1.25,
        textAnchor: "start",
        dx: font * 0.6,
        fill: theme.ink,
      }),
      Plot.dot(dots, {
        x: "x",
        y: ({ row }) => row + 0.2,
        r: font * 0.28,
        fill: theme.background,
        stroke: theme.neutral,
        strokeWidth: 1.2,
        title: ({ start, value }) =>
          `rejection of ${dateTime(Date.parse(start))} UTC: ${change(value)}`,
      }),
      Plot.ruleY(rows, {
        x1: ({ unit, interval }: Placed) => unit(interval[0]),
        x2: ({ unit, interval }: Placed) => unit(interval[1]),
        y: ({ row }: Placed) => row - 0.2,
        stroke: theme.accent,
        strokeWidth: font / 6,
      }),
      Plot.dot(rows, {
        x: ({ unit, mean }: Placed) => unit(mean),
        y: ({ row }: Placed) => row - 0.2,
        symbol: "diamond",
        r: font * 0.45,
        fill: theme.accent,
        stroke: theme.background,
        strokeWidth: 0.8,
        title: ({ hours, mean, interval, random_mean, random_interval, n }: Placed) =>
          `${NAMES[hours]} after ${count(n, "rejection")}: ${change(mean)} (${
            change(interval[0])
          } to ${change(interval[1])})\nat random times ${change(random_mean)} (${
            change(random_interval[0])
          } to ${change(random_interval[1])})`,
      }),
    ],
  };
}
