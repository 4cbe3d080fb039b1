import { LONG, SHORT, UNKNOWN_SIDE } from "../tables/schema.ts";
import { marketOfSymbol } from "./contracts.ts";
import { textHead } from "./head.ts";
import { fieldsOfJson } from "./json.ts";
import { jsonNumber, jsonText, type MessageParser, readMessages } from "./liquidation-messages.ts";
import type { Source } from "./source.ts";

/**
 * OKX's `liquidation-orders`: at most one per contract and second, so that sums fall short. `posSide`
 * is the side of the position; where it is `net`, the side of the order tells: a sell closed a long.
 * Sizes are contracts. The same details come from the REST endpoint, without the name of a channel.
 */
export const okxLiquidations: Source = {
  name: "okx-liquidations",
  title: "OKX liquidation-orders messages (JSON lines)",
  verified: true,
  licence: "OKX terms of use",
  recognises: (_, head) => /^\s*\{[^\n]*"details":\s*\[/.test(textHead(head)),
  read: (file) => readMessages(file, [parseOkx]),
};

export const parseOkx: MessageParser = (message) => {
  const data = Array.isArray(message.data) ? message.data : [message];
  const orders = data.map(fieldsOfJson).filter((order) => Array.isArray(order?.details));
  if (orders.length === 0) return undefined;
  return orders.flatMap((order) => {
    const symbol = jsonText(order!.instId);
    return (order!.details as unknown[]).map((item) => {
      const row = fieldsOfJson(item);
      if (!row) return "no liquidation in the message";
      return {
        venue: "okx",
        market: marketOfSymbol("okx", symbol),
        symbol,
        time: jsonNumber(row.ts),
        side: sideOf(jsonText(row.posSide), jsonText(row.side)),
        price: jsonNumber(row.bkPx),
        amount: jsonNumber(row.sz),
      };
    });
  });
};

function sideOf(position: string, order: string): number {
  if (position === "long") return LONG;
  if (position === "short") return SHORT;
  return order === "sell" ? LONG : order === "buy" ? SHORT : UNKNOWN_SIDE;
}
