import * as Plot from "@observablehq/plot";
import type { Anatomy, AnatomyBar } from "../analysis/cascades/anatomy.ts";
import { MINUTE } from "../tables/time.ts";
import { dateTime, span } from "../words/dates.ts";
import { fixed, price, usdTick } from "../words/numbers.ts";
import { anatomyTitle } from "./parts/anatomy-title.ts";
import { timeAxis, timeScale, valueAxis } from "./parts/axes.ts";
import { barLength } from "./parts/bar-length.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart, type Panel } from "./parts/frame.ts";
import { mirroredDomain, mirroredLegend, mirroredMarks } from "./parts/mirrored.ts";
import { notTestable } from "./not-testable.ts";

/** Panels that a slide has the height for: liquidations and price. */
const ON_A_SLIDE = 2;

/**
 * The anatomy of a cascade on one time axis: liquidations by side, price, open interest, volume and
 * funding, as far as they are known. The cascade is shaded, or the day of an event that is none.
 *
 * @example cascadeAnatomy(anatomy(asset, cascade), { subject: "BTC", source, basis }).title
 */
export function cascadeAnatomy(
  result: Anatomy,
  { isCascade = true, ...options }: ChartOptions & { isCascade?: boolean },
): Chart {
  const start = Date.parse(result.start), end = Date.parse(result.end);
  const { bars } = result;
  if (result.not_testable || bars.length < 2) {
    return notTestable(
      "cascade-anatomy",
      `What happened to ${options.subject} around ${dateTime(start)} UTC`,
      result.not_testable ?? "one bar is no path",
      options,
    );
  }
  const time = (row: { time: string }) => Date.parse(row.time);
  const step = Math.min(...bars.slice(1).map((bar, i) => time(bar) - time(bars[i])));
  const from = time(bars[0]), to = time(bars[bars.length - 1]) + step;
  const length = barLength(step / MINUTE);
  const view: View = { from, to, start, end, step };
  const all: Panel[] = [
    {
      label: `Liquidated, USD per ${length}`,
      weight: 1.5,
      plot: (box) =>
        frame(box, view, mirroredDomain(bars), (value) => usdTick(Math.abs(value)), [
          ...mirroredMarks(box, bars, step, [from, to]),
        ]),
    },
    ...pricePanel(bars, view),
    ...openInterestPanel(result, view),
    ...volumePanel(bars, view, length),
    ...fundingPanel(result, view),
  ];
  const panels = options.size === "slide" ? all.slice(0, ON_A_SLIDE) : all;
  panels[panels.length - 1] = withAxis(panels[panels.length - 1]);
  const missing = [
    ...(bars.some((bar) => bar.price !== null) ? [] : ["price"]),
    ...(result.open_interest.length > 0 ? [] : ["open interest"]),
    ...(bars.some((bar) => bar.volume_usd !== null) ? [] : ["volume"]),
    ...(result.funding.length > 0 ? [] : ["funding"]),
  ];
  return drawChart({
    name: "cascade-anatomy",
    title: anatomyTitle(bars, options.subject, start, end),
    subtitle: `${options.subject} in bars of ${length}, ${span(from, to)}; shaded: ${
      span(start, end)
    }`,
    alt: `${anatomyTitle(bars, options.subject, start, end)}. Panels: ${
      all.map((panel) => panel.label).join("; ")
    }.`,
    rows: [
      ...bars.map((bar) => ({ layer: "bar", ...bar })),
      ...result.open_interest.map((row) => ({ layer: "open interest", ...row })),
      ...result.funding.map((row) => ({ layer: "funding", ...row })),
    ],
    legend: (theme) => [
      ...mirroredLegend(theme),
      {
        mark: "area",
        color: theme.band,
        edge: theme.bandEdge,
        label: isCascade ? "Cascade" : "Day of the event",
      },
    ],
    note: missing.length > 0
      ? `Not in the dataset for this time: ${missing.join(", ")}.`
      : undefined,
    tall: 0.6 + 0.3 * panels.length,
    left: 4.9,
    panels,
  }, options);
}

/** Time shown, and the cascade in it. */
interface View {
  from: number;
  to: number;
  start: number;
  end: number;
  step: number;
}

/** What all panels share: the cascade's shade, the axes, and their own marks. */
function frame(
  box: Box,
  { from, to, start, end }: View,
  domain: [number, number],
  format: (value: number) => string,
  marks: Plot.Markish[],
): Plot.PlotOptions {
  return {
    x: timeScale(from, to),
    y: { axis: null, domain },
    marks: [
      Plot.rect([0], {
        x1: Math.max(start, from),
        x2: Math.min(end, to),
        y1: domain[0],
        y2: domain[1],
        fill: box.theme.band,
      }),
      ...valueAxis(box, { format }),
      ...timeAxis(box, from, to, false),
      ...marks,
    ],
  };
}

