import { type Columns, emptyColumns } from "../tables/columns.ts";

/** Bars of a longer interval, and how many source bars each was made of. */
export interface Resampled {
  bars: Columns<"candles">;
  counts: Int32Array;
}

const SUMMED = [
  "volume",
  "quote_volume",
  "trades",
  "taker_buy_volume",
  "taker_buy_quote_volume",
] as const;

/**
 * Bars joined into longer ones: first open, highest high, lowest low, last close, and sums.
 *
 * Buckets are aligned to the epoch in UTC, so 1h bars open on the hour and 1d bars at midnight.
 * A bucket without bars does not appear. A sum with any unknown value is unknown: half a bucket's
 * volume is not its volume.
 *
 * @param bars sorted by time
 * @param interval in milliseconds, a multiple of the bars' own
 * @param minimumBars buckets of fewer source bars are dropped: 12 keeps only whole hours of 5m bars
 * @example resampleCandles(bars5m, HOUR, 12).bars.close
 */
export function resampleCandles(
  bars: Columns<"candles">,
  interval: number,
  minimumBars = 1,
): Resampled {
  const starts = bucketStarts(bars.time, interval, minimumBars);
  const rows = starts.length / 2;
  const out = emptyColumns("candles", rows);
  const counts = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const from = starts[2 * row], to = starts[2 * row + 1];
    let high = bars.high[from], low = bars.low[from];
    for (let i = from + 1; i < to; i++) {
      if (bars.high[i] > high) high = bars.high[i];
      if (bars.low[i] < low) low = bars.low[i];
    }
    out.time[row] = Math.floor(bars.time[from] / interval) * interval;
    out.open[row] = bars.open[from];
    out.high[row] = high;
    out.low[row] = low;
    out.close[row] = bars.close[to - 1];
    counts[row] = to - from;
  }
  for (const name of SUMMED) {
    const values = bars[name], sums = out[name];
    for (let row = 0; row < rows; row++) {
      let sum = 0;
      for (let i = starts[2 * row]; i < starts[2 * row + 1]; i++) sum += values[i];
      sums[row] = sum;
    }
  }
  return { bars: out, counts };
}

// Pairs of first (inclusive) and last row (exclusive), one pair a bucket.
function bucketStarts(times: Float64Array, interval: number, minimumBars: number): Int32Array {
  const pairs = new Int32Array(2 * times.length);
  let size = 0;
  for (let from = 0, to = 0; from < times.length; from = to) {
    const end = (Math.floor(times[from] / interval) + 1) * interval;
    while (to < times.length && times[to] < end) to++;
    if (to - from >= minimumBars) {
      pairs[size++] = from;
      pairs[size++] = to;
    }
  }
  return pairs.subarray(0, size);
}
