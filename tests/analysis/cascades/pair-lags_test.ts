import assert from "node:assert/strict";
import { peakLag } from "../../../lib/analysis/cascades/pair-lags.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { crossCorrelation } from "../../../lib/stats/cross-correlation.ts";
import { MINUTE } from "../../../lib/tables/time.ts";

const random = createRandom(5);
const options = { barsPerDay: 288, maxLag: 12, step: 5 * MINUTE, random };
const leader = Float64Array.from({ length: 60 * 288 + 7 }, () => random.normal());
const follower = leader.map((_, i) => (leader[i - 2] ?? 0) + random.normal());
const stranger = leader.map(() => random.normal());

Deno.test("finds a planted delay, above 0 where the first leads", () => {
  const found = peakLag(leader, follower, options);
  assert.deepEqual([found.lag_minutes, found.interval_minutes], [10, [10, 10]]);
  assert.ok(Math.abs(found.correlation! - Math.SQRT1_2) < 0.02);
  assert.equal(peakLag(follower, leader, options).lag_minutes, -10);
});

Deno.test("agrees with the plain cross-correlation", () => {
  const plain = crossCorrelation(leader, follower, 12);
  const { correlation } = peakLag(leader, follower, options);
  assert.ok(Math.abs(correlation! - plain[12 + 2]) < 1e-12);
});

Deno.test("among strangers no lag is told, at most one time in twenty", () => {
  let told = 0;
  for (let i = 0; i < 60; i++) {
    const other = Float64Array.from({ length: 60 * 288 }, () => random.normal());
    if (peakLag(leader.subarray(0, other.length), other, options).lag_minutes !== null) told++;
  }
  assert.ok(told <= 7, `${told} of 60`);
  const { correlation } = peakLag(leader, stranger, options);
  assert.ok(Math.abs(correlation!) < 0.03);
});

Deno.test("unknown values take no part; a series that never changes has no lag", () => {
  const gappy = follower.map((value, i) => i % 7 === 0 ? NaN : value);
  assert.equal(peakLag(leader, gappy, options).lag_minutes, 10);
  const none = peakLag(leader, leader.map(() => 1), options);
  assert.deepEqual(none, { lag_minutes: null, interval_minutes: null, correlation: null });
});
