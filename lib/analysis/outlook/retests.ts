/** Retests: how often price came back to a level that had turned it away, and how that ended. */
import { lowerBound } from "../../series/asof.ts";
import { relativeTo, weeklyBaseline } from "../../series/weekly-baseline.ts";
import { windowOf } from "../../series/window.ts";
import { mean } from "../../stats/mean.ts";
import { wilson } from "../../stats/proportion.ts";
import { median } from "../../stats/quantile.ts";
import type { Columns } from "../../tables/columns.ts";
import { quoteVolume } from "../../tables/quote-volume.ts";
import { DAY, formatTime } from "../../tables/time.ts";
import { illiquidity } from "../liquidity/amihud.ts";
import type { Sides } from "../liquidity/depth.ts";
import { LEVEL_RULES, swingHighs } from "../resistance/levels.ts";
import { type Interval, known, type Result, SCHEMA_VERSION } from "../result.ts";
import { type Split, splitShares } from "./splits.ts";
import { findVisits, type Outcome, VISIT_RULES, type Zone } from "../resistance/visits.ts";

/** A level that had turned price away, and the next attempt at it. */
export interface Retest {
  /** When the rejection was known. */
  known_at: string;
  zone: Zone;
  /** Start of the first visit within the horizon; null where none came. */
  start: string | null;
  days_to_retest: number | null;
  outcome: Outcome | null;
  /** Quote volume of the 24 hours before over what is usual at those hours of the week. */
  relative_volume: number | null;
  /** Depth of the 24 hours before over its median of the 30 days before. */
  relative_depth: number | null;
  /** Usual price move per dollar over that of the 24 hours before: above 1 it took more to move it. */
  relative_resilience: number | null;
}

export interface Retests extends Result {
  analysis: "outlook";
  from: string;
  to: string;
  horizon_days: number;
  /** Width of the zones as a fraction of their upper edge. */
  width: number;
  /** Levels whose horizon lies in the data, and those left out because one rise retested several. */
  levels: number;
  dropped: number;
  retested: number;
  retest_rate: number | null;
  retest_interval: Interval | null;
  /** Of the retests with an outcome. */
  resolved: number;
  broke: number;
  break_rate: number | null;
  break_interval: Interval | null;
  /** Break rates of the halves; null where too few. */
  by_volume: Split | null;
  by_liquidity: Split | null;
  /** What liquidity was judged by. */
  liquidity: "relative_depth" | "relative_resilience";
  rows: Retest[];
}

export interface RetestInputs {
  bars: Columns<"candles">;
  /** Length of a bar, ms. */
  step: number;
  sides?: Sides;
}

export const RETEST_DEFAULTS = { horizonDays: 14, width: 0.0118 };

/** Retests that start closer together are one attempt of price. */
const ONE_ATTEMPT = DAY;

/**
 * Every swing high that turned price away is a level: its zone reaches from the high down by `width`.
 * It is known once the swing's bars are over and price has closed half a percent below the zone. The
 * retest is the first visit within the horizon after that, by the rules of resistance rejections.
 *
 * One rise may retest several levels that lie above each other: retests that start within a day of one
 * kept are the same attempt, and are left out and counted, since rates need separate attempts.
 *
 * @param options swing highs in [from, to), ms
 * @example retests({ bars, step: HOUR }, { from, to }).break_rate
 */
