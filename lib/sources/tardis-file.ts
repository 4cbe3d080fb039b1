import type { Market } from "../tables/keys.ts";
import { marketOfSymbol } from "./contracts.ts";
import type { Field } from "./csv/fields.ts";

export const TARDIS_LICENCE = "Tardis.dev terms of use";
/** Liquidations and trades have the same columns: only the name tells them apart. */
export const EVENTS = "exchange,symbol,timestamp,local_timestamp,id,side,price,amount";
const VENUES: { [exchange: string]: string } = {
  "binance-futures": "binance",
  "binance-delivery": "binance",
  "okex-swap": "okx",
  "okex-futures": "okx",
  "bitmex": "bitmex",
  "bybit": "bybit",
  "hyperliquid": "hyperliquid",
};

/** What is read of liquidations and trades; times are microseconds. */
export const EVENT_FIELDS: Field[] = [
  { name: "exchange", kind: "text" },
  { name: "symbol", kind: "text" },
  { name: "timestamp", kind: "number" },
  { name: "side", kind: "text" },
  { name: "price", kind: "number" },
  { name: "amount", kind: "number" },
];
/** Where a row belongs. */
export interface Place {
  venue: string;
  market: Market;
  symbol: string;
}

/** Venue and market from Tardis's name of the exchange, which tells both in part. */
export function placeOf(exchange: string, symbol: string): Place {
  const venue = VENUES[exchange] ?? exchange;
  return { venue, market: marketOfSymbol(venue, symbol), symbol };
}
