import assert from "node:assert/strict";
import { didYouMean, nearest } from "../lib/nearest.ts";

const SYMBOLS = ["BTCUSDT", "ETHUSDT", "SOLUSDT"];

Deno.test("a word mistyped by a letter or two finds the one that was meant", () => {
  for (const typed of ["BTCUSD", "btcusdt", "BCTUSDT", "BTCUSDTT", "BTC USDT"]) {
    assert.equal(nearest(typed, SYMBOLS), "BTCUSDT", typed);
  }
  assert.equal(didYouMean("zoen", ["zone", "symbols"]), '; did you mean "zone"?');
});

Deno.test("another word, though it ends alike, was not meant to be a known one", () => {
  for (const typed of ["XRPUSDT", "LINKUSDT", "gold"]) {
    assert.equal(didYouMean(typed, SYMBOLS), "", typed);
  }
});
