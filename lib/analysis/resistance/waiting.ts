import { lowerBound } from "../../series/asof.ts";
import { quantile } from "../../stats/quantile.ts";
import type { Columns } from "../../tables/columns.ts";
import { DAY, formatTime, HOUR } from "../../tables/time.ts";
import { LADDER_DEFAULTS } from "../ladder/ladder.ts";
import { baseOpenInterest } from "../market/open-interest.ts";
import type { RejectionResult } from "./resistance-rejections.ts";
import { type Result, SCHEMA_VERSION } from "../result.ts";
import type { Zone } from "./visits.ts";

/** Days before a visit in which positions build up. */
export const BUILD_UP = 7 * DAY;
/** Past in which the same is measured at other times, and the distance between those times. */
const HISTORY = 180 * DAY;
const SPACING = 6 * HOUR;
/** Fewer other times say nothing about a 90th percentile. */
const MINIMUM = 100;
/** Percentile from which a measure counts as built up. */
export const BUILT_UP = 90;

/** One measure, and how large it was beside the same at other times. */
export interface Measure {
  /** In base asset; null where the data does not hold it. */
  value: number | null;
  /**
   * Share of other times with a lower value, in percent, half of the ties counted: a week in which
   * price was never inside is no build-up, though most others were no more.
   */
  percentile: number | null;
  /** Value of the 90th percentile of the other times. */
  built_up_from: number | null;
  /** Other times compared with. */
  n: number;
}

/** The measures by name. */
export const MEASURES = ["open_interest", "taker_buying", "ladder_longs"] as const;
export type MeasureName = typeof MEASURES[number];

/** Who had taken positions in a zone during the week before a time. */
export interface Waiting {
  at: string;
  zone: Zone;
  /** Hours of the week in which price was inside the zone: those that the measures sum over. */
  hours_inside: number;
  /** Open interest added while price was inside. */
  open_interest: Measure;
  /** Taker buying less taker selling while price was inside. */
  taker_buying: Measure;
  /** Longs entered inside and still open, by the leverage ladder (estimated). */
  ladder_longs: Measure;
}

/** Bars of one series, and open interest of the same asset where there is any. */
export interface WaitingInputs {
  bars: Columns<"candles">;
  openInterest?: Columns<"open_interest">;
}

type Measured = Record<MeasureName, number>;

/**
 * What had built up inside a zone over the 7 days before a time: open interest added, net taker
 * buying, and the leverage ladder's longs that are still open. Each beside the same at times every
 * 6 hours of the 180 days before, for the zone that lay there as far from the price of that moment.
 *
 * @param at start of a visit, ms; nothing at or after it is looked at
 * @param step length of a bar, ms
 * @example whoWasWaiting({ bars }, [92_800, 93_900], Date.parse(visit.start), HOUR).ladder_longs
 */
export function whoWasWaiting(
  { bars, openInterest }: WaitingInputs,
  zone: Zone,
  at: number,
  step: number,
): Waiting {
  const added = openInterest ? openInterestByBar(bars, openInterest) : null;
  const end = lowerBound(bars.time, at);
  const price = bars.close[end - 1];
  const measured = measure(bars, added, zone, end, at);
  const others: Measured[] = [];
  for (let time = at - BUILD_UP; time >= at - HISTORY; time -= SPACING) {
    const other = lowerBound(bars.time, time);
    if (other === 0 || bars.time[0] > time - BUILD_UP) break;
    // A hole in the data is not a quiet week.
    if (time - bars.time[other - 1] > step) continue;
    const scale = bars.close[other - 1] / price;
    others.push(measure(bars, added, [zone[0] * scale, zone[1] * scale], other, time));
  }
  const beside = (name: MeasureName): Measure => {
    const value = measured[name];
    const known = others.map((other) => other[name]).filter((other) => !Number.isNaN(other));
    const enough = !Number.isNaN(value) && known.length >= MINIMUM;
    return {
      value: Number.isNaN(value) ? null : value,
      percentile: enough ? midPercentile(known, value) : null,
      built_up_from: enough ? quantile(known, BUILT_UP / 100) : null,
      n: known.length,
    };
  };
  return {
    at: formatTime(at),
    zone: [zone[0], zone[1]],
    hours_inside: hoursInside(bars, zone, end, at, step),
    open_interest: beside("open_interest"),
    taker_buying: beside("taker_buying"),
    ladder_longs: beside("ladder_longs"),
  };
}

/** The same for all visits to a zone. */
export interface WaitingResult extends Result {
  analysis: "who-was-waiting";
  zone: Zone;
  /** The event that the visit which counts came before, and that visit's place in `visits`. */
  at: string;
  counted: number | null;
  visits: Waiting[];
}

