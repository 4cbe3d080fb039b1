import { UserError } from "../errors.ts";
import { assetOf, type Market, type SeriesKey } from "../tables/keys.ts";
import type { TableName } from "../tables/schema.ts";

/** A key from the parts that differ: trade prices, reported, the asset that the symbol names. */
export function seriesOf<T extends TableName>(
  table: T,
  parts: Pick<SeriesKey, "venue" | "market" | "symbol" | "interval"> & Partial<SeriesKey>,
): SeriesKey & { table: T } {
  return { asset: assetOf(parts.symbol), kind: "trade", basis: "reported", ...parts, table };
}

/**
 * A market from text.
 *
 * @throws UserError when it is none
 */
export function marketOf(text: string, where: string): Market {
  if (text === "spot" || text === "linear" || text === "inverse") return text;
  throw new UserError(
    `${where}: market ${JSON.stringify(text.slice(0, 60))} is none of spot, linear, inverse`,
  );
}

/** COIN-M contracts (`BTCUSD_PERP`, `ETHUSD_240329`), whose volumes Binance gives in contracts. */
export function isCoinMargined(symbol: string): boolean {
  return /USD_(?:PERP|\d{6})$/.test(symbol);
}

/** USD of one inverse contract at Binance and OKX: 100 for bitcoin, 10 for all others. */
export function inverseContractUsd(symbol: string): number {
  return assetOf(symbol) === "BTC" ? 100 : 10;
}
