import type { Columns } from "./columns.ts";

/**
 * Quote volume of bars, in the quote currency: the reported one where there is one, else base volume
 * times close, which is an approximation and must be called so.
 *
 * @returns values, NaN where the base volume is unknown too; `approximate` when any value is
 * @example quoteVolume(bars).approximate // true for bars that came from freqtrade files
 */
export function quoteVolume(
  bars: Pick<Columns<"candles">, "close" | "volume" | "quote_volume">,
): { values: Float64Array; approximate: boolean } {
  const values = new Float64Array(bars.close.length);
  let approximate = false;
  for (let i = 0; i < values.length; i++) {
    const reported = bars.quote_volume[i];
    if (reported === reported) {
      values[i] = reported;
    } else {
      values[i] = bars.volume[i] * bars.close[i];
      approximate ||= values[i] === values[i];
    }
  }
  return { values, approximate };
}
