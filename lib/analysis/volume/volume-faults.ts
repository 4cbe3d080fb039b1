import { date } from "../../words/dates.ts";
import { significant } from "../../words/numbers.ts";
import type { DailyMarket } from "../market/daily-market.ts";

/** A venue that changed its units: every day of a week is this many times every day of another. */
const STEP_RATIO = 10;
const WEEK = 7;

/**
 * What is wrong with daily volume, one clause each: days missing or cut, days without any trade, and
 * a clean step as a change of units makes it (a market never moves every day of a week to more than
 * ten times every day of the week before).
 *
 * @example volumeFaults(dailyMarket(bars, HOUR))
 */
export function volumeFaults(market: DailyMarket): string[] {
  const notes: string[] = [];
  if (market.missing_days) notes.push(`days missing: ${market.missing_days}`);
  if (market.incomplete_days) {
    notes.push(`days left out because bars are missing: ${market.incomplete_days}`);
  }
  const empty = market.quote_volume.reduce((sum, volume) => sum + Number(volume === 0), 0);
  if (empty) notes.push(`days without any volume: ${empty}`);
  for (
    const [name, volume] of [["base", market.base_volume], ["quote", market.quote_volume]] as const
  ) {
    for (const { day, ratio } of steps(volume)) {
      notes.push(
        `${name} volume steps to ${significant(ratio, 2)} times on ${
          date(market.time[day])
        }: the unit may have changed`,
      );
    }
  }
  return notes;
}

/** Days on which volume steps cleanly, with the ratio of the weeks' geometric means. */
function steps(volume: Float64Array): { day: number; ratio: number }[] {
  const found: { day: number; ratio: number }[] = [];
  for (let day = WEEK; day + WEEK <= volume.length; day++) {
    const before = range(volume.subarray(day - WEEK, day));
    const after = range(volume.subarray(day, day + WEEK));
    const clean = after.low > STEP_RATIO * before.high || after.high * STEP_RATIO < before.low;
    // Zeros and unknown days make no step: they are named for themselves.
    if (!clean || !(before.low > 0 && after.low > 0)) continue;
    found.push({ day, ratio: after.mean / before.mean });
    day += WEEK - 1;
  }
  return found;
}

function range(values: Float64Array): { low: number; high: number; mean: number } {
  let low = Infinity, high = -Infinity, logs = 0;
  for (const value of values) {
    // A NaN fails every comparison, so it has to be carried by hand.
    if (Number.isNaN(value)) return { low: NaN, high: NaN, mean: NaN };
    low = Math.min(low, value);
    high = Math.max(high, value);
    logs += Math.log(value);
  }
  return { low, high, mean: Math.exp(logs / values.length) };
}
