/** Price pressure: does price fall further per dollar liquidated when open interest is high? */
import { bootstrap } from "../../stats/bootstrap.ts";
import { median } from "../../stats/quantile.ts";
import { createRandom } from "../../stats/random.ts";
import type { Columns } from "../../tables/columns.ts";
import { parseTime } from "../../tables/time.ts";
import type { Cascade } from "./cascades.ts";
import { openInterestPercentile } from "../market/leverage.ts";
import { baseOpenInterest } from "../market/open-interest.ts";
import { type Interval, known, type Result, SCHEMA_VERSION } from "../result.ts";

/** One cascade of longs, with the open interest before it. */
export interface PressureEvent {
  start: string;
  /** Open interest before it, percent of the trailing 180 days. */
  oi_percentile: number;
  /** Fall of price in percent per $100 million of the asset liquidated; below 0 it rose. */
  fall_per_100m: number;
}

export interface Pressure extends Result {
  asset: string;
  /** Venue that the open interest is of; null where that is not told. */
  venue: string | null;
  basis: string;
  /** Percentile from which open interest counts as high. */
  high_from: number;
  /** Open interest before the event asked about. */
  event_percentile: number | null;
  events: PressureEvent[];
  high: number;
  other: number;
  /** Median fall per $100M with high open interest less that of the others, percentage points. */
  difference: number | null;
  interval: Interval | null;
}

export const PRESSURE_DEFAULTS = {
  highFrom: 80,
  seed: 1,
  /** Of the data, where there is no cascade to tell it. */
  basis: "reported",
};

// A median of fewer events has no interval worth the name.
const FEWEST_OF_A_KIND = 5;

/**
 * Splits cascades in which mostly longs were liquidated by the open interest before them and compares
 * how far price fell per dollar.
 *
 * On estimates the dollars come from the same price moves, so the figure says less than it seems to.
 *
 * @param asset whose open interest, price and liquidations are meant
 * @param at time of the event asked about, ms
 * @example pressure("BTC", cascades, { openInterest, bars }, at).difference
 */
export function pressure(
  asset: string,
  cascades: readonly Cascade[],
  inputs: { openInterest: Columns<"open_interest">; bars?: Columns<"candles">; venue?: string },
  at: number,
  options: Partial<typeof PRESSURE_DEFAULTS> = {},
): Pressure {
  const { highFrom, seed, basis } = { ...PRESSURE_DEFAULTS, ...options };
  const { time } = inputs.openInterest;
  const base = baseOpenInterest(inputs.openInterest, inputs.bars);
  const events = cascades.flatMap((cascade): PressureEvent[] => {
    const part = cascade.by_asset[asset];
    const percentile = openInterestPercentile(time, base, parseTime(cascade.start));
    if (!part || part.price_change === null || !(part.total_usd > 0) || percentile === null) {
      return [];
    }
    if ((cascade.long_share ?? 0) <= 0.5) return [];
    const fall = -100 * part.price_change / (part.total_usd / 100e6);
    return [{ start: cascade.start, oi_percentile: percentile, fall_per_100m: fall }];
  });
  const isHigh = (event: PressureEvent) => event.oi_percentile >= highFrom;
  const high = events.filter(isHigh).length, other = events.length - high;
  const enough = Math.min(high, other) >= FEWEST_OF_A_KIND;
  const difference = (drawn: readonly PressureEvent[]) =>
    median(drawn.filter(isHigh).map((event) => event.fall_per_100m)) -
    median(drawn.filter((event) => !isHigh(event)).map((event) => event.fall_per_100m));
  const boot = enough ? bootstrap(events, difference, { random: createRandom(seed) }) : null;
  const eventPercentile = openInterestPercentile(time, base, at);
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "liquidation-wave",
    not_testable: eventPercentile === null && events.length === 0
      ? "no open interest with 60 days of history before the cascades"
      : null,
    seed,
    asset,
    venue: inputs.venue ?? null,
    basis: cascades[0]?.basis ?? basis,
    high_from: highFrom,
    event_percentile: eventPercentile,
    events,
    high,
    other,
    difference: boot && known(boot.estimate),
    interval: boot && !Number.isNaN(boot.interval[0]) ? boot.interval : null,
  };
}
