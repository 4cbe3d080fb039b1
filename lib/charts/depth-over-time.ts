import * as Plot from "@observablehq/plot";
import {
  type DepthDay,
  depthOf,
  type DepthResult,
  type DepthTrend,
} from "../analysis/liquidity/depth.ts";
import { DAY } from "../tables/time.ts";
import { date, span } from "../words/dates.ts";
import { change, count, fixed, percent, usd, usdTick } from "../words/numbers.ts";
import { timeAxis, timeScale, valueAxis } from "./parts/axes.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";
import type { Theme } from "./theme.ts";

const SIDES = ["bid", "ask"] as const;
type Side = typeof SIDES[number];

/** Bids and asks differ by colour, by symbol and by the dash of their trend. */
function look(theme: Theme, side: Side) {
  return side === "bid"
    ? { color: theme.second, symbol: "circle" as const, dash: undefined }
    : { color: theme.accent, symbol: "triangle" as const, dash: "6,3" };
}

/**
 * Daily depth on both sides of the book, each with its Theil-Sen trend.
 *
 * @example depthOverTime(depthTrend(sides, window), { subject: "BTC", source, basis: "reported" })
 */
export function depthOverTime(result: DepthResult, options: ChartOptions): Chart {
  const { days, trends, percent: distance } = result;
  if (days.length === 0) {
    return notTestable(
      "depth-over-time",
      `Did ${options.subject} market depth keep falling?`,
      result.not_testable ?? "no day of the window has depth",
      options,
    );
  }
  const from = Date.parse(days[0].date), to = Date.parse(days[days.length - 1].date) + DAY;
  return drawChart({
    name: "depth-over-time",
    title: title(result, options.subject),
    subtitle: `USD within ${distance}% of mid, daily medians of snapshots, ${span(from, to)}; ` +
      "lines: Theil-Sen trends",
    alt: `Depth of bids and asks of ${options.subject} on ${count(days.length, "day")}. ` +
      `${trends.map(trendWords).join(" ")}`,
    rows: days.map((day) => ({
      date: day.date,
      bid_usd: day.bid_usd,
      ask_usd: day.ask_usd,
      snapshots: day.snapshots,
      bid_trend: lineAt(trends, "bid", day, days),
      ask_trend: lineAt(trends, "ask", day, days),
    })),
    legend: (theme) =>
      SIDES.flatMap((side) => {
        const { color, symbol, dash } = look(theme, side);
        const name = side === "bid" ? "Bids" : "Asks";
        return [
          { mark: "symbol" as const, symbol, color, label: `${name}, day` },
          ...(trends.length > 0
            ? [{ mark: "line" as const, color, dash, width: 2, label: `${name}, trend` }]
            : []),
        ];
      }),
    note: trends.length > 0
      ? "Depth of one day resembles that of the day before, so the interval allows for " +
        `autocorrelation (${fixed(trends[2].phi, 2)} from day to day).`
      : undefined,
    tall: 1.2,
    panels: SIDES.map((side, i) => ({
      label: `${side === "bid" ? "Bids" : "Asks"} within ${distance}% of mid`,
      axisLines: i === SIDES.length - 1 ? 2 : 0,
      plot: (box) => panel(box, result, side, from, to),
    })),
  }, options);
}

function panel(
  box: Box,
  { days, trends }: DepthResult,
  side: Side,
  from: number,
  to: number,
): Plot.PlotOptions {
  const { theme, font } = box;
  const { color, symbol, dash } = look(theme, side);
  const noon = (day: DepthDay) => Date.parse(day.date) + DAY / 2;
  // One scale for both sides, so that they can be compared.
  const top = Math.max(...days.map((day) => Math.max(day.bid_usd, day.ask_usd)));
  return {
    x: timeScale(from, to),
    y: { axis: null, domain: [0, top * 1.06] },
    marks: [
      ...valueAxis(box, { format: usdTick }),
      ...timeAxis(box, from, to, side === "ask"),
      Plot.dot(days, {
        x: noon,
        y: (day: DepthDay) => depthOf(day, side),
        symbol,
        r: font * (days.length > 150 ? 0.15 : 0.25),
        fill: color,
        fillOpacity: 0.6,
        title: (day: DepthDay) =>
          `${date(Date.parse(day.date))}: ${side}s ${usd(depthOf(day, side))}, ` +
          count(day.snapshots, "snapshot"),
      }),
      ...(trends.length === 0 ? [] : [
        Plot.line([days[0], days[days.length - 1]], {
          x: noon,
          y: (day: DepthDay) => lineAt(trends, side, day, days),
          stroke: color,
          strokeWidth: font * 0.18,
          strokeDasharray: dash,
        }),
      ]),
    ],
  };
}

function lineAt(
  trends: readonly DepthTrend[],
  side: Side,
  day: DepthDay,
  days: readonly DepthDay[],
): number | null {
  const trend = trends.find((one) => one.side === side);
  if (!trend) return null;
  const after = (Date.parse(day.date) - Date.parse(days[0].date)) / DAY;
  return trend.start_usd + trend.usd_per_day * after;
}

function title({ days, trends, not_testable, percent: distance }: DepthResult, subject: string) {
  const both = trends.find(({ side }) => side === "both");
  const where = `${subject} depth within ${distance}% of mid`;
  if (!both) return `${where}: no trend, ${not_testable}`;
  const [low, high] = both.change_interval;
  const sure = `95% interval ${change(low, 0)} to ${change(high, 0)}`;
  const when = `over ${count(days.length, "day")}`;
  return low < 0 && high > 0
    ? `${where} shows no clear trend ${when}: ${change(both.change, 0)} (${sure})`
    : `${where} ${both.change < 0 ? "fell" : "rose"} by ${
      percent(Math.abs(both.change), 0)
    } ${when} (${sure})`;
}

function trendWords({ side, change: along, change_interval: [low, high] }: DepthTrend): string {
  const name = side === "both" ? "Both together" : side === "bid" ? "Bids" : "Asks";
  return `${name} changed by ${change(along)} along the trend, ${change(low)} to ${change(high)}.`;
}
