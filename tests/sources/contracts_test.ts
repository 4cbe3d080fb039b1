import assert from "node:assert/strict";
import { amountOf, marketOfSymbol } from "../../lib/sources/contracts.ts";

Deno.test("amountOf: coins, dollars and contracts become coins and USD", () => {
  assert.deepEqual(amountOf("binance", "linear", "BTCUSDT", 2, 100), {
    quantity: 2,
    notional: 200,
  });
  assert.deepEqual(amountOf("binance", "inverse", "BTCUSD_PERP", 2, 100), {
    quantity: 2,
    notional: 200,
  });
  assert.deepEqual(amountOf("binance", "inverse", "ETHUSD_PERP", 2, 10), {
    quantity: 2,
    notional: 20,
  });
  assert.deepEqual(amountOf("okx", "linear", "DOGE-USDT-SWAP", 2, 0.5), {
    quantity: 2000,
    notional: 1000,
  });
  assert.deepEqual(amountOf("bitmex", "inverse", "XBTUSD", 500, 10), {
    quantity: 50,
    notional: 500,
  });
});

Deno.test("amountOf: a contract whose size is not known is no amount", () => {
  assert.equal(amountOf("okx", "linear", "NEW-USDT-SWAP", 2, 1), undefined);
  assert.equal(amountOf("bitmex", "inverse", "ETHUSD", 2, 1), undefined);
  assert.equal(amountOf("bitmex", "linear", "XBTUSDT", 2, 1), undefined);
});

Deno.test("marketOfSymbol: how venues write their contracts", () => {
  const inverse = [
    ["binance", "BTCUSD_PERP"],
    ["binance", "BTCUSD_240329"],
    ["bybit", "BTCUSD"],
    ["bybit", "BTCUSDH25"],
    ["okx", "BTC-USD-SWAP"],
    ["okx", "XRP-USD-230929"],
    ["bitmex", "XBTUSD"],
  ];
  for (const [venue, symbol] of inverse) {
    assert.equal(marketOfSymbol(venue, symbol), "inverse", symbol);
  }
  const linear = [["binance", "BTCUSDT"], ["bybit", "BTCPERP"], ["okx", "BTC-USDT-SWAP"], [
    "bitmex",
    "XBTUSDT",
  ], ["hyperliquid", "BTC"]];
  for (const [venue, symbol] of linear) {
    assert.equal(marketOfSymbol(venue, symbol), "linear", symbol);
  }
});
