import * as Plot from "@observablehq/plot";
import type { Premium, PremiumPoint } from "../analysis/funding/premium.ts";
import { dateTime, span } from "../words/dates.ts";
import { basisPoints, rateTick } from "../words/numbers.ts";
import { timeAxis, timeScale, valueAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";

/**
 * Premium of a perpetual around an event: how far its mark price stood from the index, which is what
 * funding follows.
 *
 * @param at the event, ms
 * @example premiumChart(premium(mark, index, window), at, { subject: "BTC", source, basis }).title
 */
export function premiumChart(result: Premium, at: number, options: ChartOptions): Chart {
  const { points, mean, interval } = result;
  if (result.not_testable !== null || mean === null) {
    return notTestable(
      "premium",
      `How far ${options.subject}'s perpetual stood from the index`,
      result.not_testable ?? "no bar of both",
      options,
    );
  }
  const from = Date.parse(points[0].time), to = Date.parse(points[points.length - 1].time);
  const lowest = points.reduce((a, b) => b.premium < a.premium ? b : a);
  const highest = points.reduce((a, b) => b.premium > a.premium ? b : a);
  const bars = result.of === "prices";
  const title = `${options.subject}'s ${bars ? "mark price" : "perpetual"} stood ${
    basisPoints(Math.abs(mean))
  } ${mean < 0 ? "below" : "above"} the index on average${
    interval === null ? "" : ` (95% ${basisPoints(interval[0])} to ${basisPoints(interval[1])})`
  }; lowest ${basisPoints(lowest.premium)}, ${dateTime(Date.parse(lowest.time))} UTC`;
  return drawChart({
    name: "premium",
    title,
    subtitle: `${
      bars
        ? "Mark price over index price less 1, at the close of each bar"
        : "Premium over the index, as the venue reported it with each settlement"
    }, basis points (0.01%), ${span(from, to)}`,
    alt: `${title}; highest ${basisPoints(highest.premium)}, ${
      dateTime(Date.parse(highest.time))
    } UTC.`,
    rows: points.map(({ time, premium }) => ({ time, premium, mean })),
    legend: (theme) => [
      { mark: "line", color: theme.second, width: 1.6, label: "Premium" },
      { mark: "line", color: theme.ink, dash: "4,3", label: `Mean, ${basisPoints(mean)}` },
      { mark: "line", color: theme.accent, width: 2, label: "Event" },
      { mark: "symbol", symbol: "triangle", color: theme.ink, label: "Lowest" },
    ],
    panels: [{
      label: "Premium, basis points",
      axisLines: 2,
      plot: (box) => panel(box, points, { from, to, at, mean, lowest }),
    }],
  }, options);
}

function panel(
  box: Box,
  points: readonly PremiumPoint[],
  { from, to, at, mean, lowest }: {
    from: number;
    to: number;
    at: number;
    mean: number;
    lowest: PremiumPoint;
  },
): Plot.PlotOptions {
  const { theme, font } = box;
  const values = points.map(({ premium }) => premium);
  const low = Math.min(0, ...values), high = Math.max(0, ...values);
  const room = (high - low || 1e-5) * 0.08;
  const time = (point: PremiumPoint) => Date.parse(point.time);
  return {
    x: timeScale(from, to),
    y: { axis: null, domain: [low - room, high + room] },
    marks: [
      ...valueAxis(box, { format: rateTick(high - low) }),
      ...timeAxis(box, from, to),
      Plot.ruleY([0], { stroke: theme.muted, strokeWidth: 0.8 }),
      Plot.ruleY([mean], { stroke: theme.ink, strokeWidth: 1.2, strokeDasharray: "4,3" }),
      ...(at >= from && at <= to
        ? [Plot.ruleX([at], { stroke: theme.accent, strokeWidth: 2 })]
        : []),
      Plot.lineY(points, { x: time, y: "premium", stroke: theme.second, strokeWidth: 1.6 }),
      Plot.dot([lowest], {
        x: time,
        y: "premium",
        symbol: "triangle",
        dy: font * 0.6,
        r: font * 0.4,
        fill: theme.ink,
      }),
    ],
  };
}
