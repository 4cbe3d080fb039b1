import { type Columns } from "../../tables/columns.ts";
import { quoteVolume } from "../../tables/quote-volume.ts";
import { DAY, startOfDay } from "../../tables/time.ts";

/** One market by UTC day: every day from the first to the last, NaN where a day is not complete. */
export interface DailyMarket {
  /** Midnights UTC, without holes. */
  time: Float64Array;
  /** Volume in quote currency and in base asset. */
  quote_volume: Float64Array;
  base_volume: Float64Array;
  /** Taker purchases, base asset. */
  taker_buy_volume: Float64Array;
  trades: Float64Array;
  /** The day's last close. */
  close: Float64Array;
  /** Days inside the span with some bars but not all of them, and days with none. */
  incomplete_days: number;
  missing_days: number;
  /** Whether any quote volume is base volume times close. */
  approximate: boolean;
}

const SUMS = ["quote_volume", "base_volume", "taker_buy_volume", "trades"] as const;

/**
 * Bars summed by UTC day. A day with fewer bars than it should have is unknown as a whole: a part of
 * a day would look like a fall in volume.
 *
 * @param bars sorted, one series
 * @param step length of a bar, ms; divides a day
 * @example dailyMarket(bars, 5 * MINUTE).quote_volume
 */
export function dailyMarket(bars: Columns<"candles">, step: number): DailyMarket {
  const rows = bars.time.length;
  const start = rows ? startOfDay(bars.time[0]) : 0;
  const size = rows ? (startOfDay(bars.time[rows - 1]) - start) / DAY + 1 : 0;
  const quote = quoteVolume(bars);
  const sources = {
    quote_volume: quote.values,
    base_volume: bars.volume,
    taker_buy_volume: bars.taker_buy_volume,
    trades: bars.trades,
  };
  const market: DailyMarket = {
    time: Float64Array.from({ length: size }, (_, day) => start + day * DAY),
    quote_volume: new Float64Array(size),
    base_volume: new Float64Array(size),
    taker_buy_volume: new Float64Array(size),
    trades: new Float64Array(size),
    close: new Float64Array(size).fill(NaN),
    incomplete_days: 0,
    missing_days: 0,
    approximate: quote.approximate,
  };
  const counts = new Int32Array(size);
  for (let i = 0; i < rows; i++) {
    const day = Math.floor((bars.time[i] - start) / DAY);
    counts[day]++;
    market.close[day] = bars.close[i];
    for (const name of SUMS) market[name][day] += sources[name][i];
  }
  for (let day = 0; day < size; day++) {
    if (counts[day] >= DAY / step) continue;
    if (counts[day] === 0) market.missing_days++;
    // The first and the last day are cut by the span of the file, not by a fault.
    else if (day > 0 && day < size - 1) market.incomplete_days++;
    market.close[day] = NaN;
    for (const name of SUMS) market[name][day] = NaN;
  }
  return market;
}

/**
 * Index of the day that holds a time; -1 outside the span.
 *
 * @example market.quote_volume[dayIndex(market, parseTime("2025-12-12T09:00"))]
 */
export function dayIndex(market: Pick<DailyMarket, "time">, time: number): number {
  const index = market.time.length ? Math.floor((time - market.time[0]) / DAY) : -1;
  return index < market.time.length ? index : -1;
}
