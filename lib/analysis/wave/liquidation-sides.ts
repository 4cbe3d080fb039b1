import { lowerBound } from "../../series/asof.ts";
import type { Columns } from "../../tables/columns.ts";

/** Whether the sides of liquidations go with the price. */
export interface SideAgreement {
  /** Bars with more of one side than of the other, and another close than open. */
  bars: number;
  /** Share of them in which longs were liquidated as price fell, or shorts as it rose. */
  agreement: number | null;
  /** Longs as price rises in most bars: the side of the order, read as that of the position. */
  suspicious: boolean;
}

/** Fewer bars tell nothing; an even split is what noise gives, and reversed sides give less. */
const ENOUGH = 30, REVERSED = 0.4;

/**
 * Holds the sides of liquidations against the market: a falling price liquidates longs. Where it is
 * the other way in most bars, sides of orders were read as sides of positions, or the other way round.
 *
 * @param totals liquidations by bar, of the same interval as `bars`
 * @example sideAgreement(totals, bars).suspicious // false
 */
export function sideAgreement(
  { time, long_usd, short_usd }: Pick<
    Columns<"liquidation_totals">,
    "time" | "long_usd" | "short_usd"
  >,
  bars: Columns<"candles">,
): SideAgreement {
  let count = 0, agreeing = 0;
  for (let i = 0; i < time.length; i++) {
    const bar = lowerBound(bars.time, time[i]);
    if (bars.time[bar] !== time[i]) continue;
    const fall = bars.open[bar] - bars.close[bar], longs = long_usd[i] - short_usd[i];
    if (fall === 0 || longs === 0 || Number.isNaN(longs)) continue;
    count++;
    if (fall > 0 === longs > 0) agreeing++;
  }
  const agreement = count > 0 ? agreeing / count : null;
  return {
    bars: count,
    agreement,
    suspicious: count >= ENOUGH && agreement !== null && agreement < REVERSED,
  };
}
