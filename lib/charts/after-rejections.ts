import * as Plot from "@observablehq/plot";
import type { AfterRejections, RejectionAftermath } from "../analysis/after-rejections.ts";
import type { Aftermath } from "../analysis/aftermath.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { change, count, dateTime, percentTick, probability } from "./format.ts";
import { type Box, drawChart } from "./frame.ts";
import { notTestable } from "./not-testable.ts";

/** One rejection's return at one horizon. */
interface Dot {
  start: string;
  value: number;
}

const HORIZON_NAMES: Record<number, string> = {
  1: "1 hour",
  4: "4 hours",
  24: "1 day",
  168: "7 days",
};

/**
 * What price did after the rejections at four horizons: each one, their mean with its interval, and
 * below it the mean of the same rejections moved to random times. Each horizon has its own scale,
 * because a week moves price far more than an hour.
 *
 * @example afterRejectionsChart(after, { subject: "BTC", source, basis: "reported" }).title
 */
export function afterRejectionsChart(after: AfterRejections, options: ChartOptions): Chart {
  const horizons = after.horizons.filter(({ mean }) => mean !== null);
  if (after.not_testable || horizons.length === 0) {
    return notTestable(
      "after-rejections",
      `What followed ${options.subject}'s rejections?`,
      after.not_testable ?? "no horizon of the rejections lies in the data",
      options,
    );
  }
  const rarest = horizons.reduce((a, b) => b.p! < a.p! ? b : a);
  const n = after.rejections.length;
  const rare = rarest.p! < 0.05 / horizons.length;
  return drawChart({
    name: "after-rejections",
    title: rare
      ? `${HORIZON_NAMES[rarest.hours]} after ${
        count(n, "rejection")
      } ${options.subject} had moved ${change(rarest.mean!)} on average, at random times ${
        change(rarest.random_mean!)
      } (${probability(rarest.p!)})`
      : `What followed ${
        count(n, "rejection")
      } of ${options.subject} was no different from random ` +
        `times (smallest ${probability(rarest.p!)}, of ${horizons.length} horizons)`,
    subtitle:
      "Return from the close of the rejection to each horizon; band: middle 95% of the mean " +
      "when all rejections are moved by one random shift",
    alt: horizons.map(({ hours, mean, interval, random_mean, p, n }) =>
      `${HORIZON_NAMES[hours]} after: mean ${change(mean!)}, 95% interval ${
        change(interval![0])
      } to ${change(interval![1])}, random ${change(random_mean!)}, ${probability(p!)}, n ${n}`
    ).join("; ") + ".",
    rows: [
      ...after.rejections.map((row) => ({ layer: "rejection", ...row })),
      ...horizons.map(({ interval, random_interval, ...row }) => ({
        layer: "mean",
        ...row,
        low: interval![0],
        high: interval![1],
        random_low: random_interval![0],
        random_high: random_interval![1],
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
      { mark: "area", color: theme.shade, label: "Mean at random times, middle 95%" },
    ],
    tall: 1.1,
    left: 1.5,
    right: 1.5,
    panels: horizons.map((horizon) => ({
      label: `After ${HORIZON_NAMES[horizon.hours]} (${probability(horizon.p!)}, n = ${horizon.n})`,
      axisLines: 1,
      plot: (box) =>
        panel(box, horizon, dotsOf(after.rejections, horizon.hours)),
    })),
  }, options);
}

function dotsOf(rejections: readonly RejectionAftermath[], hours: number): Dot[] {
  const field = `return_${hours}h` as keyof RejectionAftermath;
  return rejections.flatMap((row) => {
    const value = row[field];
    return typeof value === "number" ? [{ start: row.start, value }] : [];
  });
}

function panel(box: Box, horizon: Aftermath, dots: Dot[]): Plot.PlotOptions {
  const { theme, font } = box;
  const [low, high] = horizon.interval!, [randomLow, randomHigh] = horizon.random_interval!;
  const most = Math.max(
    ...[low, high, randomLow, randomHigh, ...dots.map(({ value }) => value)].map(Math.abs),
  ) * 1.08;
  const ticks = Math.max(3, Math.round(box.innerWidth / (font * 8)));
  return {
    x: { axis: null, domain: [-most, most] },
    y: { axis: null, domain: [-1, 1] },
    marks: [
      Plot.gridX({ ticks, stroke: theme.grid, strokeOpacity: 1 }),
      Plot.axisX({
        ticks,
        label: null,
        tickSize: 0,
        fill: theme.ink,
        text: (value: number) => percentTick(value),
      }),
      Plot.rect([0], { x1: randomLow, x2: randomHigh, y1: -0.9, y2: 0.9, fill: theme.shade }),
      Plot.ruleX([0], { stroke: theme.muted, strokeWidth: 1 }),
      Plot.dot(dots, {
        x: "value",
        y: -0.45,
        r: font * 0.28,
        fill: theme.background,
        stroke: theme.neutral,
        strokeWidth: 1.2,
        title: ({ start, value }: Dot) =>
          `rejection of ${dateTime(Date.parse(start))} UTC: ${change(value)}`,
      }),
      Plot.ruleY([0.4], { x1: low, x2: high, stroke: theme.accent, strokeWidth: font / 6 }),
      Plot.dot([horizon.mean!], {
        x: horizon.mean!,
        y: 0.4,
        symbol: "diamond",
        r: font * 0.45,
        fill: theme.accent,
        stroke: theme.background,
        strokeWidth: 0.8,
      }),
    ],
  };
}
