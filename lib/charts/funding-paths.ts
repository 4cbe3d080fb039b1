import * as Plot from "@observablehq/plot";
import type { StudyPaths } from "../analysis/funding/study-paths.ts";
import { basisPoints, count, fixed, rateTick } from "../words/numbers.ts";
import { crossAxis, valueAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";

/** A point of a mean path with its interval. */
interface Point {
  hours: number;
  mean: number;
  low: number | null;
  high: number | null;
}

/** Hours after the peak that the title speaks of. */
const LATER = 72;

const CROWDED = { long: "long-crowded ", short: "short-crowded ", all: "" };

/**
 * Excess funding around all events of one crowding, aligned at their peaks: mean over events with its
 * band, the events behind it, and the mean of their placebos beside it.
 *
 * @example fundingPathsChart(study.paths[0], { subject: "5 assets", source, basis: "reported" }).title
 */
export function fundingPathsChart(paths: StudyPaths, options: ChartOptions): Chart {
  const kind = `${CROWDED[paths.crowding === "none" ? "all" : paths.crowding]}cascade`;
  const events = pointsOf(paths.hours, paths);
  if (events.length === 0) {
    return notTestable(
      "funding-paths",
      `What ${options.subject} funding does around ${kind}s`,
      `no ${kind} with known funding`,
      options,
    );
  }
  const placebo = paths.placebo ? pointsOf(paths.hours, paths.placebo) : [];
  const at = (points: readonly Point[], hours: number) =>
    points.find((point) => point.hours === hours);
  const after = at(events, LATER), without = at(placebo, LATER);
  return drawChart({
    name: "funding-paths",
    title: after === undefined
      ? `Excess funding around ${count(paths.events, kind)}`
      : `3 days after ${count(paths.events, kind)} excess funding was ${basisPoints(after.mean)}${
        after.low === null || after.high === null
          ? ""
          : ` (95% ${basisPoints(after.low)} to ${basisPoints(after.high)})`
      }${
        without === undefined ? "" : `; after like times without one ${basisPoints(without.mean)}`
      }`,
    subtitle: `Funding of ${options.subject} less its neutral level, basis points per 8 hours, ` +
      `aligned at the peak; mean over events (not assets: shocks are common), 95% band by drawing ` +
      `whole events`,
    alt:
      `Mean excess around ${count(paths.events, kind)} (${
        count(paths.cases, "case")
      }) from 7 days ` +
      `before to 14 days after: ${
        [-72, 0, 24, 72, 168, 336].flatMap((hours) => {
          const point = at(events, hours);
          return point === undefined ? [] : [`${hours} h ${basisPoints(point.mean)}`];
        }).join(", ")
      }.`,
    rows: [
      ...events.map((point) => ({ layer: "mean", at: null, ...point })),
      ...placebo.map((point) => ({ layer: "placebo", at: null, ...point })),
      ...paths.single.flatMap(({ at, excess }) =>
        excess.map((mean, i) => ({
          layer: "event",
          at,
          hours: paths.hours[i],
          mean,
          low: null,
          high: null,
        }))
      ),
    ],
    legend: (theme) => [
      { mark: "line", color: theme.second, width: 2.8, label: "Mean over events, 95% band" },
      ...(placebo.length
        ? [{
          mark: "line" as const,
          color: theme.accent,
          width: 2.2,
          dash: "5,3",
          label: "Placebos: like excess, no cascade",
        }]
        : []),
      { mark: "line", color: theme.neutral, width: 0.8, label: "Single events" },
    ],
    note: "Single events run beyond the scale, which holds the bands and most of the events.",
    panels: [{
      label: "Excess funding, basis points per 8 hours",
      axisLines: 2,
      plot: (box) => panel(box, paths, events, placebo),
    }],
  }, options);
}

function panel(
  box: Box,
  { hours, single }: StudyPaths,
  events: readonly Point[],
  placebo: readonly Point[],
): Plot.PlotOptions {
  const { theme } = box;
  const singles = single.map(({ excess }) => excess.map((mean, i) => ({ hours: hours[i], mean })));
  // One wild event would flatten the mean: the scale holds the bands and most of the events.
  const bands = [...events, ...placebo].flatMap((
    { mean, low, high },
  ) => [low ?? mean, high ?? mean]);
  const all = singles.flat().flatMap(({ mean }) => mean ?? []).sort((a, b) => a - b);
  const share = (part: number) => all[Math.round(part * (all.length - 1))] ?? 0;
  const low = Math.min(0, share(0.02), ...bands), high = Math.max(0, share(0.98), ...bands);
  const room = (high - low || 1e-5) * 0.05;
  const days = box.narrow ? [-7, 0, 7, 14] : [-7, -4, -2, 0, 2, 4, 7, 10, 14];
  const band = (points: readonly Point[], fill: string) =>
    Plot.areaY(points.filter(({ low }) => low !== null), {
      x: "hours",
      y1: "low",
      y2: "high",
      fill,
      fillOpacity: 0.22,
      clip: true,
    });
  return {
    x: { axis: null, domain: [hours[0], hours[hours.length - 1]] },
    y: { axis: null, domain: [low - room, high + room] },
    marks: [
      ...valueAxis(box, { format: rateTick(high - low) }),
      ...crossAxis(box, {
        label: "Days from the peak of the cascade",
        ticks: days.map((day) => day * 24),
        format: (hour) => fixed(hour / 24),
      }),
      ...singles.map((path) =>
        Plot.lineY(path, {
          x: "hours",
          y: "mean",
          stroke: theme.neutral,
          strokeWidth: 0.6,
          strokeOpacity: 0.4,
          clip: true,
        })
      ),
      band(placebo, theme.accent),
      band(events, theme.second),
      Plot.ruleY([0], { stroke: theme.ink, strokeWidth: 0.8 }),
      Plot.ruleX([0], { stroke: theme.ink, strokeWidth: 1.5 }),
      Plot.lineY(placebo, {
        x: "hours",
        y: "mean",
        stroke: theme.accent,
        strokeWidth: 2.2,
        strokeDasharray: "5,3",
      }),
      Plot.lineY(events, { x: "hours", y: "mean", stroke: theme.second, strokeWidth: 2.8 }),
    ],
  };
}

function pointsOf(
  hours: readonly number[],
  { mean, interval }: Pick<StudyPaths, "mean" | "interval">,
) {
  return hours.flatMap((hour, i): Point[] => {
    const value = mean[i];
    if (value === null) return [];
    const [low, high] = interval[i] ?? [null, null];
    return [{ hours: hour, mean: value, low, high }];
  });
}
