import assert from "node:assert/strict";
import { sourceNote } from "../../../lib/analysis/wave/source-notes.ts";

Deno.test("says what a source can see of the market", () => {
  const coverage = (venue: string, basis = "reported") => sourceNote(venue, basis).coverage;
  assert.deepEqual(["binance", "okx", "bybit", "hyperliquid", "all"].map((v) => coverage(v)), [
    "throttled",
    "throttled",
    "venue",
    "venue",
    "market",
  ]);
  assert.equal(coverage("binance", "estimated"), "model");
  assert.equal(coverage("all", "simulated"), "market");
  assert.equal(
    coverage("binance", "simulated"),
    "venue",
    "one of several, though nothing is hidden",
  );
  assert.match(sourceNote("bybit", "reported").note, /counts Bybit alone/);
});
