import * as Plot from "@observablehq/plot";
import type { Excitation } from "../analysis/cascades/excitation.ts";
import type { ExcitationBar } from "../analysis/cascades/excitation-series.ts";
import { venueName } from "../tables/venue-name.ts";
import { duration, span } from "../words/dates.ts";
import { fixed, probability } from "../words/numbers.ts";
import { crossAxis, timeAxis, timeScale, valueAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart, type Panel } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";

/** Below this the rescaled gaps differ from what the model says: it is wrong somewhere. */
const MISFIT = 0.05;

/** Quantiles of the residuals, observed beside expected. */
type Quantile = Excitation["residual_quantiles"][number];

/**
 * Single liquidations over time beside the rate that the fitted process expects, and below them its
 * residuals: on the diagonal where the model is true. A slide shows the rates alone.
 *
 * @param venue as in series keys
 * @param series counts and fitted rates by bar, of `excitationSeries`
 * @example excitationFit(result, series, { subject: "BTC", venue: "bybit", source, basis })
 */
export function excitationFit(
  result: Excitation,
  series: readonly ExcitationBar[],
  options: ChartOptions & { venue: string },
): Chart {
  const { branching_ratio: ratio, half_life_seconds: half, residual_p: p } = result;
  if (result.not_testable || ratio === null || half === null || p === null || series.length < 2) {
    return notTestable(
      "excitation-fit",
      `How many further liquidations does one of ${options.subject} set off?`,
      result.not_testable ?? "no further liquidation follows another",
      options,
    );
  }
  const time = (bar: ExcitationBar) => Date.parse(bar.time);
  const step = time(series[1]) - time(series[0]);
  const from = time(series[0]), to = time(series[series.length - 1]) + step;
  const { branching_interval: interval, branching_at_most: most } = result;
  const further = interval
    ? `${fixed(ratio, 2)} (${fixed(interval[0], 2)} to ${fixed(interval[1], 2)})`
    : `at most ${fixed(most ?? ratio, 2)}`;
  const misfit = p < MISFIT
    ? `the model does not hold (${probability(p)})`
    : `residuals do not contradict the model (${probability(p)})`;
  const title = `One ${options.subject} liquidation sets off ${further} further ` +
    `ones, half of them within ${half < 60 ? `${fixed(half)} s` : duration(half / 3600)}`;
  const rates: Panel = {
    label: "Liquidations per hour",
    axisLines: 2,
    plot: (box) => ratePanel(box, series, step, from, to),
  };
  const residuals: Panel = {
    label: "Rescaled gaps between liquidations, observed",
    axisLines: 2,
    plot: (box) => residualPanel(box, result.residual_quantiles),
  };
  return drawChart({
    name: "excitation-fit",
    title: p < MISFIT ? `${title}; but ${misfit}` : title,
    subtitle:
      `Hawkes process with exponential kernel, ${fixed(result.events)} events on ${
        venueName(options.venue)
      }, ${span(from, to)}` +
      (options.size === "slide" ? "" : "; below: quantiles of its residuals against Exp(1)"),
    alt: `${title}. Background ${
      fixed(result.background_per_hour ?? 0, 1)
    } per hour. Residual test: ${misfit}.`,
    rows: [
      ...series.map((bar) => ({ layer: "rate", ...bar })),
      ...result.residual_quantiles.map((row) => ({ layer: "residual quantile", ...row })),
    ],
    legend: (theme) => [
      { mark: "area", color: theme.shade, label: "Liquidations" },
      { mark: "line", color: theme.accent, width: 1.8, label: "Expected by the fit" },
      ...(options.size === "slide" ? [] : [{
        mark: "line" as const,
        color: theme.ink,
        dash: "4,3",
        label: "Where the model is true",
      }]),
    ],
    note: [
      `Residual test: ${misfit}`,
      ...result.notes,
      ...(result.at_bound ? ["the fit ran into the end of the range searched"] : []),
    ].join("; ") + ".",
    tall: options.size === "slide" ? 1 : 1.5,
    panels: options.size === "slide" ? [rates] : [rates, residuals],
  }, options);
}

function ratePanel(
  box: Box,
  series: readonly ExcitationBar[],
  step: number,
  from: number,
  to: number,
): Plot.PlotOptions {
  const { theme } = box;
  const time = (bar: ExcitationBar) => Date.parse(bar.time);
  const most = Math.max(...series.map((bar) => Math.max(bar.per_hour, bar.fitted_per_hour ?? 0)));
  return {
    x: timeScale(from, to),
    y: { axis: null, domain: [0, most * 1.05 || 1] },
    marks: [
      ...valueAxis(box, { format: (value) => fixed(value) }),
      ...timeAxis(box, from, to),
      Plot.rect(series.filter((bar) => bar.per_hour > 0), {
        x1: time,
        x2: (bar: ExcitationBar) => time(bar) + step,
        y1: 0,
        y2: "per_hour",
        fill: theme.shade,
      }),
      Plot.lineY(series, {
        x: (bar: ExcitationBar) => time(bar) + step / 2,
        y: "fitted_per_hour",
        stroke: theme.accent,
        strokeWidth: 1.6,
      }),
    ],
  };
}

function residualPanel(box: Box, quantiles: Quantile[]): Plot.PlotOptions {
  const { theme, font } = box;
  const far = Math.max(...quantiles.flatMap(({ expected, observed }) => [expected, observed])) *
    1.05;
  return {
    x: { axis: null, domain: [0, far] },
    y: { axis: null, domain: [0, far] },
    marks: [
      ...valueAxis(box, { format: (value) => fixed(value) }),
      ...crossAxis(box, { label: "Expected by Exp(1)", format: (value) => fixed(value) }),
      Plot.line([[0, 0], [far, far]], { stroke: theme.ink, strokeDasharray: "4,3" }),
      Plot.dot(quantiles, {
        x: "expected",
        y: "observed",
        r: font * 0.22,
        fill: theme.second,
      }),
    ],
  };
}
