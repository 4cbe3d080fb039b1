import { DAY, HOUR, startOfDay } from "../tables/time.ts";

// The epoch fell on a Thursday: three days after a Monday.
const MONDAY = 3;

/**
 * Hour of the week in UTC, 0 to 167: Monday 00:00 is 0.
 *
 * @example hourOfWeek(parseTime("2025-12-08T01:30Z")) // 1, a Monday
 */
export function hourOfWeek(time: number): number {
  return mod(Math.floor(time / HOUR) + 24 * MONDAY, 168);
}

/**
 * Day of the week in UTC, 0 to 6: Monday is 0.
 *
 * @example dayOfWeek(parseTime("2025-12-07")) // 6, a Sunday
 */
export function dayOfWeek(time: number): number {
  return mod(Math.floor(time / DAY) + MONDAY, 7);
}

/** Values summed by UTC day. All arrays have one element a day that has bars, sorted by time. */
export interface Daily {
  /** Midnight UTC that starts the day. */
  time: Float64Array;
  /** Sum over the day's bars; NaN where any of them is unknown. */
  sum: Float64Array;
  bars: Int32Array;
  /** 1 where the day has all the bars expected, else 0. */
  complete: Uint8Array;
}

/**
 * Sums by UTC day, incomplete days marked. A day without any bar does not appear.
 *
 * @param times opening times in ms, sorted, without duplicates
 * @param barsPerDay bars of a complete day: 288 of 5m, 24 of 1h
 * @example daily(bars.time, bars.quote_volume, 288).sum
 */
export function daily(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  barsPerDay: number,
): Daily {
  const days: number[] = [], sums: number[] = [], bars: number[] = [];
  let end = -Infinity;
  for (let i = 0; i < times.length; i++) {
    if (times[i] >= end) {
      const day = startOfDay(times[i]);
      end = day + DAY;
      days.push(day);
      sums.push(0);
      bars.push(0);
    }
    sums[sums.length - 1] += values[i];
    bars[bars.length - 1]++;
  }
  return {
    time: Float64Array.from(days),
    sum: Float64Array.from(sums),
    bars: Int32Array.from(bars),
    complete: Uint8Array.from(bars, (count) => Number(count >= barsPerDay)),
  };
}

/**
 * Only the complete days of `daily`.
 *
 * @example completeDays(daily(bars.time, bars.quote_volume, 288)).time
 */
export function completeDays(days: Daily): Daily {
  const kept = (_: number, i: number) => days.complete[i] === 1;
  return {
    time: days.time.filter(kept),
    sum: days.sum.filter(kept),
    bars: days.bars.filter(kept),
    complete: days.complete.filter(kept),
  };
}

// JavaScript's % keeps the sign of the dividend: times before 1970 need this.
function mod(a: number, b: number): number {
  return ((a % b) + b) % b;
}
