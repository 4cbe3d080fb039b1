import * as Plot from "@observablehq/plot";
import type { DensestLevels } from "../analysis/ladder/densest-levels.ts";
import type { LiquidationMap, MapCell } from "../analysis/ladder/liquidation-map.ts";
import type { Columns } from "../tables/columns.ts";
import { HOUR } from "../tables/time.ts";
import { span } from "../words/dates.ts";
import { percent, percentTick, price, probability, usd } from "../words/numbers.ts";
import { timeAxis, timeScale, valueAxis } from "./parts/axes.ts";
import { type DrawnBars, drawnBars } from "./parts/bars.ts";
import type { Chart, ChartOptions } from "./chart.ts";
import { type Box, drawChart } from "./parts/frame.ts";
import { notTestable } from "./not-testable.ts";

/** Shades from few to many open dollars, and the share of the fullest level that is worth ink. */
const SHADES = [0.12, 0.28, 0.5, 0.75, 1];
const FAINT = 0.02;

/** What the map is held against, and the event that is marked. */
export interface MapChartOptions extends ChartOptions {
  /** How much of what was liquidated lay in the densest levels. */
  densest?: DensestLevels;
  /** Event, ms. */
  at?: number;
}

/**
 * Open positions by the price that would liquidate them, over time, with the price running through:
 * longs stand below it, shorts above. Darker is more.
 *
 * @param bars whose prices run through the map
 * @example liquidationMapChart(map, bars, { subject: "BTC", source, basis: "estimated", densest })
 */
export function liquidationMapChart(
  map: LiquidationMap,
  bars: Columns<"candles">,
  options: MapChartOptions,
): Chart {
  const { times, edges, cells, price: prices } = map;
  if (map.not_testable || cells.length === 0) {
    return notTestable(
      "liquidation-map",
      `Where ${options.subject} positions would be liquidated`,
      map.not_testable ?? "the book holds no positions",
      options,
    );
  }
  const { densest } = options;
  const from = Date.parse(times[0]),
    to = Date.parse(times[times.length - 1]) + map.every_hours * HOUR;
  const bounds = boundsOf(cells.map(sizeOf));
  const level = (edges[1] - edges[0]) / ((edges[0] + edges[edges.length - 1]) / 2);
  const path = drawnBars(bars, from, to);
  const at = options.at !== undefined && options.at > from && options.at < to ? [options.at] : [];
  const tested = densest && densest.liquidated_share !== null && densest.expected_share !== null &&
      densest.p !== null
    ? `${percent(densest.liquidated_share)} of what the next day liquidated lay in the densest ` +
      `${percentTick(densest.densest)} of levels, ${percent(densest.expected_share)} by chance`
    : null;
  return drawChart({
    name: "liquidation-map",
    title: tested
      ? `${options.subject}: ${tested} (${probability(densest!.p!)}, ${densest!.days} days)`
      : `Where the ladder holds ${options.subject} positions that price would liquidate`,
    subtitle: `Open positions by liquidation price, USD per ${
      percent(level, 2)
    } of price, every ${map.every_hours} hours, ${span(from, to)}`,
    alt: `Heat map of estimated open positions of ${options.subject} by liquidation price. Longs ` +
      `below the price, shorts above. Price from ${price(prices[0])} to ${
        price(prices[prices.length - 1])
      }. ${tested ?? "The densest levels were not tested"}.`,
    rows: cells.map(({ t, level, long_usd, short_usd }) => ({
      time: times[t],
      price_from: edges[level],
      price_to: edges[level + 1],
      long_usd,
      short_usd,
      price: prices[t],
    })),
    legend: (theme) => [
      { mark: "line", color: theme.ink, width: 2, label: `${options.subject} price` },
      ...SHADES.map((opacity, i) => ({
        mark: "area" as const,
        color: theme.accent,
        opacity,
        edge: theme.grid,
        label: i === 0
          ? `to ${usd(bounds[0])}`
          : i < bounds.length
          ? `to ${usd(bounds[i])}`
          : "more",
      })),
      ...(at.length > 0
        ? [{ mark: "line" as const, color: theme.bandEdge, width: 2, dash: "5,3", label: "Event" }]
        : []),
    ],
    note: tested
      ? undefined
      : densest?.not_testable
      ? `Densest levels not testable: ${densest.not_testable}.`
      : undefined,
    tall: 1.2,
    left: 4.9,
    panels: [{
      label: "Price, quote currency",
      axisLines: 2,
      plot: (box) => panel(box, map, path, bounds, [from, to], at),
    }],
  }, options);
}

