/** The liquidation map: positions that the ladder holds open, by the price that would end them. */
import { lowerBound } from "../../series/asof.ts";
import type { Columns } from "../../tables/columns.ts";
import { formatTime, HOUR } from "../../tables/time.ts";
import { Ladder, LADDER_DEFAULTS, type OpenSide } from "./ladder.ts";
import { type Result, SCHEMA_VERSION } from "../result.ts";

export interface LiquidationMapOptions {
  /** Window shown, ms. Bars before it fill the book. */
  from: number;
  to: number;
  /** Distance of the snapshots, ms. */
  every: number;
  /** Height of a level as a fraction of the price at the middle of the window's range. */
  level: number;
  /** Positions further from the window's range than this fraction are left out. */
  reach: number;
}

export const MAP_DEFAULTS = { every: 4 * HOUR, level: 0.0025, reach: 0.1 };

/** Open dollars of one side at one level and time, at the price of that level. */
export interface MapCell {
  /** Index into `times` and `levels`. */
  t: number;
  level: number;
  long_usd: number;
  short_usd: number;
}

export interface LiquidationMap extends Result {
  basis: "estimated";
  /** Snapshots, each taken when the bar before it has closed; a cell reaches to the next. */
  times: string[];
  every_hours: number;
  /** Lower edges of the levels, and the upper edge of the last. */
  edges: number[];
  /** Only cells that hold something. */
  cells: MapCell[];
  /** Price at the snapshots. */
  price: number[];
}

/**
 * Open positions by liquidation price over time, from bars alone.
 *
 * @param bars one series, from well before the window: positions live for days
 * @example liquidationMap(bars, { from: parseTime("2025-12-01"), to: parseTime("2025-12-12") })
 */
export function liquidationMap(
  bars: Columns<"candles">,
  options: Partial<LiquidationMapOptions> & { from: number; to: number },
): LiquidationMap {
  const o = { ...MAP_DEFAULTS, ...options };
  const first = lowerBound(bars.time, o.from), end = lowerBound(bars.time, o.to);
  const edges = levelEdges(bars, first, end, o.level, o.reach);
  const ladder = new Ladder(bars);
  const times: string[] = [], price: number[] = [], cells: MapCell[] = [];
  let next = o.from;
  for (let i = 0; i < end; i++) {
    if (i >= first && i > 0 && bars.time[i] >= next) {
      const long = byLevel(ladder.longs, edges);
      const short = byLevel(ladder.shorts, edges);
      for (let level = 0; level < long.length; level++) {
        if (long[level] + short[level] === 0) continue;
        const [long_usd, short_usd] = [long[level], short[level]];
        cells.push({ t: times.length, level, long_usd, short_usd });
      }
      times.push(formatTime(bars.time[i]));
      price.push(bars.open[i]);
      next = bars.time[i] + o.every;
    }
    ladder.step(i);
  }
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "liquidation-wave",
    not_testable: times.length > 0 ? null : "no bars in this window",
    basis: "estimated",
    times,
    every_hours: o.every / HOUR,
    edges,
    cells,
    price,
  };
}

function levelEdges(
  bars: Columns<"candles">,
  first: number,
  end: number,
  level: number,
  reach: number,
): number[] {
  let low = Infinity, high = -Infinity;
  for (let i = first; i < end; i++) {
    low = Math.min(low, bars.low[i]);
    high = Math.max(high, bars.high[i]);
  }
  if (low > high) return [];
  const height = level * (low + high) / 2;
  const bottom = Math.floor(low * (1 - reach) / height);
  const top = Math.ceil(high * (1 + reach) / height);
  return Array.from({ length: top - bottom + 1 }, (_, i) => (bottom + i) * height);
}

function byLevel(
  { first, sizes, unit }: OpenSide,
  edges: readonly number[],
): Float64Array {
  const { bucket, scale } = LADDER_DEFAULTS;
  const levels = new Float64Array(Math.max(0, edges.length - 1));
  const height = edges[1] - edges[0];
  for (let s = 0; s < sizes.length; s++) {
    if (sizes[s] === 0) continue;
    // Buckets are truncated towards 0: their middle lies half a bucket further out.
    const index = first + s;
    const price = Math.exp((index + Math.sign(index) * 0.5) * bucket);
    const level = Math.floor((price - edges[0]) / height);
    if (level >= 0 && level < levels.length) levels[level] += sizes[s] * unit * price * scale;
  }
  return levels;
}
