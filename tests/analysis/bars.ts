import { type Columns, emptyColumns } from "../../lib/tables/columns.ts";

/** One bar: prices and volume. */
export type Bar = { high: number; low: number; close: number; open?: number; volume?: number };

/** Bars at a regular distance from `start`; volume 1 and open = close unless given. */
export function barsOf(rows: Bar[], step: number, start = 0): Columns<"candles"> {
  const bars = emptyColumns("candles", rows.length);
  rows.forEach((row, i) => {
    bars.time[i] = start + i * step;
    bars.open[i] = row.open ?? row.close;
    bars.high[i] = row.high;
    bars.low[i] = row.low;
    bars.close[i] = row.close;
    bars.volume[i] = row.volume ?? 1;
    bars.quote_volume[i] = bars.volume[i] * row.close;
  });
  return bars;
}

/** Totals at a regular distance from `start`; `longShare` of each is long. */
export function totalsOf(
  usd: ArrayLike<number>,
  step: number,
  start = 0,
  longShare = 1,
): Columns<"liquidation_totals"> {
  const totals = emptyColumns("liquidation_totals", usd.length);
  for (let i = 0; i < usd.length; i++) {
    totals.time[i] = start + i * step;
    totals.long_usd[i] = usd[i] * longShare;
    totals.short_usd[i] = usd[i] * (1 - longShare);
    totals.total_usd[i] = usd[i];
  }
  return totals;
}
