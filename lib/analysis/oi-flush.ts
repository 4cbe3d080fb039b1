import { lowerBound, upperBound } from "../series/asof.ts";
import { mean } from "../stats/mean.ts";
import type { Columns } from "../tables/columns.ts";
import { DAY, formatTime, HOUR } from "../tables/time.ts";
import type { DailyMarket } from "./daily-market.ts";
import { baseOpenInterest } from "./open-interest.ts";
import { known } from "./result.ts";

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
  /** Open interest over the mean daily volume of the 30 days before: then, and at its lowest. */
  leverage_before: number | null;
  leverage_after: number | null;
  /** Largest distance between two readings around the event, hours: what is finer is not seen. */
  reading_hours: number;
}

/** A reading further away than this says nothing about the hour before an event. */
const OLDEST_READING = 8 * HOUR;

/**
 * How much open interest an event flushed out, and whether it came back within the horizon.
 *
 * @param bars needed where open interest is known in USD only, and for leverage with `market`
 * @returns the flush, or why it cannot be told, as a clause
 * @example openInterestFlush(t0, { openInterest, bars }, 14)
 */
export function openInterestFlush(
  t0: number,
  { openInterest, bars, market }: {
    openInterest?: Columns<"open_interest">;
    bars?: Columns<"candles">;
    market?: DailyMarket;
  },
  horizonDays: number,
): Flush | string {
  if (!openInterest || openInterest.time.length === 0) return "no open interest";
  const { time } = openInterest;
  const first = upperBound(time, t0 - HOUR) - 1;
  const after = upperBound(time, t0), dayEnd = upperBound(time, t0 + DAY);
  if (first < 0 || t0 - HOUR - time[first] > OLDEST_READING) {
    return "no reading of open interest in the hours before the event";
  }
  if (after === dayEnd) return "no reading of open interest in the 24 hours after the event";
  const last = upperBound(time, t0 + horizonDays * DAY);
  const base = baseOpenInterest(rows(openInterest, first, last), bars);
  const before = base[0];
  let low = NaN, lowAt = -1;
  for (let i = after - first; i < dayEnd - first; i++) {
    if (!(base[i] >= low) && !Number.isNaN(base[i])) [low, lowAt] = [base[i], i];
  }
  if (Number.isNaN(before) || lowAt < 0) {
    return "open interest is known in USD only, and there are no bars to turn it into coins";
  }
  let rebuilt = -1;
  for (let i = lowAt + 1; i < base.length && rebuilt < 0; i++) {
    if (base[i] >= low + (before - low) / 2) rebuilt = i;
  }
  let widest = 0;
  for (let i = first + 1; i < dayEnd; i++) widest = Math.max(widest, time[i] - time[i - 1]);
  const reached = time[last - 1] >= t0 + horizonDays * DAY - Math.max(widest, DAY);
  const daily = market ? volumeBefore(market, t0) : NaN;
  return {
    before,
    lowest: low,
    lowest_at: formatTime(time[first + lowAt]),
    flush: low / before - 1,
    rebuilt_hours: low < before && rebuilt >= 0 ? (time[first + rebuilt] - t0) / HOUR : null,
    rebuilding: low >= before
      ? "no loss"
      : rebuilt >= 0
      ? "rebuilt"
      : reached
      ? "not rebuilt"
      : "unknown",
    leverage_before: known(before / daily),
    leverage_after: known(low / daily),
    reading_hours: widest / HOUR,
  };
}

function rows(columns: Columns<"open_interest">, from: number, to: number) {
  return {
    time: columns.time.subarray(from, to),
    open_interest: columns.open_interest.subarray(from, to),
    open_interest_usd: columns.open_interest_usd.subarray(from, to),
  };
}

/** Mean daily base volume of the 30 complete days before a time; NaN where 10 or more are unknown. */
function volumeBefore(market: DailyMarket, t0: number): number {
  const end = lowerBound(market.time, t0 - DAY + 1);
  const days = market.base_volume.subarray(Math.max(0, end - 30), end);
  const known = days.filter((value) => !Number.isNaN(value));
  return known.length > 20 ? mean(known) : NaN;
}
