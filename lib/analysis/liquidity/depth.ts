/** Depth: the dollars that stand in the order book near the mid, and whether they grow fewer. */
import { median } from "../../stats/quantile.ts";
import { createRandom } from "../../stats/random.ts";
import { robustTrend } from "../../stats/robust-trend.ts";
import type { Columns } from "../../tables/columns.ts";
import { DAY, formatDate, formatTime, startOfDay } from "../../tables/time.ts";
import { count } from "../../words/numbers.ts";
import { type Interval, type Result, SCHEMA_VERSION } from "../result.ts";

/** USD within some percent of mid by snapshot; NaN where a side is not in the snapshot. */
export interface Sides {
  time: Float64Array;
  bid: Float64Array;
  ask: Float64Array;
}

/** Sides of the book that depth is told for. */
export const DEPTH_SIDES = ["bid", "ask", "both"] as const;
export type DepthSide = typeof DEPTH_SIDES[number];

/** One UTC day: medians of its snapshots, USD. */
export interface DepthDay {
  date: string;
  bid_usd: number;
  ask_usd: number;
  snapshots: number;
}

/** Theil-Sen trend of the daily medians of one side. */
export interface DepthTrend {
  side: DepthSide;
  median_usd: number;
  usd_per_day: number;
  /** 95%, allowing for the autocorrelation of depth. */
  interval: Interval;
  /** The line on the first day, USD. */
  start_usd: number;
  /** Change along the line from the first day to the last, over its start; interval alike. */
  change: number;
  change_interval: Interval;
  /** Autocorrelation of neighbours about the line that the interval allows for. */
  phi: number;
}

export interface DepthResult extends Result {
  analysis: "outlook";
  from: string;
  to: string;
  /** Distance from mid, percent. */
  percent: number;
  days: DepthDay[];
  /** Days that each point of the trend stands for: more than one in long windows. */
  days_per_point: number;
  trends: DepthTrend[];
}

export const DEPTH_DEFAULTS = {
  /** Distance from mid, percent. */
  percent: 1,
  /** Days below which a trend is not sought. */
  fewestDays: 14,
  seed: 1,
  resamples: 1000,
};

// Theil-Sen looks at every pair: more points than this are joined.
const MOST_POINTS = 120;

/**
 * Depth on each side at a distance from mid, by snapshot.
 *
 * @param depth rows of one series; bids have negative percentages
 * @example depthSides(depth).bid[0]
 */
export function depthSides(depth: Columns<"depth">, percent = DEPTH_DEFAULTS.percent): Sides {
  const rows = new Map<number, [bid: number, ask: number]>();
  depth.time.forEach((time, i) => {
    if (Math.abs(depth.percentage[i]) !== percent) return;
    const row = rows.get(time) ?? [NaN, NaN];
    row[depth.percentage[i] < 0 ? 0 : 1] = depth.notional[i];
    rows.set(time, row);
  });
  const values = [...rows.values()];
  return {
    time: Float64Array.from(rows.keys()),
    bid: Float64Array.from(values, ([bid]) => bid),
    ask: Float64Array.from(values, ([, ask]) => ask),
  };
}

/**
 * Two series of the same book as one: days that the first has not are taken from the second.
 *
 * @example joinSides(hourly, daily)
 */
export function joinSides(first: Sides, second: Sides): Sides {
  const has = new Set(Array.from(first.time, startOfDay));
  const rows = [first, second].flatMap(({ time, bid, ask }, s) =>
    Array.from(time, (at, i) => [at, bid[i], ask[i]]).filter(([at]) =>
      s === 0 || !has.has(startOfDay(at))
    )
  ).sort((a, b) => a[0] - b[0]);
  const column = (c: number) => Float64Array.from(rows, (row) => row[c]);
  return { time: column(0), bid: column(1), ask: column(2) };
}

/**
 * Depth by day with the trend of each side and of both together. Days in which a side is unknown
 * throughout are left out.
 *
 * @param sides snapshots of one market, or undefined where the data has no depth
 * @param options window in ms, end exclusive
 * @example depthTrend(depthSides(depth), { from, to }).trends[2].interval
 */
export function depthTrend(
  sides: Sides | undefined,
  options: { from: number; to: number } & Partial<typeof DEPTH_DEFAULTS>,
): DepthResult {
  const { from, to, percent, fewestDays, seed, resamples } = { ...DEPTH_DEFAULTS, ...options };
  const days = sides ? dailyDepth(sides, from, to) : [];
  const size = Math.ceil(days.length / MOST_POINTS) || 1;
  const enough = days.length >= fewestDays;
  const random = createRandom(seed);
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "outlook",
    not_testable: !sides
      ? "the data has no order-book depth"
      : days.length === 0
      ? `the data has no depth on both sides within ${percent}% of mid in this window`
      : enough
      ? null
      : `depth is known on ${count(days.length, "day")} of this window; ${fewestDays} are needed`,
    seed,
    from: formatTime(from),
    to: formatTime(to),
    percent,
    days,
    days_per_point: size,
    trends: enough
      ? DEPTH_SIDES.map((side) =>
        trendOf(side, days, size, { random: random.split(side), resamples })
      )
      : [],
  };
}

/** Dollars of a side on a day. */
export function depthOf(day: DepthDay, side: DepthSide): number {
  return side === "bid" ? day.bid_usd : side === "ask" ? day.ask_usd : day.bid_usd + day.ask_usd;
}

function dailyDepth({ time, bid, ask }: Sides, from: number, to: number): DepthDay[] {
  const days = new Map<number, number[]>();
  time.forEach((at, i) => {
    if (at < from || at >= to || Number.isNaN(bid[i] + ask[i])) return;
    const day = startOfDay(at);
    const rows = days.get(day);
    if (rows) rows.push(i);
    else days.set(day, [i]);
  });
  return [...days].map(([day, rows]) => ({
    date: formatDate(day),
    bid_usd: median(rows.map((i) => bid[i])),
    ask_usd: median(rows.map((i) => ask[i])),
    snapshots: rows.length,
  }));
}

function trendOf(
  side: DepthSide,
  days: readonly DepthDay[],
  size: number,
  options: Parameters<typeof robustTrend>[2],
): DepthTrend {
  const x: number[] = [], y: number[] = [];
  const origin = Date.parse(days[0].date);
  for (let first = 0; first < days.length; first += size) {
    const group = days.slice(first, first + size);
    x.push(median(group.map(({ date }) => (Date.parse(date) - origin) / DAY)));
    y.push(median(group.map((day) => depthOf(day, side))));
  }
  const { slope, intercept, interval, phi } = robustTrend(x, y, options);
  const length = (Date.parse(days[days.length - 1].date) - origin) / DAY;
  return {
    side,
    median_usd: median(days.map((day) => depthOf(day, side))),
    usd_per_day: slope,
    interval,
    start_usd: intercept,
    change: slope * length / intercept,
    change_interval: [interval[0] * length / intercept, interval[1] * length / intercept],
    phi,
  };
}
