import type { AssetSetting } from "./preset.ts";
import type { LiquidationLog } from "./liquidation-log.ts";

/** What one asset did over all venues, by 5-minute step; every array has one value per step. */
export interface Record5m {
  setting: AssetSetting;
  /** Bars; volumes in base units and USD. */
  open: Float64Array;
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
  base: Float64Array;
  quote: Float64Array;
  takerBuyBase: Float64Array;
  takerBuyQuote: Float64Array;
  trades: Float64Array;
  /** At the step's opening: base units, USD within 1% of mid on either side. */
  openInterest: Float64Array;
  bidDepth: Float64Array;
  askDepth: Float64Array;
  /** Mean over the step, a fraction. */
  premium: Float64Array;
  liquidations: LiquidationLog;
}

/** An empty record of so many steps. */
export function createRecord(
  setting: AssetSetting,
  rows: number,
  liquidations: LiquidationLog,
): Record5m {
  const column = () => new Float64Array(rows);
  return {
    setting,
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    base: column(),
    quote: column(),
    takerBuyBase: column(),
    takerBuyQuote: column(),
    trades: column(),
    openInterest: column(),
    bidDepth: column(),
    askDepth: column(),
    premium: column(),
    liquidations,
  };
}

/** Rounds to so many decimals, as an exchange prints its numbers. */
export function toDecimals(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}
