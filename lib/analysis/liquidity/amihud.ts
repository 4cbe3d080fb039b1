/** Amihud's illiquidity. */
import { mean } from "../../stats/mean.ts";
import type { Columns } from "../../tables/columns.ts";
import { quoteVolume } from "../../tables/quote-volume.ts";

/**
 * |return| over USD volume of each bar (Amihud 2002, "Illiquidity and stock returns", Journal of
 * Financial Markets 5). NaN for the first bar, after a gap, and where nothing was traded.
 *
 * @param bars sorted, one series @param step length of a bar, ms
 * @returns fraction per USD
 * @example illiquidity(bars, HOUR)[1] * 1e6 // price move per $1M
 */
export function illiquidity(bars: Columns<"candles">, step: number): Float64Array {
  const { values } = quoteVolume(bars);
  return Float64Array.from(bars.close, (close, i) => {
    if (i === 0 || bars.time[i] - bars.time[i - 1] !== step || !(values[i] > 0)) return NaN;
    return Math.abs(close / bars.close[i - 1] - 1) / values[i];
  });
}

/**
 * Mean of `illiquidity` over the bars.
 *
 * @example amihud(bars, HOUR) * 1e6
 */
export function amihud(bars: Columns<"candles">, step: number): number {
  return mean(illiquidity(bars, step));
}