/**
 * Who was waiting at each visit to a zone, and which visit counts for an event: the last one that
 * started before it, because it is what the event's losers had bought into; where none did, the
 * first one after.
 *
 * @param at time of the event, ms
 * @example waitingAtVisits({ bars, openInterest }, result, event.at).counted
 */
export function waitingAtVisits(
  inputs: WaitingInputs,
  { not_testable, zone, visits, interval_hours }: RejectionResult,
  at: number,
): WaitingResult {
  const before = visits.findLastIndex(({ start }) => Date.parse(start) < at);
  const none = visits.length === 0;
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "who-was-waiting",
    not_testable: not_testable ?? (none ? "price never came to the zone" : null),
    zone,
    at: formatTime(at),
    counted: none ? null : Math.max(before, 0),
    visits: visits.map(({ start }) =>
      whoWasWaiting(inputs, zone, Date.parse(start), interval_hours * HOUR)
    ),
  };
}

/** Share of values below `value`, in percent, with half of those equal to it. */
function midPercentile(values: readonly number[], value: number): number {
  let below = 0;
  for (const other of values) below += other < value ? 1 : other === value ? 0.5 : 0;
  return 100 * below / values.length;
}

/** The three measures over the week of bars before index `end`; NaN where they are not known. */
function measure(
  bars: Columns<"candles">,
  added: Float64Array | null,
  [lo, hi]: Zone,
  end: number,
  at: number,
): Measured {
  const { leverages, shares, maintenance, halfLifeHours } = LADDER_DEFAULTS;
  let openInterest = 0, takerBuying = 0, longs = 0;
  let inside = 0, read = 0;
  let lowest = Infinity;
  // Backwards, so that the lowest price since each bar is at hand: what it would have liquidated.
  for (let i = end - 1; i >= 0 && bars.time[i] >= at - BUILD_UP; i--) {
    const entry = entryPrice(bars, i);
    if (entry >= lo && entry <= hi) {
      inside++;
      if (added && !Number.isNaN(added[i])) {
        openInterest += added[i];
        read++;
      }
      takerBuying += 2 * bars.taker_buy_volume[i] - bars.volume[i];
      let open = 0;
      for (let l = 0; l < leverages.length; l++) {
        if (lowest > entry * (1 - 1 / leverages[l] + maintenance)) open += shares[l];
      }
      const age = (at - bars.time[i]) / HOUR;
      longs += 0.5 * bars.volume[i] * open * 2 ** (-age / halfLifeHours);
    }
    if (bars.low[i] < lowest) lowest = bars.low[i];
  }
  const knowsTakers = end > 0 && !Number.isNaN(bars.taker_buy_volume[end - 1]);
  return {
    // Bars since the last reading are not known yet; a week without any reading is unknown.
    open_interest: added && read * 2 >= inside ? openInterest : NaN,
    taker_buying: knowsTakers ? takerBuying : NaN,
    ladder_longs: longs,
  };
}

/**
 * Change of open interest in base asset during each bar. Readings that are further apart than a bar
 * spread their change evenly over the bars between them. NaN where there is no reading.
 *
 * @example openInterestByBar(bars, openInterest)[0]
 */
export function openInterestByBar(
  bars: Columns<"candles">,
  openInterest: Columns<"open_interest">,
): Float64Array {
  const values = baseOpenInterest(openInterest, bars);
  const added = new Float64Array(bars.time.length).fill(NaN);
  for (let r = 1; r < values.length; r++) {
    const from = lowerBound(bars.time, openInterest.time[r - 1]);
    const to = lowerBound(bars.time, openInterest.time[r]);
    // A day without a reading says nothing about its bars.
    if (to <= from || openInterest.time[r] - openInterest.time[r - 1] > DAY) continue;
    added.fill((values[r] - values[r - 1]) / (to - from), from, to);
  }
  return added;
}

function hoursInside(
  bars: Columns<"candles">,
  [lo, hi]: Zone,
  end: number,
  at: number,
  step: number,
): number {
  let inside = 0;
  for (let i = end - 1; i >= 0 && bars.time[i] >= at - BUILD_UP; i--) {
    const entry = entryPrice(bars, i);
    if (entry >= lo && entry <= hi) inside++;
  }
  return inside * step / HOUR;
}

/** What a bar's positions were entered at, as the ladder has it: by this it lies inside a zone. */
function entryPrice({ high, low, close }: Columns<"candles">, i: number): number {
  return (high[i] + low[i] + close[i]) / 3;
}
