import * as Plot from "@observablehq/plot";
import type { LadderValidation } from "../analysis/ladder/ladder-validation.ts";
import { venueName } from "../tables/venue-name.ts";
import { date } from "../words/dates.ts";
import { fixed, percent, usd, usdTick } from "../words/numbers.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import type { LegendItem } from "./parts/legend.ts";
import { notTestable } from "./not-testable.ts";

/** One day and side. */
interface Point {
  date: string;
  side: "Longs" | "Shorts";
  estimated_usd: number;
  reported_usd: number;
}

/** Below this nothing was liquidated worth a logarithm. */
const LEAST = 1000;

/**
 * The ladder's estimate of each day beside what was reported, longs and shorts, on logarithmic axes:
 * ranks agree where points rise, dollars where they lie on the diagonal.
 *
 * @param venue of the reports, as in series keys
 * @example estimatedReported(validation, { subject: "BTC", venue: "hyperliquid", source, basis })
 */
export function estimatedReported(
  result: LadderValidation,
  options: ChartOptions & { venue: string },
): Chart {
  const { subject } = options;
  const venue = venueName(options.venue);
  const { ladder, price_range: plain, ratio_quantiles: ratios, days } = result;
  if (result.not_testable || ladder.long === null || ladder.short === null || !ratios) {
    return notTestable(
      "estimated-reported",
      `Does the ladder agree with reported ${subject} liquidations?`,
      result.not_testable ?? "all days are alike",
      options,
    );
  }
  const points = result.points.flatMap((day): Point[] => [
    {
      date: day.date,
      side: "Longs",
      estimated_usd: day.estimated_long_usd,
      reported_usd: day.reported_long_usd,
    },
    {
      date: day.date,
      side: "Shorts",
      estimated_usd: day.estimated_short_usd,
      reported_usd: day.reported_short_usd,
    },
  ]);
  const seen = points.filter((point) =>
    point.estimated_usd >= LEAST && point.reported_usd >= LEAST
  );
  const interval = (side: "long" | "short") => {
    const range = ladder[`${side}_interval`];
    return range ? ` (${fixed(range[0], 2)} to ${fixed(range[1], 2)})` : "";
  };
  const beside = plain.long !== null && plain.short !== null
    ? ` The day's price range alone: ${fixed(plain.long, 2)} and ${fixed(plain.short, 2)}.`
    : "";
  const covered = result.interval_coverage === null
    ? ""
    : ` The 95% prediction interval of other months holds ${
      percent(result.interval_coverage, 0)
    } of days.`;
  return drawChart({
    name: "estimated-reported",
    title: `Estimated and reported ${subject} liquidations rank ${days} days alike: Spearman ` +
      `${fixed(ladder.long, 2)} for longs, ${fixed(ladder.short, 2)} for shorts`,
    subtitle: `Liquidated USD per UTC day, logarithmic: the leverage ladder against ${venue}. ` +
      `Dashed: equal dollars`,
    alt: `Scatter of ${points.length} daily values. Rank correlation ${fixed(ladder.long, 3)}${
      interval("long")
    } for longs and ${fixed(ladder.short, 3)}${interval("short")} for shorts.`,
    rows: points.map((point) => ({ ...point })),
    legend: (theme): LegendItem[] => [
      { mark: "symbol", symbol: "circle", color: theme.long, label: "Longs" },
      { mark: "symbol", symbol: "triangle", color: theme.short, label: "Shorts" },
      { mark: "line", dash: "4,3", color: theme.ink, label: "Equal dollars" },
    ],
    note:
      `95% intervals of the correlations: longs${interval("long")}, shorts${
        interval("short")
      }.${beside} Reported over estimated dollars: ${
        ratios.map((ratio) => fixed(ratio, 2)).join(", ")
      } (5%, 50%, 95% of days).${covered}` +
      (seen.length < points.length
        ? ` Not drawn: ${points.length - seen.length} values below ${usd(LEAST)}.`
        : ""),
    tall: 1.1,
    left: 4.6,
    panels: [{
      label: "Reported, USD per day",
      axisLines: 2,
      plot: (box) => panel(box, seen),
    }],
  }, options);
}

function panel(box: Box, points: Point[]): Plot.PlotOptions {
  const { theme, font } = box;
  const values = points.flatMap((point) => [point.estimated_usd, point.reported_usd]);
  const low = Math.min(...values) * 0.8, high = Math.max(...values) * 1.25;
  // Powers of ten only, and every other one in a narrow column: labels must not collide.
  const ticks = Array.from({ length: 13 }, (_, i) => 10 ** i)
    .filter((tick, i) => tick >= low && tick <= high && (!box.narrow || i % 2 === 0));
  const scale = { type: "log" as const, axis: null, domain: [low, high] };
  const side = (name: Point["side"], symbol: "circle" | "triangle", fill: string) =>
    Plot.dot(points.filter((point) => point.side === name), {
      fx: "side",
      x: "estimated_usd",
      y: "reported_usd",
      symbol,
      r: font * 0.22,
      fill,
      fillOpacity: 0.75,
      title: (point: Point) =>
        `${date(Date.parse(point.date))}, ${point.side.toLowerCase()}\nestimated ${
          usd(point.estimated_usd)
        }, reported ${usd(point.reported_usd)}`,
    });
  return {
    fx: { axis: null, domain: ["Longs", "Shorts"], padding: 0.08 },
    x: scale,
    y: scale,
    marks: [
      Plot.gridY(ticks, { stroke: theme.grid, strokeOpacity: 1 }),
      Plot.gridX(ticks, { stroke: theme.grid, strokeOpacity: 1 }),
      Plot.axisY(ticks, {
        label: null,
        tickSize: 0,
        fill: theme.ink,
        text: (v: number) => usdTick(v),
      }),
      Plot.axisX(ticks, {
        label: null,
        tickSize: 0,
        fill: theme.ink,
        text: (v: number) => usdTick(v),
      }),
      Plot.text(["Longs", "Shorts"], {
        fx: (name: string) => name,
        text: (name: string) =>
          box.narrow ? `${name}, estimated` : `${name}: estimated, USD per day`,
        frameAnchor: "bottom",
        dy: font * 2.7,
        fill: theme.muted,
      }),
      Plot.line([[low, low], [high, high]], {
        stroke: theme.ink,
        strokeDasharray: "4,3",
        strokeWidth: 1,
      }),
      side("Longs", "circle", theme.long),
      side("Shorts", "triangle", theme.short),
    ],
  };
}
