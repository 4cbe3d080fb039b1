import { upperBound } from "../../series/asof.ts";
import { DAY, formatTime, HOUR } from "../../tables/time.ts";

/** What open interest did at an event, in the base asset. */
export interface Flush {
  /** One hour before the event, and its lowest in the 24 hours after. */
  before: number;
  lowest: number;
  lowest_at: string;
  /** lowest / before - 1. */
  flush: number;
  /** Hours from the event until half of the loss was regained; null where it was not. */
  rebuilt_hours: number | null;
  /** `rebuilt`, `not rebuilt`, `no loss`, or `unknown` where the readings end too early. */
  rebuilding: "rebuilt" | "not rebuilt" | "no loss" | "unknown";
  /** Largest distance between two readings around the event, hours: what is finer is not seen. */
  reading_hours: number;
}

/** A reading further away than this says nothing about the hour before an event. */
const OLDEST_READING = 8 * HOUR;

/** Open interest in the base asset; empty where there is none. */
export interface BaseReadings {
  time: Float64Array;
  base: Float64Array;
}

/**
 * How much open interest an event flushed out, and whether it came back within the horizon.
 *
 * @returns the flush, or why it cannot be told, as a clause
 * @example openInterestFlush(t0, { time, base: baseOpenInterest(openInterest, bars) }, 14)
 */
export function openInterestFlush(
  t0: number,
  readings: BaseReadings,
  horizonDays: number,
): Flush | string {
  const { time, base } = readings;
  if (time.length === 0) return "no open interest";
  const first = upperBound(time, t0 - HOUR) - 1;
  if (first < 0 || t0 - HOUR - time[first] > OLDEST_READING) {
    return "no reading of open interest in the hours before the event";
  }
  const after = upperBound(time, t0), dayEnd = upperBound(time, t0 + DAY);
  if (after === dayEnd) return "no reading of open interest in the 24 hours after the event";
  const before = base[first];
  const lowAt = lowest(base, after, dayEnd);
  if (Number.isNaN(before) || lowAt < 0) {
    return "open interest is known in USD only, and there are no bars to turn it into coins";
  }
  const low = base[lowAt];
  const end = upperBound(time, t0 + horizonDays * DAY);
  let rebuilt = lowAt + 1;
  while (rebuilt < end && !(base[rebuilt] >= low + (before - low) / 2)) rebuilt++;
  const back = low < before && rebuilt < end;
  let widest = 0;
  for (let i = first + 1; i < dayEnd; i++) widest = Math.max(widest, time[i] - time[i - 1]);
  const reached = time[end - 1] >= t0 + horizonDays * DAY - Math.max(widest, DAY);
  return {
    before,
    lowest: low,
    lowest_at: formatTime(time[lowAt]),
    flush: low / before - 1,
    rebuilt_hours: back ? (time[rebuilt] - t0) / HOUR : null,
    rebuilding: low >= before ? "no loss" : back ? "rebuilt" : reached ? "not rebuilt" : "unknown",
    reading_hours: widest / HOUR,
  };
}

/**
 * How often open interest fell as far without an event, in percent: over the same time of day on all
 * days that readings and the distance from cascades allow.
 *
 * @param flush of the event
 * @returns the share of those days whose own fall was as deep, and their number
 * @example flushPercentile(t0, readings, -0.24, cascades, 7).percentile
 */
export function flushPercentile(
  t0: number,
  { time, base }: BaseReadings,
  flush: number,
  cascades: readonly number[],
  awayDays: number,
): { percentile: number | null; days: number } {
  let days = 0, asDeep = 0;
  const start = t0 - Math.floor((t0 - time[0]) / DAY) * DAY;
  for (let t = start; t < time[time.length - 1]; t += DAY) {
    if (cascades.some((cascade) => Math.abs(t - cascade) <= awayDays * DAY)) continue;
    const first = upperBound(time, t - HOUR) - 1;
    if (first < 0 || t - HOUR - time[first] > OLDEST_READING) continue;
    const low = lowest(base, upperBound(time, t), upperBound(time, t + DAY));
    if (low < 0 || Number.isNaN(base[first])) continue;
    days++;
    if (base[low] / base[first] - 1 <= flush) asDeep++;
  }
  return { percentile: days ? 100 * asDeep / days : null, days };
}

/** Index of the lowest known value of [from, to), or -1. */
export function lowest(values: Float64Array, from: number, to: number): number {
  let at = -1;
  for (let i = from; i < to; i++) {
    if (!Number.isNaN(values[i]) && (at < 0 || values[i] < values[at])) at = i;
  }
  return at;
}
