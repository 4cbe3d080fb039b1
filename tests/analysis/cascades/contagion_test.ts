import assert from "node:assert/strict";
import { contagion, type ContagionAsset } from "../../../lib/analysis/cascades/contagion.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { DAY, MINUTE } from "../../../lib/tables/time.ts";

const STEP = 5 * MINUTE, TO = 400 * DAY;
const window = { from: 0, to: TO, step: STEP, shifts: 500 };

/** Times of shocks at least an hour apart, on the grid. */
function shocks(count: number, seed: number): number[] {
  const random = createRandom(seed);
  const hours = random.shuffle(Array.from({ length: TO / (60 * MINUTE) - 1 }, (_, i) => i));
  return hours.slice(0, count).map((hour) => hour * 60 * MINUTE + 15 * MINUTE).sort((a, b) =>
    a - b
  );
}

/** Assets whose onsets follow common shocks by `delays` bars, plus up to `jitter` bars by chance. */
function follow(delays: Record<string, number>, count: number, jitter: number, seed = 1) {
  const random = createRandom(seed);
  const common = shocks(count, seed);
  return Object.entries(delays).map(([asset, delay]): ContagionAsset => ({
    asset,
    onsets: Float64Array.from(
      common,
      (time) => time + (delay + random.integer(jitter + 1)) * STEP,
    ),
  }));
}

Deno.test("independent assets show no synchrony and no leader", () => {
  const assets = ["A", "B", "C"].map((asset, i) => ({
    asset,
    onsets: Float64Array.from(shocks(60, 10 + i)),
  }));
  const result = contagion(assets, "simulated", window);
  assert.ok(result.synchrony!.p > 0.05, `${result.synchrony!.p}`);
  for (const { interval } of result.leads) {
    if (interval) assert.ok(interval[0] < 0.5 && interval[1] > 0.5);
  }
});

Deno.test("a planted leader is found, and so are those who follow", () => {
  const result = contagion(follow({ BTC: 0, ETH: 2, SOL: 3 }, 40, 0), "simulated", window);
  const [btc, eth, sol] = result.leads;
  assert.deepEqual([btc.led, btc.untied_pairs, btc.events], [80, 80, 40]);
  assert.ok(btc.interval![0] > 0.9);
  assert.equal(eth.share, 0.5, "behind BTC, before SOL");
  assert.equal(sol.led, 0);
  assert.ok(result.synchrony!.p < 0.01 && result.synchrony!.pairs === 120);
  assert.deepEqual(result.groups[0].onsets, [
    { asset: "BTC", delay_minutes: 0 },
    { asset: "ETH", delay_minutes: 10 },
    { asset: "SOL", delay_minutes: 15 },
  ]);
});

Deno.test("onsets in one bar are simultaneous and nobody leads them", () => {
  const result = contagion(follow({ BTC: 0, ETH: 0 }, 30, 0), "simulated", window);
  assert.ok(result.synchrony!.p < 0.01);
  assert.deepEqual(
    result.leads.map(({ untied_pairs, simultaneous_pairs, share, interval }) => [
      untied_pairs,
      simultaneous_pairs,
      share,
      interval,
    ]),
    [[0, 30, null, null], [0, 30, null, null]],
  );
});

Deno.test("where order is chance, a leader is claimed for at most one market in twenty", () => {
  let claimed = 0;
  const markets = 100;
  for (let seed = 0; seed < markets; seed++) {
    const assets = follow({ BTC: 0, ETH: 0, SOL: 0, DOGE: 0, ZEC: 0 }, 20, 3, seed);
    const [btc] = contagion(assets, "simulated", { ...window, shifts: 1 }).leads;
    if (btc.interval![0] > 0.5) claimed++;
  }
  // A one-sided 2.5% would give 2.5 of 100.
  assert.ok(claimed <= 5, `${claimed} of ${markets}`);
});

Deno.test("lags are given for every pair that has the series", () => {
  const onsets = new Float64Array();
  const series = Float64Array.from({ length: 3 * 288 }, (_, i) => Math.sin(i));
  const { lags } = contagion(
    [
      { asset: "A", onsets, returns: series, liquidations: series },
      { asset: "B", onsets, returns: series },
      { asset: "C", onsets, liquidations: series },
    ],
    "simulated",
    window,
  );
  assert.deepEqual(
    lags.map(({ first, second, series, lag_minutes }) => [first, second, series, lag_minutes]),
    [["A", "B", "returns", 0], ["A", "C", "liquidations", 0]],
  );
});

Deno.test("one asset alone cannot show contagion", () => {
  const result = contagion(follow({ BTC: 0 }, 10, 0), "simulated", window);
  assert.match(result.not_testable!, /fewer than two assets/);
  assert.equal(result.synchrony, null);
});

Deno.test("the same seed gives the same result", () => {
  const run = () => contagion(follow({ A: 0, B: 1 }, 20, 2), "simulated", { ...window, seed: 7 });
  assert.deepEqual(run(), run());
});

Deno.test("bars longer than a pair's distance cannot say who came first", () => {
  const result = contagion(follow({ A: 0, B: 1 }, 20, 0), "reported", {
    ...window,
    step: 60 * MINUTE,
  });
  assert.equal(result.not_testable, "bars of 60 minutes cannot order onsets 20 minutes apart");
});
