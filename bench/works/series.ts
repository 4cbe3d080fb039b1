import { join } from "node:path";
import { asOf } from "../../lib/series/asof.ts";
import { resampleCandles } from "../../lib/series/resample.ts";
import { rollingMean } from "../../lib/series/rolling.ts";
import { rollingMedian } from "../../lib/series/rolling-quantile.ts";
import { weeklyBaseline } from "../../lib/series/weekly-baseline.ts";
import { type Columns, emptyColumns } from "../../lib/tables/columns.ts";
import { DAY, HOUR, MINUTE } from "../../lib/tables/time.ts";
import { sum, type Work, work } from "../work.ts";
import { BAR_COLUMNS, readDoubles } from "../inputs.ts";

/** 1m bars to 1h bars. */
export function resample(dir: string): Work {
  const bars = klines(dir);
  // What the inputs lack follows from what they have, as in peers.py.
  const value = bars.volume.map((volume, i) => volume * bars.close[i]);
  bars.quote_volume = value;
  bars.trades = bars.volume.slice();
  bars.taker_buy_volume = bars.volume.map((volume) => volume / 2);
  bars.taker_buy_quote_volume = value.map((value) => value / 2);
  return work(() => resampleCandles(bars, HOUR).bars, ({ time, ...columns }) => ({
    rows: time.length,
    ...Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, sum(values)])),
  }));
}

/** Mean volume of the last 30 days, every minute. */
export function mean30d(dir: string): Work {
  const { volume } = klines(dir);
  return work(() => rollingMean(volume, 30 * DAY / MINUTE), sumsOf);
}

/** Median volume of the last 12 hours, every minute. */
export function median12h(dir: string): Work {
  const { volume } = klines(dir);
  return work(() => rollingMedian(volume, 12 * HOUR / MINUTE), sumsOf);
}

/** Median volume at the same minute of the 8 weeks before, every minute. */
export function weekly(dir: string): Work {
  const { time, volume } = klines(dir);
  return work(() => weeklyBaseline(time, volume), sumsOf);
}

/** The close of the bar in which each trade happened, by an as-of join. */
export function asof(dir: string): Work {
  const { time, close } = klines(dir);
  const trades = readDoubles(join(dir, "trades-time.f64"));
  return work(() => {
    const at = asOf(time, trades);
    const joined = new Float64Array(at.length);
    for (let i = 0; i < at.length; i++) joined[i] = close[at[i]];
    return joined;
  }, sumsOf);
}

function klines(dir: string): Columns<"candles"> {
  const time = readDoubles(join(dir, "klines-time.f64"));
  const bars = emptyColumns("candles", time.length);
  for (const name of BAR_COLUMNS) bars[name] = readDoubles(join(dir, `klines-${name}.f64`));
  return bars;
}

function sumsOf(values: Float64Array) {
  return { rows: values.length, sum: sum(values), last: values[values.length - 1] };
}
