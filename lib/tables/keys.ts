import { UserError } from "../errors.ts";
import { type TableName, TABLES } from "./schema.ts";

/** What a contract settles in: `linear` in a stablecoin, `inverse` in the coin itself. */
export type Market = "spot" | "linear" | "inverse";
/** Which price a bar is made of: trades, or the exchange's mark, index or premium-index price. */
export type Kind = "trade" | "mark" | "index" | "premium";
/** How a number came about: an exchange said so, a model estimated it, or a simulation made it. */
export type Basis = "reported" | "estimated" | "simulated";

/**
 * Identity of one series. Two rows of the same series and time are the same observation.
 *
 * `venue` is lower case; figures over all exchanges have the venue `all`. `interval` is a bar length
 * (`5m`, `1h`) or, for irregular rows, `settlement` (funding), `event` (single liquidations) or
 * `snapshot` (depth).
 */
export interface SeriesKey {
  table: TableName;
  venue: string;
  market: Market;
  symbol: string;
  asset: string;
  kind: Kind;
  interval: string;
  basis: Basis;
}

const SAFE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;
const PARTS = ["table", "venue", "market", "symbol", "kind", "interval", "basis"] as const;

/**
 * The key as a path, unique among series: `candles/binance/linear/BTCUSDT/trade/5m/reported`.
 * The asset is left out because the symbol implies it.
 *
 * @throws UserError when a part could not stand in a path: keys come from file names and file
 * contents, and become folders
 * @example keyId(key) // "funding/binance/linear/BTCUSDT/trade/settlement/reported"
 */
export function keyId(key: SeriesKey): string {
  for (const part of [...PARTS, "asset"] as const) {
    if (!SAFE.test(key[part]) || key[part].includes("..")) {
      throw new UserError(
        `${part} ${JSON.stringify(key[part].slice(0, 60))} cannot name a series: ` +
          `letters, digits, ".", "_" and "-" only, 40 at most`,
      );
    }
  }
  if (!(key.table in TABLES)) throw new UserError(`"${key.table}" is no table`);
  return PARTS.map((part) => key[part]).join("/");
}

const QUOTES = ["FDUSD", "USDT", "USDC", "BUSD", "TUSD", "USD", "EUR", "BTC", "ETH"];

/**
 * The asset that a symbol is about: `BTC` for `BTCUSDT`, `BTC-USDT-SWAP`, `BTCUSD_PERP`, `XBTUSD`
 * and `BTC`. A multiple stays what it is (`1000PEPE`): its price is not the asset's.
 *
 * @example assetOf("ETHUSDT") // "ETH"
 */
export function assetOf(symbol: string): string {
  const head = symbol.toUpperCase().split(/[-_/:]/)[0];
  const quote = QUOTES.find((quote) => head.length > quote.length && head.endsWith(quote));
  const asset = quote ? head.slice(0, -quote.length) : head;
  return asset === "XBT" ? "BTC" : asset;
}
