import assert from "node:assert/strict";
import { loadBars, mainSymbols } from "../../lib/inputs/market.ts";
import { HOUR } from "../../lib/tables/time.ts";
import { walk, withDataset } from "./made-dataset.ts";

Deno.test("an asset means its perpetuals on all venues, also where one venue's symbol is the asset", () => {
  const own = walk("BTC", 1, "1h");
  const series = [walk("BTCUSDT", 2, "1h"), { ...own, key: { ...own.key, venue: "hyperliquid" } }];
  return withDataset(series, async (dataset) => {
    const { key } = await loadBars(dataset, "BTC", {}, HOUR);
    assert.equal(key.venue, "binance");
  });
});

Deno.test("a dataset of spot alone is told what it lacks", () => {
  const spot = walk("BTCUSDT", 1, "1h");
  return withDataset([{ ...spot, key: { ...spot.key, market: "spot" } }], (dataset) => {
    assert.throws(() => mainSymbols(dataset), /no perpetual, only spot: ingest files of one/);
    return Promise.resolve();
  });
});
