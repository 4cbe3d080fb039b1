import assert from "node:assert/strict";
import { batchOf, type Given } from "../../lib/sources/batch-of.ts";
import { seriesOf } from "../../lib/sources/series-of.ts";
import type { Source } from "../../lib/sources/source.ts";
import type { TableName } from "../../lib/tables/schema.ts";
import { rawFile, readAll } from "./raw.ts";

const series = { venue: "test", market: "linear", symbol: "BTCUSDT", interval: "1h" } as const;

/** What is said of twelve rows that any source hands over. */
async function said<T extends TableName>(table: T, row: { [column: string]: number }) {
  const columns = Object.fromEntries(
    Object.entries({ time: 1.76e12, ...row }).map(([name, value]) => [
      name,
      new Float64Array(12).fill(value),
    ]),
  ) as unknown as Given<T>;
  const source: Source = {
    name: "any",
    title: "any",
    verified: true,
    licence: "none",
    recognises: () => true,
    async *read() {
      yield await Promise.resolve({
        batch: batchOf(seriesOf(table, series), new Float64Array(12), columns),
      });
    },
  };
  return (await readAll(source, rawFile("any.csv", ""))).warnings.join();
}

Deno.test("funding: percent read as fraction, and the other way, by what is usual in 8 hours", async () => {
  assert.equal(await said("funding", { rate: 1e-4, interval_hours: 8 }), "");
  assert.match(await said("funding", { rate: 1e-2, interval_hours: 8 }), /percent read as frac/);
  assert.match(await said("funding", { rate: 1e-6, interval_hours: 8 }), /fraction read as perc/);
  // An hourly rate is eight times itself.
  assert.equal(await said("funding", { rate: 1.25e-5, interval_hours: 1 }), "");
  assert.match(await said("funding", { rate: 1e-3, interval_hours: 1 }), /percent read as frac/);
});

Deno.test("candles: contracts read as coins put quote volume / volume outside the bar", async () => {
  const bar = { open: 100, high: 101, low: 99, close: 100, volume: 5 };
  assert.equal(await said("candles", { ...bar, quote_volume: 500 }), "");
  assert.equal(await said("candles", bar), "");
  assert.match(await said("candles", { ...bar, quote_volume: 5 }), /volume in contracts/);
});

Deno.test("liquidations: contracts read as coins part notional from quantity x price", async () => {
  const row = { price: 100, notional: 1000 };
  assert.equal(await said("liquidations", { ...row, quantity: 10 }), "");
  assert.equal(await said("liquidations", row), "");
  assert.match(await said("liquidations", { ...row, quantity: 1000 }), /in contracts/);
});

Deno.test("open interest: one number read as coins and as USD", async () => {
  assert.equal(
    await said("open_interest", { open_interest: 10, open_interest_usd: 1e6 }),
    "",
  );
  assert.match(
    await said("open_interest", { open_interest: 1e6, open_interest_usd: 1e6 }),
    /one unit read as both/,
  );
});
