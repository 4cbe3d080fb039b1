import assert from "node:assert/strict";
import { aftermath } from "../../../lib/analysis/resistance/aftermath.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { emptyColumns } from "../../../lib/tables/columns.ts";
import { HOUR } from "../../../lib/tables/time.ts";

/** A seeded walk, and a fall of 1% planted over the 4 hours after each event. */
function walk(seed: number, events: readonly number[], fall: number) {
  const random = createRandom(seed);
  const bars = emptyColumns("candles", 3000);
  let price = 100;
  for (let i = 0; i < 3000; i++) {
    const after = events.some((event) => i > event && i <= event + 4);
    price *= Math.exp(0.003 * random.normal() - (after ? fall / 4 : 0));
    bars.time[i] = i * HOUR;
    bars.close[i] = price;
  }
  return bars;
}

const EVENTS = Array.from({ length: 25 }, (_, i) => 100 + i * 107);

Deno.test("a planted fall is found at its horizon, beside random times without it", () => {
  const after = aftermath(walk(1, EVENTS, 0.02), EVENTS, [0, 3000], HOUR, 1);
  assert.deepEqual(after.map(({ hours }) => hours), [1, 4, 24, 168]);
  const four = after[1];
  assert.equal(four.n, 25);
  assert(Math.abs(four.mean! + 0.02) < 0.004, `${four.mean}`);
  assert(four.interval![1] < -0.01 && four.p! < 0.01);
  assert(four.share_down! > 0.9);
  assert(Math.abs(four.random_mean!) < 0.003);
});

Deno.test("without an effect p is uniform: 5% and no more of it lies under 0.05", () => {
  let small = 0;
  for (let seed = 0; seed < 60; seed++) {
    const random = createRandom(`events ${seed}`);
    const events = Array.from({ length: 12 }, () => random.integer(2800)).sort((a, b) => a - b);
    const [, four] = aftermath(walk(seed, [], 0), events, [0, 2800], HOUR, seed);
    if (four.p! < 0.05) small++;
  }
  assert(small <= 9, `${small} of 60`);
});

Deno.test("at volatile times the interval is as wide as they are", () => {
  const bars = walk(3, [], 0);
  // Every tenth day is ten times as volatile as the rest, and events come then.
  const random = createRandom("volatile");
  let price = 100;
  const wild = (i: number) => Math.floor(i / 24) % 10 === 0;
  bars.close.forEach((_, i) => {
    price *= Math.exp((wild(i) ? 0.02 : 0.002) * random.normal());
    bars.close[i] = price;
  });
  const calm = Array.from({ length: 12 }, (_, i) => 120 + 240 * i);
  const busy = calm.map((i) => i - 108);
  const width = (events: number[]) => {
    const [low, high] = aftermath(bars, events, [0, 2900], HOUR, 1)[1].interval!;
    return high - low;
  };
  assert(width(busy) > 4 * width(calm));
});

Deno.test("horizons beyond the data are left out, and counted so", () => {
  const bars = walk(1, [], 0);
  const after = aftermath(bars, [2900, 2950, 2990], [0, 3000], HOUR, 1);
  assert.deepEqual(after.map(({ n }) => n), [3, 3, 2, 0]);
  assert.equal(after[3].mean, null);
});

Deno.test("no events give no numbers", () => {
  for (const { n, mean, p } of aftermath(walk(1, [], 0), [], [0, 3000], HOUR, 1)) {
    assert.deepEqual({ n, mean, p }, { n: 0, mean: null, p: null });
  }
});
