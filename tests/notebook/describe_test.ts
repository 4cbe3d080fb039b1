import assert from "node:assert/strict";
import { describe } from "../../lib/notebook/describe.ts";

Deno.test("describes each column in a row of its own", async () => {
  const rows = [1, 2, 3, 6].map((value) => ({ BTC: value, ETH: 10 * value }));
  const [btc, eth] = await describe(rows, "asset") as Record<string, number | string>[];
  assert.deepEqual([btc.asset, btc.count, btc.mean, btc.median, btc.max], ["BTC", 4, 3, 2.5, 6]);
  assert.deepEqual([eth.asset, eth.min], ["ETH", 10]);
});

Deno.test("nothing in common is no row, not an error", async () => {
  assert.deepEqual(await describe([], "asset"), []);
});
