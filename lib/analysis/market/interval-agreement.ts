import { lowerBound } from "../../series/asof.ts";
import { resampleCandles } from "../../series/resample.ts";
import { median } from "../../stats/quantile.ts";
import type { Columns } from "../../tables/columns.ts";
import { quoteVolume } from "../../tables/quote-volume.ts";
import { formatTime } from "../../tables/time.ts";
import { known } from "../result.ts";

/** How bars that were joined agree with longer bars of the same market. */
export interface IntervalAgreement {
  /** Long bars that the short ones fill completely. */
  overlapping: number;
  /** Of those, bars whose open, high, low, close and base volume are all equal. */
  equal: number;
  different: number;
  /** The first that differs, and in which column. */
  first_difference: string | null;
  /**
   * Median and largest relative error of base volume times close, summed over the short bars, as an
   * approximation of the long bars' reported quote volume; null where one of them is not known.
   */
  quote_volume_median_error: number | null;
  quote_volume_largest_error: number | null;
}

const EXACT = ["open", "high", "low", "close", "volume"] as const;

/**
 * Joins short bars and compares them with long bars of the same market, as two sources may have
 * them. Sums of base volume may differ by rounding, a billionth of their size.
 *
 * @param short bars whose step divides that of `long`
 * @param shortStep and `longStep` in ms
 * @example intervalAgreement(bars5m, 5 * MINUTE, bars1h, HOUR).different // 0
 */
export function intervalAgreement(
  short: Columns<"candles">,
  shortStep: number,
  long: Columns<"candles">,
  longStep: number,
): IntervalAgreement {
  const { values } = quoteVolume(short);
  const { bars } = resampleCandles(
    { ...short, quote_volume: values },
    longStep,
    longStep / shortStep,
  );
  let overlapping = 0, equal = 0;
  let firstDifference: string | null = null;
  const errors: number[] = [];
  for (let i = 0; i < bars.time.length; i++) {
    const j = lowerBound(long.time, bars.time[i]);
    if (long.time[j] !== bars.time[i]) continue;
    overlapping++;
    const column = EXACT.find((name) => !agree(bars[name][i], long[name][j]));
    if (column === undefined) equal++;
    else {
      firstDifference ??= `${formatTime(bars.time[i])} ${column}: ` +
        `${readable(bars[column][i])} joined, ${readable(long[column][j])} reported`;
    }
    const error = Math.abs(bars.quote_volume[i] / long.quote_volume[j] - 1);
    if (Number.isFinite(error)) errors.push(error);
  }
  return {
    overlapping,
    equal,
    different: overlapping - equal,
    first_difference: firstDifference,
    quote_volume_median_error: errors.length ? known(median(errors)) : null,
    quote_volume_largest_error: errors.length
      ? known(errors.reduce((a, b) => Math.max(a, b)))
      : null,
  };
}

/** Without the last digits of a sum, which are rounding. */
function readable(value: number): string {
  return String(Number(value.toPrecision(12)));
}

/** Equal, both unknown, or apart by no more than rounding. */
function agree(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= 1e-9 * Math.abs(b) || (Number.isNaN(a) && Number.isNaN(b));
}
