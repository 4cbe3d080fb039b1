import assert from "node:assert/strict";
import { c7ByMarket } from "../../lib/claims/c7.ts";
import {
  belowRows,
  changeRows,
  dropRows,
  faultRows,
  relativeRows,
  visitRows,
  volumesByDay,
} from "../../lib/notebook/volume-rows.ts";
import { volumeResult } from "../charts/synthetic-volume.ts";

const broken = volumeResult({
  not_testable: "baseline broken",
  drop: null,
  drop_interval: null,
  percentile_in_optimism: null,
  week_p: null,
  notes: ["days missing: 2", "the unit may have changed"],
});
const markets = [{ asset: "BTC", result: volumeResult() }, { asset: "ZEC", result: broken }];

Deno.test("a market without a level shows none, and each carries its own verdict", () => {
  const [btc, zec] = dropRows(markets, c7ByMarket(markets, "simulated"));
  assert.deepEqual([btc.asset, btc.level, btc.drop_low, btc.verdict], [
    "BTC",
    1.1e10,
    -0.3,
    "supported",
  ]);
  assert.deepEqual([zec.level, zec.drop, zec.drop_low, zec.p_adjusted], [null, null, null, null]);
  assert.deepEqual([btc.verdict_alone, zec.verdict_alone], ["supported", "not testable"]);
  assert.deepEqual([zec.verdict, zec.not_testable], ["not testable", "baseline broken"]);
});

Deno.test("every fault of the data has a row", () => {
  assert.deepEqual(faultRows(markets).map(({ asset, note }) => `${asset} ${note}`), [
    "ZEC days missing: 2",
    "ZEC the unit may have changed",
  ]);
});

Deno.test("days are joined over the markets that all have them", () => {
  const fewer = volumeResult({ days: volumeResult().days.slice(10) });
  const rows = volumesByDay([markets[0], { asset: "ETH", result: fewer }]);
  // Of the last thirty days one has no volume.
  assert.equal(rows.length, 29);
  assert(rows.every((row) => row.BTC === row.ETH));
  assert.deepEqual(
    volumesByDay([markets[0], { asset: "X", result: volumeResult({ days: [] }) }]),
    [],
  );
});

Deno.test("days without relative volume are left out of the months", () => {
  const rows = relativeRows([markets[0]]);
  assert.equal(rows.month.length, 39);
  assert.deepEqual([rows.month[0], rows.asset[0]], ["2025-11", "BTC"]);
});

Deno.test("intervals become two columns, and none become nulls", () => {
  const comparison = {
    when: "before" as const,
    rejections: 4,
    breakouts: 1,
    median_rejection: 1,
    median_breakout: 2,
    superiority: 1,
    superiority_interval: null,
    p: null,
    smallest_p: 0.4,
  };
  const [none] = visitRows([comparison]);
  assert.deepEqual([none.low, none.high, none.rejections], [null, null, 4]);
  const change = {
    date: "2025-06-24",
    date_interval: ["2025-06-22", "2025-06-25"] as [string, string],
    shift: -0.2,
    interval: [-0.3, -0.1] as [number, number],
    days_before: 9,
    days_after: 8,
    dated: true,
  };
  const found = { changes: [change] } as unknown as Parameters<typeof changeRows>[0][0]["result"];
  const [row] = changeRows([{ asset: "BTC", result: found }]);
  assert.deepEqual([row.asset, row.date, row.low, row.high], ["BTC", "2025-06-24", -0.3, -0.1]);
  assert.deepEqual([row.first, row.last], ["2025-06-22", "2025-06-25"]);
});

Deno.test("since when a market lies below its level is a row of its own", () => {
  const below = {
    schema_version: 1 as const,
    analysis: "below-level" as const,
    not_testable: null,
    at: "2025-12-06",
    below_since: "2025-11-26",
    surely_below_since: null,
    quieter_than_optimism_since: null,
    testable_days: 60,
    below_days: 40,
    surely_below_days: 0,
    intervals: [],
  };
  assert.deepEqual(belowRows([{ asset: "BTC", below }])[0].below_since, "2025-11-26");
});
