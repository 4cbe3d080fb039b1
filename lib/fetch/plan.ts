import { UserError } from "../errors.ts";
import { isCoinMargined } from "../sources/series-of.ts";
import { assetOf } from "../tables/keys.ts";
import { DAY, formatDate } from "../tables/time.ts";
import type { Published } from "./download.ts";
import { type FetchTable, PROVIDERS, type Wanted } from "./request.ts";

/** Bars that Binance publishes as daily files too. */
export const BINANCE_INTERVALS = "1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d".split(" ");

/** A file of Binance Vision. */
export interface PlannedFile extends Published {
  /** Its path at the host, `data/futures/um/monthly/klines/BTCUSDT/5m/BTCUSDT-5m-2025-11.zip`. */
  path: string;
  symbol: string;
  /** Binance's name of the series: `klines`, `fundingRate`, `metrics`, `bookDepth`, ... */
  type: string;
  kind: "monthly" | "daily";
  /** The part of the window that it is to cover, ms. */
  from: number;
  to: number;
  /** The files that hold the same, where this one is not there. */
  instead: PlannedFile[];
}

/** How Binance publishes each table, per market. Of liquidations it has only COIN-M, until 2024. */
const TYPES: { [table in FetchTable]: { type: string; kinds: PlannedFile["kind"][] } } = {
  candles: { type: "klines", kinds: ["monthly", "daily"] },
  funding: { type: "fundingRate", kinds: ["monthly"] },
  open_interest: { type: "metrics", kinds: ["daily"] },
  depth: { type: "bookDepth", kinds: ["daily"] },
  liquidations: { type: "liquidationSnapshot", kinds: ["daily"] },
};

/**
 * The files of Binance Vision that hold a window: monthly ones for its whole months that are over,
 * daily ones for the rest up to yesterday; whole months of what is published by month alone. Every
 * monthly file that has daily ones names them, for the case that it is not published yet.
 *
 * @throws UserError when a symbol or the interval is none of Binance's
 * @example
 * plan({ symbols: ["BTCUSDT"], tables: ["candles"], interval: "5m", from, to, now })[0].kind
 */
export function plan({ symbols, tables, interval, from, to, now }: Wanted): PlannedFile[] {
  if (tables.includes("candles") && !BINANCE_INTERVALS.includes(interval)) {
    throw new UserError(
      `Binance publishes no bars of ${interval}: choose one of ${BINANCE_INTERVALS.join(", ")}`,
    );
  }
  const files: PlannedFile[] = [];
  for (const symbol of new Set(symbols.map(binanceSymbol))) {
    for (const table of tables) {
      if (!offers(symbol, table)) continue;
      const { type, kinds } = TYPES[table];
      const file = { symbol, type, folder: table === "candles" ? `${interval}/` : "" };
      for (let month = startOfMonth(from); month < to; month = nextMonth(month)) {
        const start = Math.max(from, month), end = Math.min(to, nextMonth(month));
        const whole = start === month && end === nextMonth(month) && end <= now;
        const days = kinds.includes("daily") ? daysOf(file, start, Math.min(end, now)) : [];
        if (kinds.includes("daily") && !(whole && kinds.includes("monthly"))) files.push(...days);
        else if (month < now) {
          files.push({ ...planned(file, "monthly", month), from: start, to: end, instead: days });
        }
      }
    }
  }
  return files;
}

/**
 * Binance's name of what was asked for: an asset stands for its perpetual in USDT.
 *
 * @throws UserError when it can be no symbol of Binance
 * @example binanceSymbol("BTC") // "BTCUSDT"
 */
export function binanceSymbol(symbol: string): string {
  const name = assetOf(symbol) === symbol ? `${symbol}USDT` : symbol;
  if (/^[A-Z0-9]{2,24}(?:_[A-Z0-9]{4,8})?$/.test(name)) return name;
  throw new UserError(`"${symbol}" is no symbol of Binance: write BTCUSDT, BTCUSD_PERP or BTC`);
}

/** Whether Binance publishes a table of a symbol at all. */
export function offers(symbol: string, table: FetchTable): boolean {
  return table !== "liquidations" || isCoinMargined(symbol);
}

interface Series {
  symbol: string;
  type: string;
  /** Folder of the interval, where the series has one. */
  folder: string;
}

/** Files of the whole days that are over. */
function daysOf(series: Series, from: number, until: number): PlannedFile[] {
  const files: PlannedFile[] = [];
  for (let day = from; day + DAY <= until; day += DAY) {
    files.push({ ...planned(series, "daily", day), from: day, to: day + DAY, instead: [] });
  }
  return files;
}

function planned({ symbol, type, folder }: Series, kind: PlannedFile["kind"], start: number) {
  const market = isCoinMargined(symbol) ? "cm" : "um";
  const date = formatDate(start).slice(0, kind === "monthly" ? 7 : 10);
  const name = `${symbol}-${folder === "" ? type : folder.slice(0, -1)}-${date}.zip`;
  const path = `data/futures/${market}/${kind}/${type}/${symbol}/${folder}${name}`;
  const url = `${PROVIDERS.binance}/${path}`;
  return { symbol, type, kind, path, url, checksumUrl: `${url}.CHECKSUM` };
}

function startOfMonth(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

/** First moment of the month after that of a time. */
export function nextMonth(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}
