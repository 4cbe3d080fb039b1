/** Kyle's lambda: how far a dollar of taker orders moves price. */
import { linearRegression } from "../../stats/linear-regression.ts";
import type { Columns } from "../../tables/columns.ts";
import { quoteVolume } from "../../tables/quote-volume.ts";

/** Signed taker volume and the return of each bar; NaN where either is not known. */
export interface Impact {
  /** USD that takers bought less what they sold. */
  signed_usd: Float64Array;
  returns: Float64Array;
}

/**
 * What Kyle's lambda is fitted to. Taker volume in quote currency where it is reported, else the base
 * volume's share of it.
 *
 * @param step length of a bar, ms
 * @example impactOf(bars, HOUR).signed_usd
 */
export function impactOf(bars: Columns<"candles">, step: number): Impact {
  const { values } = quoteVolume(bars);
  const { taker_buy_quote_volume: quote, taker_buy_volume: base, volume, close, time } = bars;
  const bought = (i: number) => Number.isNaN(quote[i]) ? values[i] * base[i] / volume[i] : quote[i];
  return {
    signed_usd: values.map((usd, i) => 2 * bought(i) - usd),
    returns: Float64Array.from(
      close,
      (price, i) => i > 0 && time[i] - time[i - 1] === step ? price / close[i - 1] - 1 : NaN,
    ),
  };
}

/**
 * Kyle's lambda (after Kyle 1985): least-squares slope of a bar's return on its signed taker volume.
 *
 * @returns fraction per USD; NaN without taker volume
 * @example kyleLambda(bars, HOUR) * 1e6 // price move per $1M net bought
 */
export function kyleLambda(bars: Columns<"candles">, step: number): number {
  const { signed_usd, returns } = impactOf(bars, step);
  return linearRegression(signed_usd, returns).slope;
}
