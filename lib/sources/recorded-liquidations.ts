import { LONG, SHORT, UNKNOWN_SIDE } from "../tables/schema.ts";
import { parseBitmex } from "./bitmex-liquidations.ts";
import { parseBybit } from "./bybit-liquidations.ts";
import { marketOfSymbol } from "./contracts.ts";
import { textHead } from "./head.ts";
import { fieldsOfJson } from "./json.ts";
import { jsonNumber, jsonText, type MessageParser, readMessages } from "./liquidation-messages.ts";
import { parseOkx } from "./okx-liquidations.ts";
import type { Source } from "./source.ts";

/**
 * Recorded messages of several venues in one file, among them Binance's `forceOrder`. That stream has
 * at most one order per symbol and second: in a cascade its sum is short by up to a hundred times.
 */
export const recordedLiquidations: Source = {
  name: "recorded-liquidations",
  title: "Recorded liquidation messages of Binance, Bybit, OKX and BitMEX (JSON lines)",
  verified: true,
  licence: "terms of use of the venues",
  recognises: (_, head) => /^\{[^\n]*(?:"raw":\s*\{|"e":\s*"forceOrder")/.test(textHead(head)),
  read: (file) => readMessages(file, [parseForceOrder, parseBybit, parseOkx, parseBitmex]),
};

/** The side is that of the order: SELL closed a long. */
export const parseForceOrder: MessageParser = (message) => {
  if (message.e !== "forceOrder") return undefined;
  const order = fieldsOfJson(message.o);
  if (!order) return ["no order in the message"];
  const symbol = jsonText(order.s);
  const side = jsonText(order.S);
  return [{
    venue: "binance",
    market: marketOfSymbol("binance", symbol),
    symbol,
    time: jsonNumber(order.T ?? message.E),
    side: side === "SELL" ? LONG : side === "BUY" ? SHORT : UNKNOWN_SIDE,
    price: jsonNumber(order.ap),
    amount: jsonNumber(order.z),
  }];
};
