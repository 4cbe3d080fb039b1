import assert from "node:assert/strict";
import { volumeDrops } from "../../../lib/analysis/volume/volume-drops.ts";
import { c7 } from "../../../lib/claims/c7.ts";
import { MINUTE, parseTime } from "../../../lib/tables/time.ts";
import { perpBars, perpFunding, perps } from "../real-market.ts";

const drop = (asset: string, at = "2025-12-12") =>
  volumeDrops(
    { bars: perpBars(asset), funding: perpFunding(asset) },
    { at: parseTime(at), step: 5 * MINUTE },
  );

Deno.test({
  name: "BTC on 12 December 2025: 17% under the level of 68 optimistic days in 5 episodes",
  ...perps,
  fn() {
    const result = drop("BTC");
    assert.equal(result.not_testable, null);
    assert.equal(result.optimistic_days, 68);
    assert.equal(result.episodes, 5);
    assert.equal((result.level! / 1e9).toFixed(4), "16.7714");
    assert.equal((100 * result.drop!).toFixed(2), "-17.41");
    assert.equal(result.percentile_in_optimism!.toFixed(2), "26.47");
    assert.deepEqual(result.notes, []);
    // The level rests on five episodes: the interval reaches over 0, and a quarter were as quiet.
    assert.equal(c7([result], "reported").verdict, "inconclusive");
    assert.equal(result.approximate, true);
  },
});

Deno.test({
  name: "ETH is 29% and DOGE 71% under their levels; ZEC has no baseline, so no number",
  ...perps,
  fn() {
    assert.equal(Math.round(100 * drop("ETH").drop!), -29);
    const doge = drop("DOGE");
    assert.equal(Math.round(100 * doge.drop!), -71);
    assert.equal(c7([doge], "reported").verdict, "supported");
    const zec = drop("ZEC");
    assert.match(zec.not_testable!, /baseline broken: the last 90 days trade 158 times/);
    assert.equal(zec.drop, null);
    assert.equal(zec.percentile_in_optimism, null);
    assert.equal(c7([zec], "reported").verdict, "not testable");
  },
});

Deno.test({
  name: "ZEC on 10 October 2025, before its 90 days noticed: 70 times the level is no level",
  ...perps,
  fn() {
    const zec = drop("ZEC", "2025-10-10");
    assert.match(zec.not_testable!, /baseline broken: the week trades 69\.8 times the level/);
    assert.deepEqual([zec.drop, zec.drop_interval], [null, null]);
    assert(zec.baseline_ratio! < 3);
  },
});
