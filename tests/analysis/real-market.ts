/** One market of the real data for the tests of volume and funding. */
import { type Columns, emptyColumns } from "../../lib/tables/columns.ts";
import { realBars, realData, realRows } from "../real-data.ts";

/** 5-minute bars of a Binance perpetual, December 2024 to February 2026. */
export function perpBars(asset: string): Columns<"candles"> {
  return realBars(`binance-perps-5m/${asset}USDT_perp_5m.csv.gz`);
}

/** Its funding: settlements with an 8-hour interval. */
export function perpFunding(asset: string): Columns<"funding"> {
  return fundingOf(
    realRows(`binance-perps-5m/${asset}USDT_funding_8h.csv`).map((row) => row.map(Number)),
  );
}

/** Funding of rows (time, rate, hours = 8). */
export function fundingOf(rows: number[][]): Columns<"funding"> {
  const funding = emptyColumns("funding", rows.length);
  rows.forEach(([time, rate, hours = 8], i) => {
    funding.time[i] = time;
    funding.rate[i] = rate;
    funding.interval_hours[i] = hours;
  });
  return funding;
}

/** Skips a test, by name, where the real perpetuals are absent. */
export const perps = { ignore: realData("binance-perps-5m").ignore };
