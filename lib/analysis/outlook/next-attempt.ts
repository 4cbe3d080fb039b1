/** What is known now about the next attempt at a zone. */
import { lowerBound } from "../../series/asof.ts";
import type { Columns } from "../../tables/columns.ts";
import { formatTime } from "../../tables/time.ts";
import type { Sides } from "../liquidity/depth.ts";
import { openInterestPercentile } from "../market/leverage.ts";
import { liquidationMap } from "../ladder/liquidation-map.ts";
import { baseOpenInterest } from "../market/open-interest.ts";
import { known, type Result, SCHEMA_VERSION } from "../result.ts";
import { measuresAt } from "./retests.ts";
import type { Zone } from "../resistance/visits.ts";

/** Estimated dollars that would be liquidated at one level of price. */
export interface MapLevel {
  lo: number;
  hi: number;
  long_usd: number;
  short_usd: number;
}

export interface NextAttempt extends Result {
  analysis: "outlook";
  /** The liquidation map is estimated, whatever the bars are. */
  basis: "estimated";
  at: string;
  zone: Zone;
  price: number | null;
  place: "below" | "inside" | "above" | null;
  /** From price to the zone's near edge as a fraction of price; 0 inside. */
  distance: number | null;
  open_interest: number | null;
  /** In the 180 days before, percent. */
  open_interest_percentile: number | null;
  relative_volume: number | null;
  bid_usd: number | null;
  ask_usd: number | null;
  relative_depth: number | null;
  relative_resilience: number | null;
  /** Estimated liquidations within 10% of price, and on the way to the zone's far edge. */
  longs_below_usd: number | null;
  shorts_above_usd: number | null;
  way_usd: number | null;
  map: MapLevel[];
}

/** Part of price to either side that the map shows. */
const REACH = 0.1;

/**
 * Distance, open interest, depth, volume and the liquidation map as of a time, from what was known by
 * then.
 *
 * @param inputs bars from weeks before, for positions live for days
 * @param at ms; the last bar that opened before it is the present
 * @example nextAttempt({ bars, step: HOUR }, [92_800, 93_900], to).distance
 */
export function nextAttempt(
  { bars, step, sides, openInterest }: {
    bars: Columns<"candles">;
    step: number;
    sides?: Sides;
    openInterest?: Columns<"open_interest">;
  },
  zone: Zone,
  at: number,
): NextAttempt {
  const last = lowerBound(bars.time, at) - 1;
  const now = last >= 0 ? bars.time[last] : at;
  const map = last > 0
    ? liquidationMap(bars, { from: now, to: now + 1, every: step, reach: REACH })
    : null;
  const price = map?.price[0] ?? null;
  const levels = map?.cells.map(({ level, long_usd, short_usd }) => ({
    lo: map.edges[level],
    hi: map.edges[level + 1],
    long_usd,
    short_usd,
  })) ?? [];
  const measures = last > 0 ? measuresAt({ bars, step, sides })(now) : null;
  const interest = openInterest && lowerBound(openInterest.time, now + 1) - 1;
  const base = openInterest && baseOpenInterest(openInterest, bars);
  const book = sides ? lowerBound(sides.time, now + 1) - 1 : -1;
  const sum = (value: (level: MapLevel) => number) =>
    levels.length > 0 ? levels.reduce((total, level) => total + value(level), 0) : null;
  const place = price === null ? null : placeOf(price, zone);
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "outlook",
    not_testable: price === null ? "the data has no bars before that time" : null,
    basis: "estimated",
    at: formatTime(now),
    zone,
    price,
    place,
    distance: price === null || place === null ? null : distanceOf(price, zone),
    open_interest: base && interest !== undefined && interest >= 0 ? known(base[interest]) : null,
    open_interest_percentile: openInterest && base
      ? openInterestPercentile(openInterest.time, base, now)
      : null,
    relative_volume: measures?.relative_volume ?? null,
    bid_usd: sides && book >= 0 ? known(sides.bid[book]) : null,
    ask_usd: sides && book >= 0 ? known(sides.ask[book]) : null,
    relative_depth: measures?.relative_depth ?? null,
    relative_resilience: measures?.relative_resilience ?? null,
    longs_below_usd: sum(({ long_usd }) => long_usd),
    shorts_above_usd: sum(({ short_usd }) => short_usd),
    way_usd: price === null ? null : sum((level) => onTheWay(level, price, zone)),
    map: levels,
  };
}

function placeOf(price: number, [lo, hi]: Zone): "below" | "inside" | "above" {
  return price < lo ? "below" : price > hi ? "above" : "inside";
}

function distanceOf(price: number, [lo, hi]: Zone): number {
  return price < lo ? lo / price - 1 : price > hi ? hi / price - 1 : 0;
}

/** Shorts that a rise through the zone would liquidate, or longs that a fall through it would. */
function onTheWay({ lo, hi, long_usd, short_usd }: MapLevel, price: number, zone: Zone): number {
  const middle = (lo + hi) / 2;
  return price <= zone[1]
    ? middle > price && middle <= zone[1] ? short_usd : 0
    : middle < price && middle >= zone[0]
    ? long_usd
    : 0;
}