/** The lowest panel carries the labels of the time axis. */
function withAxis(panel: Panel): Panel {
  return {
    ...panel,
    axisLines: 2,
    plot: (box) => {
      const plot = panel.plot(box);
      const [from, to] = (plot.x as { domain: [number, number] }).domain;
      return { ...plot, marks: [...plot.marks ?? [], ...timeAxis(box, from, to)] };
    },
  };
}

function pricePanel(bars: AnatomyBar[], view: View): Panel[] {
  const known = bars.filter((bar) => bar.price !== null);
  if (known.length === 0) return [];
  return [{
    label: "Price, quote currency: close, and low to high",
    weight: 1.2,
    plot: (box) =>
      frame(box, view, padded(known.flatMap(({ low, high }) => [low!, high!])), price, [
        Plot.ruleX(known, {
          x: (bar: AnatomyBar) => Date.parse(bar.time) + view.step / 2,
          y1: "low",
          y2: "high",
          stroke: box.theme.muted,
          strokeWidth: Math.min(1.5, view.step / (view.to - view.from) * box.innerWidth * 0.6),
        }),
        Plot.lineY(bars, {
          x: (bar: AnatomyBar) => Date.parse(bar.time) + view.step,
          y: "price",
          stroke: box.theme.ink,
          strokeWidth: box.font / 8,
        }),
      ]),
  }];
}

function openInterestPanel({ open_interest: readings, asset }: Anatomy, view: View): Panel[] {
  if (readings.length === 0) return [];
  const values = readings.map((row) => row.open_interest);
  return [{
    label: `Open interest, ${asset}`,
    plot: (box) =>
      frame(box, view, padded(values), (value) => amount(value, values), [
        Plot.lineY(readings, {
          x: (row: { time: string }) => Date.parse(row.time),
          y: "open_interest",
          stroke: box.theme.second,
          strokeWidth: box.font / 8,
        }),
        ...dots(box, readings, "open_interest"),
      ]),
  }];
}

function volumePanel(bars: AnatomyBar[], view: View, length: string): Panel[] {
  const known = bars.filter((bar) => bar.volume_usd !== null);
  if (known.length === 0) return [];
  const most = Math.max(...known.map((bar) => bar.volume_usd!)) || 1;
  return [{
    label: `Quote volume, USD per ${length}`,
    plot: (box) => {
      // Hundreds of bars in a journal column are thinner than a gap would be.
      const gap = Math.min(0.3, view.step / (view.to - view.from) * box.innerWidth * 0.12);
      return frame(box, view, [0, most * 1.05], usdTick, [
        Plot.rect(known, {
          x1: (bar: AnatomyBar) => Date.parse(bar.time),
          x2: (bar: AnatomyBar) => Date.parse(bar.time) + view.step,
          y1: 0,
          y2: "volume_usd",
          fill: box.theme.neutral,
          insetLeft: gap,
          insetRight: gap,
        }),
      ]);
    },
  }];
}

function fundingPanel({ funding }: Anatomy, view: View): Panel[] {
  if (funding.length === 0) return [];
  const rates = funding.map((row) => row.rate_8h);
  const [low, high] = padded([...rates, 0]);
  // Enough decimals that two ticks never read the same.
  const decimals = Math.max(0, Math.min(4, Math.ceil(-Math.log10((high - low) * 1e4 / 4))));
  return [{
    label: "Funding, basis points per 8 hours",
    plot: (box) =>
      frame(box, view, [low, high], (value) => fixed(value * 1e4, decimals), [
        Plot.ruleY([0], { stroke: box.theme.muted, strokeWidth: 0.8 }),
        Plot.ruleX(funding, {
          x: (row: { time: string }) => Date.parse(row.time),
          y1: 0,
          y2: "rate_8h",
          stroke: box.theme.second,
          strokeWidth: 1.5,
        }),
        ...dots(box, funding, "rate_8h"),
      ]),
  }];
}

function dots(box: Box, rows: { time: string }[], y: string): Plot.Markish[] {
  return [Plot.dot(rows, {
    x: (row: { time: string }) => Date.parse(row.time),
    y,
    r: box.font * 0.2,
    fill: box.theme.second,
  })];
}

function padded(values: readonly number[]): [number, number] {
  const low = Math.min(...values), high = Math.max(...values);
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  return [low - room, high + room];
}

/** Base amounts with the decimals that tell the ticks of their range apart. */
function amount(value: number, values: readonly number[]): string {
  const range = Math.max(...values) - Math.min(...values);
  if (value >= 1e6 && range >= 1e4) {
    return `${fixed(value / 1e6, range >= 2e6 ? 0 : range >= 2e5 ? 1 : 2)}M`;
  }
  return fixed(value, range >= 10 ? 0 : range >= 1 ? 1 : 2);
}