/** Upper bounds of all shades but the last: quantiles, since a few levels hold most. */
function boundsOf(heights: readonly number[]): number[] {
  const sorted = Float64Array.from(heights).sort();
  return [0.4, 0.65, 0.85, 0.95].map((share) => sorted[Math.floor(share * (sorted.length - 1))]);
}

/** Cells next to each other in time and alike in shade, drawn as one: a tenth of the elements. */
interface Run {
  x1: number;
  x2: number;
  level: number;
  shade: number;
  usd: number;
}

function runsOf(map: LiquidationMap, bounds: readonly number[]): Run[] {
  const every = map.every_hours * HOUR;
  const time = map.times.map((text) => Date.parse(text));
  const open = new Map<number, { run: Run; t: number }>();
  const runs: Run[] = [];
  const faint = FAINT * map.cells.reduce((most, cell) => Math.max(most, sizeOf(cell)), 0);
  for (const cell of map.cells) {
    if (sizeOf(cell) < faint) continue;
    const shade = shadeOf(cell, bounds);
    const before = open.get(cell.level);
    if (before && before.run.shade === shade && before.t === cell.t - 1) {
      before.run.x2 = time[cell.t] + every;
      before.run.usd = Math.max(before.run.usd, sizeOf(cell));
      before.t = cell.t;
      continue;
    }
    const run = {
      x1: time[cell.t],
      x2: time[cell.t] + every,
      level: cell.level,
      shade,
      usd: sizeOf(cell),
    };
    runs.push(run);
    open.set(cell.level, { run, t: cell.t });
  }
  return runs;
}

function sizeOf({ long_usd, short_usd }: MapCell): number {
  return long_usd + short_usd;
}

function shadeOf(cell: MapCell, bounds: readonly number[]): number {
  const shade = bounds.findIndex((bound) => sizeOf(cell) <= bound);
  return shade < 0 ? bounds.length : shade;
}

function panel(
  box: Box,
  map: LiquidationMap,
  path: DrawnBars,
  bounds: readonly number[],
  [from, to]: [number, number],
  at: number[],
): Plot.PlotOptions {
  const { theme, font } = box;
  const { edges } = map;
  return {
    x: timeScale(from, to),
    y: { axis: null, domain: [edges[0], edges[edges.length - 1]] },
    marks: [
      ...valueAxis(box, { format: price }),
      Plot.rect(runsOf(map, bounds), {
        x1: "x1",
        x2: "x2",
        y1: ({ level }: Run) => edges[level],
        y2: ({ level }: Run) => edges[level + 1],
        fill: theme.accent,
        fillOpacity: ({ shade }: Run) => SHADES[shade],
        title: ({ level, usd: size }: Run) =>
          `${price(edges[level])} to ${price(edges[level + 1])}: up to ${usd(size)} open`,
      }),
      ...timeAxis(box, from, to),
      Plot.ruleX(at, { stroke: theme.bandEdge, strokeWidth: 2, strokeDasharray: "5,3" }),
      Plot.areaY(path.time, {
        x: (time: number) => time,
        y1: path.low,
        y2: path.high,
        fill: theme.ink,
        stroke: theme.ink,
        strokeWidth: 0.8,
      }),
      ...[[theme.background, 2.6], [theme.ink, 5.5]].map(([stroke, thin]) =>
        Plot.lineY(path.time, {
          x: (time: number) => time,
          y: path.close,
          stroke: String(stroke),
          strokeWidth: font / Number(thin),
        })
      ),
    ],
  };
}