export function retests(
  inputs: RetestInputs,
  options: { from: number; to: number } & Partial<typeof RETEST_DEFAULTS>,
): Retests {
  const { from, to, horizonDays, width } = { ...RETEST_DEFAULTS, ...options };
  const { bars, step } = inputs;
  const { time, high, close } = bars;
  const horizon = horizonDays * DAY;
  const measure = measuresAt(inputs);
  const rows: Retest[] = [];
  const starts: number[] = [];
  let dropped = 0;
  const end = lowerBound(time, to);
  for (const swing of swingHighs(high, LEVEL_RULES.swing_bars)) {
    const known = swing + LEVEL_RULES.swing_bars;
    if (time[swing] < from || known >= end) continue;
    const zone: Zone = [high[swing] * (1 - width), high[swing]];
    const turned = zone[0] * (1 - VISIT_RULES.retreat);
    if (!close.subarray(swing, known + 1).some((price) => price <= turned)) continue;
    if (close[known] >= zone[0]) continue;
    const at = time[known] + step;
    const last = lowerBound(time, Math.min(time[end - 1] + 1, at + horizon + 8 * DAY));
    const part = { time, high, low: bars.low, close };
    const visit =
      findVisits(windowOf(part, time[known], time[last - 1] + 1), zone, step, VISIT_RULES)[0];
    const start = visit && time[known + visit.first];
    const came = visit !== undefined && start <= at + horizon;
    // Its horizon is not over, and nothing came yet: neither retested nor not.
    if (!came && time[end - 1] + step < at + horizon) continue;
    if (came && starts.some((other) => Math.abs(start - other) < ONE_ATTEMPT)) {
      dropped++;
      continue;
    }
    if (came) starts.push(start);
    rows.push({
      known_at: formatTime(at),
      zone,
      start: came ? formatTime(start) : null,
      days_to_retest: came ? (start - at) / DAY : null,
      outcome: came ? visit.outcome : null,
      ...(came ? measure(start) : NOTHING),
    });
  }
  return {
    ...summed(rows),
    from: formatTime(from),
    to: formatTime(to),
    horizon_days: horizonDays,
    width,
    dropped,
  };
}

type Measures = Pick<Retest, "relative_volume" | "relative_depth" | "relative_resilience">;
const NOTHING: Measures = {
  relative_volume: null,
  relative_depth: null,
  relative_resilience: null,
};

/** What is known of volume and liquidity when a visit starts. */
export function measuresAt({ bars, step, sides }: RetestInputs): (start: number) => Measures {
  const { values } = quoteVolume(bars);
  const relative = relativeTo(values, weeklyBaseline(bars.time, values));
  const moves = illiquidity(bars, step);
  const between = (series: Float64Array, time: Float64Array, from: number, to: number) =>
    series.subarray(lowerBound(time, from), lowerBound(time, to));
  return (start) => {
    const depth = sides
      ? (from: number) =>
        median(between(sides.bid, sides.time, from, start)) +
        median(between(sides.ask, sides.time, from, start))
      : () => NaN;
    return {
      relative_volume: known(median(between(relative, bars.time, start - DAY, start))),
      relative_depth: known(depth(start - DAY) / depth(start - 30 * DAY)),
      relative_resilience: known(
        mean(between(moves, bars.time, start - 30 * DAY, start)) /
          mean(between(moves, bars.time, start - DAY, start)),
      ),
    };
  };
}

function summed(
  rows: Retest[],
): Omit<Retests, "from" | "to" | "horizon_days" | "width" | "dropped"> {
  const came = rows.filter(({ start }) => start !== null);
  const resolved = came.filter(({ outcome }) => outcome !== "unresolved");
  const broke = resolved.filter(({ outcome }) => outcome === "breakout").length;
  const withDepth = resolved.filter(({ relative_depth }) => relative_depth !== null).length;
  const liquidity = withDepth * 2 >= resolved.length && withDepth > 0
    ? "relative_depth"
    : "relative_resilience";
  const split = (by: "relative_volume" | "relative_depth" | "relative_resilience") =>
    splitShares(resolved.map((row) => ({
      by: row[by],
      outcome: Number(row.outcome === "breakout"),
    })));
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "outlook",
    not_testable: rows.length > 0
      ? null
      : "no level turned price away with two weeks of data after it",
    levels: rows.length,
    retested: came.length,
    retest_rate: known(came.length / rows.length),
    retest_interval: rows.length > 0 ? wilson(came.length, rows.length) : null,
    resolved: resolved.length,
    broke,
    break_rate: known(broke / resolved.length),
    break_interval: resolved.length > 0 ? wilson(broke, resolved.length) : null,
    by_volume: split("relative_volume"),
    by_liquidity: split(liquidity),
    liquidity,
    rows,
  };
}
