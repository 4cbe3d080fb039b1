import { lowerBound } from "../../series/asof.ts";
import type { Columns } from "../../tables/columns.ts";
import { DAY, formatDate } from "../../tables/time.ts";
import { median } from "../../stats/quantile.ts";

/** A price by time that follows from two numbers of a row. */
export interface ImpliedPrices {
  /** Sorted, ms. */
  time: Float64Array;
  price: Float64Array;
}

/** How prices that follow from other data lie in the market's bars. */
export interface PriceAgreement {
  /** Prices with a bar at their time. */
  compared: number;
  /** Of those, further from the bar's low to high than tolerated. */
  outside: number;
  /** Days on which more than a twentieth lies outside. */
  misaligned_days: number;
  first_misaligned_day: string | null;
  /** Median of price / close - 1 over the prices outside; null where there are none. */
  median_deviation: number | null;
}

const DAY_SHARE = 0.05;

/**
 * Mid prices from order-book depth: between the mean prices of the coins within 1% on both sides.
 *
 * @example depthPrices(depth).price[0] // 103_204.7
 */
export function depthPrices({ time, percentage, quantity, notional }: Columns<"depth">) {
  const times: number[] = [], prices: number[] = [];
  let bid = NaN, at = NaN;
  for (let i = 0; i < time.length; i++) {
    if (percentage[i] === -1) [bid, at] = [notional[i] / quantity[i], time[i]];
    else if (percentage[i] === 1 && time[i] === at) {
      times.push(at);
      prices.push((bid + notional[i] / quantity[i]) / 2);
    }
  }
  return { time: Float64Array.from(times), price: Float64Array.from(prices) };
}

/**
 * Holds prices against the market's bars: where they lie outside, the rows are of another time, or in
 * another unit than they say.
 *
 * @param tolerance as a fraction of the bar's low and high
 * @example priceAgreement(depthPrices(depth), bars, 5 * MINUTE, 0.005).misaligned_days
 */
export function priceAgreement(
  { time, price }: ImpliedPrices,
  bars: Columns<"candles">,
  step: number,
  tolerance: number,
): PriceAgreement {
  const days = new Map<number, { compared: number; outside: number }>();
  const deviations: number[] = [];
  let compared = 0;
  for (let i = 0; i < time.length; i++) {
    const bar = lowerBound(bars.time, time[i] + 1) - 1;
    if (!(time[i] < bars.time[bar] + step) || !Number.isFinite(price[i])) continue;
    const day = Math.floor(time[i] / DAY);
    const counts = days.get(day) ?? { compared: 0, outside: 0 };
    days.set(day, counts);
    compared++;
    counts.compared++;
    if (
      price[i] >= bars.low[bar] * (1 - tolerance) && price[i] <= bars.high[bar] * (1 + tolerance)
    ) {
      continue;
    }
    counts.outside++;
    deviations.push(price[i] / bars.close[bar] - 1);
  }
  const bad = [...days].filter(([, day]) => day.outside > DAY_SHARE * day.compared);
  return {
    compared,
    outside: deviations.length,
    misaligned_days: bad.length,
    first_misaligned_day: bad.length > 0 ? formatDate(bad[0][0] * DAY) : null,
    median_deviation: deviations.length > 0 ? median(deviations) : null,
  };
}
