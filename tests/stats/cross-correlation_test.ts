import assert from "node:assert/strict";
import { crossCorrelation, peakLag } from "../../lib/stats/cross-correlation.ts";
import { createRandom } from "../../lib/stats/random.ts";
import { basic, near } from "./golden.ts";

Deno.test("correlations by lag equal their definition", () => {
  near(crossCorrelation(basic.x, basic.noisy, 5), basic.cross_correlation);
});

const random = createRandom("lead");
const leader = Float64Array.from({ length: 2000 }, random.normal);
const follower = leader.map((_, t) => (t >= 3 ? leader[t - 3] : 0) + random.normal());
const options = () => ({ meanBlock: 20, random: createRandom(1), resamples: 200 });

Deno.test("a lag above 0 says that the first series leads", () => {
  const ahead = peakLag(leader, follower, 10, options());
  assert.deepEqual([ahead.lag, ...ahead.interval], [3, 3, 3]);
  near(ahead.correlation, Math.SQRT1_2, 0.05);
  assert.equal(peakLag(follower, leader, 10, options()).lag, -3);
});

Deno.test("where nothing leads the interval is wide", () => {
  const other = Float64Array.from({ length: 2000 }, random.normal);
  const { interval: [low, high] } = peakLag(leader, other, 10, options());
  assert.ok(high - low > 8, `${low} to ${high}`);
});

Deno.test("unknown values add nothing", () => {
  const holes = leader.map((value, t) => t % 5 === 0 ? NaN : value);
  assert.equal(peakLag(holes, follower, 10, options()).lag, 3);
});

Deno.test("series of different length are refused, and one that never changes has no lag", () => {
  assert.throws(() => crossCorrelation([1, 2], [1], 1), /2 values paired with 1/);
  assert.ok(Number.isNaN(peakLag([1, 1, 1, 1], [1, 2, 3, 4], 1, options()).lag));
});
