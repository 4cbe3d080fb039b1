import { lowerBound, upperBound } from "../../series/asof.ts";
import { mean } from "../../stats/mean.ts";
import { DAY, HOUR } from "../../tables/time.ts";
import type { DailyMarket } from "../market/daily-market.ts";
import { known } from "../result.ts";
import { type BaseReadings, lowest } from "./oi-flush.ts";

/** Open interest as days of volume, before an event and at its lowest after it. */
export interface LeverageAround {
  leverage_before: number | null;
  leverage_after: number | null;
}

/** Days whose mean volume open interest is measured by, and how many of them must be known. */
const DAYS = 30;
const FEWEST = 21;

/**
 * Leverage before and after an event: open interest one hour before it, and its lowest of the 24 hours
 * after, over the mean daily base volume of the 30 days before.
 *
 * @param readings of the venue that the volume is of: another's would say nothing; daily ones serve
 * @example leverageAround(t0, readings, dailyMarket(bars, step)).leverage_before // 0.7: 17 hours' volume
 */
export function leverageAround(
  t0: number,
  { time, base }: BaseReadings,
  market: DailyMarket,
): LeverageAround {
  const before = upperBound(time, t0 - HOUR) - 1;
  const low = lowest(base, upperBound(time, t0), upperBound(time, t0 + DAY));
  if (before < 0 || t0 - HOUR - time[before] > DAY) {
    return { leverage_before: null, leverage_after: null };
  }
  const daily = volumeBefore(market, t0);
  return {
    leverage_before: known(base[before] / daily),
    leverage_after: low < 0 ? null : known(base[low] / daily),
  };
}

/** Mean daily base volume of the 30 complete days before a time; NaN where too few are known. */
function volumeBefore(market: DailyMarket, t0: number): number {
  const end = lowerBound(market.time, t0 - DAY + 1);
  const days = market.base_volume.subarray(Math.max(0, end - DAYS), end);
  const known = days.filter((value) => !Number.isNaN(value));
  return known.length >= FEWEST ? mean(known) : NaN;
}
