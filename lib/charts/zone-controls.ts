import * as Plot from "@observablehq/plot";
import type { RejectionResult } from "../analysis/resistance/resistance-rejections.ts";
import { fixed, percent, percentTick, priceRange, probability } from "../words/numbers.ts";
import { crossAxis, valueAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";

const BINS = 20;

/** Random zones whose rejection rate lies in one bin. */
interface Bin {
  from: number;
  to: number;
  zones: number;
}

/**
 * The zone's rejection rate among those of random zones of the same width: a high rate alone proves
 * nothing, because price turns back from most places.
 *
 * @example zoneControls(result, { subject: "BTC", source, basis: "reported" }).title
 */
export function zoneControls(result: RejectionResult, options: ChartOptions): Chart {
  const { zone: [lo, hi], summary, controls } = result;
  const zone = priceRange([lo, hi]);
  const { rejection_rate: rate, rejection_rate_interval: interval } = summary;
  const mean = controls?.all.mean ?? null;
  if (rate === null || interval === null || controls === null || mean === null) {
    const reason = result.not_testable ??
      (rate === null ? "no visit was resolved" : "there are no random zones to compare with");
    return notTestable(
      "zone-controls",
      `Does ${zone} turn ${options.subject} back more often than other places?`,
      reason,
      options,
    );
  }
  const bins: Bin[] = Array.from(
    { length: BINS },
    (_, i) => ({ from: i / BINS, to: (i + 1) / BINS, zones: 0 }),
  );
  // A rate of 1 belongs to the last bin; the others hold their lower edge.
  for (const value of controls.rates) bins[Math.min(BINS - 1, Math.floor(value * BINS))].zones++;
  const sides = [["below", controls.below], ["above", controls.above]] as const;
  const places = sides.flatMap(([side, group]) =>
    group.mean === null ? [] : [`${percent(group.mean, 0)} at the ${fixed(group.n)} ${side} it`]
  );
  const test = controls.p === null ? "" : ` (${probability(controls.p)})`;
  return drawChart({
    name: "zone-controls",
    title: `${zone} turned ${options.subject} back in ${percent(rate, 0)} of resolved visits, ` +
      `random zones in ${percent(mean, 0)} on average${test}`,
    subtitle: `Share of resolved visits that were rejections, at ${fixed(controls.used)} random ` +
      `zones of the same width in the same window (of ${fixed(controls.drawn)} drawn; at least 3 ` +
      `visits each)`,
    alt: `Histogram of the rejection rates of ${fixed(controls.used)} random zones, mean ` +
      `${percent(mean, 0)}; the tested zone has ${percent(rate, 0)}, 95% interval ` +
      `${percent(interval[0], 0)} to ${percent(interval[1], 0)}.`,
    rows: [
      ...bins.map((bin) => ({ layer: "random zones", ...bin })),
      { layer: "this zone", from: rate, to: rate, zones: 1 },
      { layer: "this zone, 95% interval", from: interval[0], to: interval[1], zones: 1 },
      { layer: "mean of random zones", from: mean, to: mean, zones: controls.used },
    ],
    legend: (theme) => [
      { mark: "area", color: theme.neutral, label: "Random zones" },
      { mark: "line", color: theme.ink, dash: "4,3", label: `Their mean, ${percent(mean, 0)}` },
      {
        mark: "line",
        color: theme.accent,
        width: 3,
        label: `This zone, ${percent(rate, 0)}, with 95% interval`,
      },
    ],
    note: `Overlapping zones are not independent: the window holds about ${
      fixed(controls.independent_zones)
    } of this width.${places.length ? ` Mean rate ${places.join(", ")}.` : ""}`,
    panels: [{
      label: "Random zones",
      axisLines: 2,
      plot: (box) => histogram(box, bins, rate, interval, mean),
    }],
  }, options);
}

function histogram(
  box: Box,
  bins: Bin[],
  rate: number,
  [low, high]: readonly [number, number],
  mean: number,
): Plot.PlotOptions {
  const { theme, font } = box;
  const most = Math.max(...bins.map((bin) => bin.zones));
  const head = most * 1.12;
  return {
    x: { axis: null, domain: [0, 1] },
    y: { axis: null, domain: [0, most * 1.18] },
    marks: [
      ...valueAxis(box, { format: (value) => fixed(value) }),
      ...crossAxis(box, {
        label: "Rejections among resolved visits",
        format: percentTick,
        ticks: [0, 0.2, 0.4, 0.6, 0.8, 1],
      }),
      Plot.rectY(bins, {
        x1: "from",
        x2: "to",
        y: "zones",
        fill: theme.neutral,
        insetLeft: 0.5,
        insetRight: 0.5,
        title: (bin: Bin) =>
          `${fixed(bin.zones)} random zones at ${percent(bin.from, 0)} to ${percent(bin.to, 0)}`,
      }),
      Plot.ruleX([mean], { stroke: theme.ink, strokeDasharray: "4,3", strokeWidth: 1.5 }),
      Plot.ruleX([rate], { y1: 0, y2: head, stroke: theme.accent, strokeWidth: 3 }),
      Plot.ruleY([head], { x1: low, x2: high, stroke: theme.accent, strokeWidth: 1.5 }),
      Plot.dot([rate], { x: rate, y: head, r: font * 0.4, fill: theme.accent, symbol: "diamond" }),
    ],
  };
}
