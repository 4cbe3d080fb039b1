import { UserError } from "../errors.ts";
import type { Market, SeriesKey } from "../tables/keys.ts";
import { isCoinMargined, marketOf } from "./series-of.ts";
import type { ReadOptions } from "./source.ts";

/** Licence of all that Binance Vision offers, for figures made from it. */
export const BINANCE_LICENCE = "Binance terms of use; data.binance.vision";

/** What the name of a Binance Vision file says: `BTCUSDT-1h-2025-10.csv`. */
export interface BinanceName {
  symbol: string;
  /** `aggTrades`, `metrics`, ... or the interval of klines. */
  type: string;
  /** Month or day. */
  date: string;
}

const NAME = /^([A-Z0-9]{2,24}(?:_[A-Z0-9]{4,8})?)-([A-Za-z0-9]+)-(\d{4}-\d{2}(?:-\d{2})?)\./;

/** The parts of the name, or undefined where it is none of Binance Vision. */
export function binanceName(name: string): BinanceName | undefined {
  const match = NAME.exec(name);
  return match ? { symbol: match[1], type: match[2], date: match[3] } : undefined;
}

/**
 * Venue, market and symbol of a file from its name, or from the options where the name is another.
 * Coin-margined contracts show in the symbol; spot and USD-M do not, so the format says which.
 *
 * @throws UserError when nothing tells the symbol
 */
export function binanceSeries(
  name: string,
  options: ReadOptions,
  market: Market,
): Pick<SeriesKey, "venue" | "market" | "symbol"> {
  const symbol = binanceName(name)?.symbol ?? options.symbol;
  if (!symbol) {
    throw new UserError(
      `${name}: Binance files tell their symbol by name, as BTCUSDT-1h-2025-10: give --symbol`,
    );
  }
  const told = options.market === undefined ? market : marketOf(options.market, name);
  return { venue: "binance", symbol, market: isCoinMargined(symbol) ? "inverse" : told };
}
