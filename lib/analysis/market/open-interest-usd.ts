import { upperBound } from "../../series/asof.ts";
import type { Columns } from "../../tables/columns.ts";

/**
 * Open interest in USD at any time: the last reading at or before it, as reported, else coins times
 * the opening price of the bar at hand. NaN where the reading is older than allowed or not known.
 *
 * @returns a function of a time and of the oldest reading that may serve, both ms
 * @example usdOpenInterest(openInterest, bars)(settlement, DAY)
 */
export function usdOpenInterest(
  { time, open_interest, open_interest_usd }: Columns<"open_interest">,
  bars?: Columns<"candles">,
): (at: number, oldest: number) => number {
  return (at, oldest) => {
    const i = upperBound(time, at) - 1;
    if (i < 0 || at - time[i] > oldest) return NaN;
    if (!Number.isNaN(open_interest_usd[i]) || !bars) return open_interest_usd[i];
    const bar = upperBound(bars.time, time[i]) - 1;
    return bar < 0 ? NaN : open_interest[i] * bars.open[bar];
  };
}
