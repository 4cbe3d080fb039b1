import { LONG, SHORT, UNKNOWN_SIDE } from "../tables/schema.ts";
import { marketOfSymbol } from "./contracts.ts";
import { fieldsOfJson } from "./json.ts";
import { jsonNumber, jsonText, type MessageParser, readMessages } from "./liquidation-messages.ts";
import { textHead } from "./head.ts";
import type { Source } from "./source.ts";

/**
 * Bybit's `allLiquidation.SYMBOL`, complete since 2025-02, and the older `liquidation.SYMBOL`. The side
 * is that of the **position**: "Buy" means that a long was liquidated, unlike Binance and OKX. The
 * price is that of bankruptcy; the size is coins, or dollars for inverse contracts.
 */
export const bybitLiquidations: Source = {
  name: "bybit-liquidations",
  title: "Bybit allLiquidation messages (JSON lines)",
  verified: false,
  licence: "Bybit terms of use",
  recognises: (_, head) =>
    /^\{[^\n]*"topic":\s*"(?:allLiquidation|liquidation)\./.test(textHead(head)),
  read: (file) => readMessages(file, [parseBybit]),
};

export const parseBybit: MessageParser = (message) => {
  const topic = jsonText(message.topic);
  if (!/^(?:allLiquidation|liquidation)\./.test(topic)) return undefined;
  const data = Array.isArray(message.data) ? message.data : [message.data];
  return data.map((item) => {
    const row = fieldsOfJson(item);
    if (!row) return "no liquidation in the message";
    const symbol = jsonText(row.s ?? row.symbol);
    const side = jsonText(row.S ?? row.side);
    return {
      venue: "bybit",
      market: marketOfSymbol("bybit", symbol),
      symbol,
      time: jsonNumber(row.T ?? row.time ?? row.updatedTime),
      side: side === "Buy" ? LONG : side === "Sell" ? SHORT : UNKNOWN_SIDE,
      price: jsonNumber(row.p ?? row.price),
      amount: jsonNumber(row.v ?? row.qty ?? row.size),
    };
  });
};
