import assert from "node:assert/strict";
import { unoffered } from "../../lib/fetch/offers.ts";

Deno.test("liquidations of contracts in USDT are not Binance's: it says whose", () => {
  const notes = unoffered(
    { symbols: ["BTCUSDT", "BTCUSD_PERP"], tables: ["candles", "liquidations"] },
    ["binance"],
  );
  assert.deepEqual(notes, [
    "liquidations of BTCUSDT: not from binance; add --providers coinalyze",
  ]);
});

Deno.test("what one of the providers has is no remark", () => {
  const wanted = { symbols: ["BTCUSDT"], tables: ["liquidations", "funding"] } as const;
  assert.deepEqual(unoffered(wanted, ["hyperliquid", "coinalyze"]), []);
});
