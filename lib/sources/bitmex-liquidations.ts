import { LONG, SHORT, UNKNOWN_SIDE } from "../tables/schema.ts";
import { marketOfSymbol } from "./contracts.ts";
import { readUtc } from "./csv/utc.ts";
import { textHead } from "./head.ts";
import { fieldsOfJson } from "./json.ts";
import { jsonNumber, jsonText, type MessageParser, readMessages } from "./liquidation-messages.ts";
import type { Source } from "./source.ts";

/**
 * BitMEX's `liquidation` table. Messages carry no time: that of receipt, beside them, is taken. The
 * side is that of the order: "Buy" closed a short. Only `insert` is a new liquidation; updates and
 * deletes speak of one that was counted. XBTUSD counts dollars.
 */
export const bitmexLiquidations: Source = {
  name: "bitmex-liquidations",
  title: "BitMEX liquidation messages (JSON lines)",
  verified: false,
  licence: "BitMEX terms of use",
  recognises: (_, head) => /^\{[^\n]*"table":\s*"liquidation"/.test(textHead(head)),
  read: (file) => readMessages(file, [parseBitmex]),
};

export const parseBitmex: MessageParser = (message, recorded) => {
  if (message.table !== "liquidation" || !Array.isArray(message.data)) return undefined;
  const action = jsonText(message.action);
  return message.data.map((item) => {
    const row = fieldsOfJson(item);
    if (!row) return "no liquidation in the message";
    if (action !== "" && action !== "insert" && action !== "partial") {
      return `${action} of a liquidation that was counted when it came`;
    }
    const symbol = jsonText(row.symbol);
    const side = jsonText(row.side);
    return {
      venue: "bitmex",
      market: marketOfSymbol("bitmex", symbol),
      symbol,
      time: typeof row.timestamp === "string" ? readUtc(row.timestamp) : recorded,
      side: side === "Sell" ? LONG : side === "Buy" ? SHORT : UNKNOWN_SIDE,
      price: jsonNumber(row.price),
      amount: jsonNumber(row.leavesQty),
    };
  });
};
