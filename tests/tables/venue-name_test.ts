import assert from "node:assert/strict";
import { onVenues, venueName } from "../../lib/tables/venue-name.ts";

Deno.test("venues as they write themselves", () => {
  assert.deepEqual(["okx", "binance", "all"].map(venueName), ["OKX", "Binance", "all exchanges"]);
});

Deno.test("where something stands that some venues alone know of", () => {
  assert.equal(onVenues(["hyperliquid"]), "on Hyperliquid");
  assert.equal(onVenues(["binance", "okx", "okx"]), "on Binance, OKX");
  assert.equal(onVenues(["all"]), "over all exchanges");
  assert.equal(onVenues(["okx", "all"]), "over all exchanges and on OKX");
  assert.equal(onVenues([]), "");
});
