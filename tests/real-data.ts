/** Real market data for checks, where ../shared/data exists; tests skip by name where it does not. */
import { gunzipSync } from "node:zlib";
import { type Columns, emptyColumns } from "../lib/tables/columns.ts";

const ROOT = new URL("../../shared/data/", import.meta.url);

/**
 * A file of the real data, and what a test that needs it adds to its definition.
 *
 * @example Deno.test({ name: "...", ignore: realData("cryptoquant").ignore, fn() {} })
 */
export function realData(path: string): { url: URL; ignore: boolean } {
  const url = new URL(path, ROOT);
  try {
    Deno.statSync(url);
    return { url, ignore: false };
  } catch {
    return { url, ignore: true };
  }
}

/** Rows of a CSV file, plain or gzipped, without the header, split at commas. */
export function realRows(path: string): string[][] {
  const bytes = Deno.readFileSync(new URL(path, ROOT));
  const text = new TextDecoder().decode(path.endsWith(".gz") ? gunzipSync(bytes) : bytes);
  return text.trim().split(/\r?\n/).slice(1).map((line) => line.split(","));
}

/** Bars of a CSV file `timestamp,open,high,low,close,volume[,quote_volume,trades]`. */
export function realBars(path: string): Columns<"candles"> {
  const rows = realRows(path);
  const bars = emptyColumns("candles", rows.length);
  const columns = [
    bars.time,
    bars.open,
    bars.high,
    bars.low,
    bars.close,
    bars.volume,
    bars.quote_volume,
    bars.trades,
  ];
  rows.forEach((row, i) => columns.forEach((column, c) => column[i] = Number(row[c] ?? NaN)));
  return bars;
}
