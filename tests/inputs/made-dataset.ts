import { type Dataset, openDataset } from "../../lib/dataset/open.ts";
import { writeDataset } from "../../lib/dataset/write.ts";
import { createRandom } from "../../lib/stats/random.ts";
import { type Columns, emptyColumns } from "../../lib/tables/columns.ts";
import { assetOf, type SeriesKey } from "../../lib/tables/keys.ts";
import type { TableName } from "../../lib/tables/schema.ts";
import { DAY, intervalMs, parseTime } from "../../lib/tables/time.ts";

/** First day of the made markets. */
export const START = parseTime("2025-10-01");

/** A series of a made dataset. */
export interface Made<T extends TableName = TableName> {
  key: SeriesKey & { table: T };
  columns: Columns<T>;
}

/** A key whose parts are those of a Binance perpetual unless told. */
export function made<T extends TableName>(
  table: T,
  columns: Columns<T>,
  parts: Partial<Omit<SeriesKey, "table">> & { symbol: string; interval: string },
): Made<T> {
  return {
    key: {
      table,
      venue: "binance",
      market: "linear",
      asset: assetOf(parts.symbol),
      kind: "trade",
      basis: "reported",
      ...parts,
    },
    columns,
  };
}

/** Bars that wander, from `from` for some days. */
export function walk(symbol: string, days: number, interval = "5m", from = START): Made<"candles"> {
  const step = intervalMs(interval), rows = days * DAY / step;
  const random = createRandom(1).split(symbol);
  const bars = emptyColumns("candles", rows);
  let price = 100;
  for (let i = 0; i < rows; i++) {
    bars.time[i] = from + i * step;
    bars.open[i] = price;
    price *= Math.exp(0.002 * random.normal());
    bars.close[i] = price;
    bars.high[i] = Math.max(bars.open[i], price) * 1.001;
    bars.low[i] = Math.min(bars.open[i], price) * 0.999;
    bars.volume[i] = 1000;
    bars.quote_volume[i] = 1000 * price;
  }
  return made("candles", bars, { symbol, interval });
}

/** Totals of 1 long and 1 short a bar, and of `usd` longs in the bar at `at`. */
export function totals(
  symbol: string,
  days: number,
  interval: string,
  parts: Partial<Omit<SeriesKey, "table">> = {},
  cascade: { at: number; usd: number } | null = null,
): Made<"liquidation_totals"> {
  const step = intervalMs(interval), rows = days * DAY / step;
  const columns = emptyColumns("liquidation_totals", rows);
  for (let i = 0; i < rows; i++) {
    columns.time[i] = START + i * step;
    columns.short_usd[i] = 1;
    columns.long_usd[i] = cascade && columns.time[i] === cascade.at ? cascade.usd : 1;
    columns.total_usd[i] = columns.long_usd[i] + 1;
  }
  return made("liquidation_totals", columns, { symbol, interval, ...parts });
}

/** Writes a dataset, hands it to a test, and removes it. */
export async function withDataset(
  series: Made[],
  test: (dataset: Dataset) => Promise<void>,
): Promise<void> {
  const dir = Deno.makeTempDirSync();
  try {
    await writeDataset(`${dir}/made`, {
      name: "made.json",
      content: "{}",
      source: "simulate",
      options: {},
    }, series);
    await test(openDataset(`${dir}/made`));
  } finally {
    Deno.removeSync(dir, { recursive: true });
  }
}
