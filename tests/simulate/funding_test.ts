import assert from "node:assert/strict";
import { crowdingAt, fundingRate, simulateFunding } from "../../lib/simulate/funding.ts";

Deno.test("the rate is 0.01% while the premium is within 0.05% of it, else premium -+ 0.05%", () => {
  const cases = [[0, 1e-4], [5e-4, 1e-4], [-3e-4, 1e-4], [1e-3, 5e-4], [-1e-3, -5e-4]];
  for (const [premium, rate] of cases) {
    assert.ok(Math.abs(fundingRate(premium, 8) - rate) < 1e-12);
    assert.ok(Math.abs(fundingRate(premium, 1) - rate / 8) < 1e-12);
  }
});

Deno.test("with the clamp at one end the rate is an AR(1) with the planted phi", () => {
  const { rate } = simulateFunding({
    from: 0,
    hours: 8,
    rows: 20_000,
    level: -0.002,
    process: { kind: "ar1", phi: 0.7, sd: 0.00005 },
    crowding: [],
  }, 1);
  const mean = rate.reduce((a, b) => a + b) / rate.length;
  let product = 0, square = 0;
  for (let i = 1; i < rate.length; i++) {
    product += (rate[i] - mean) * (rate[i - 1] - mean);
    square += (rate[i - 1] - mean) ** 2;
  }
  assert.ok(Math.abs(product / square - 0.7) < 0.02);
  assert.ok(Math.abs(Math.sqrt(square / rate.length) / 0.00005 - 1) < 0.05);
});

Deno.test("jumps hold a level, with the same variance", () => {
  const { premium } = simulateFunding({
    from: 0,
    hours: 8,
    rows: 50_000,
    level: 0,
    process: { kind: "jumps", phi: 0.9, sd: 0.0001 },
    crowding: [],
  }, 1);
  let held = 0;
  for (let i = 1; i < premium.length; i++) if (premium[i] === premium[i - 1]) held++;
  assert.ok(Math.abs(held / premium.length - 0.9) < 0.01);
});

Deno.test("crowding builds from its start, holds, and ends", () => {
  const crowding = [{ from: 100, full: 200, to: 300, excess: 4 }];
  assert.deepEqual([99, 100, 150, 200, 299, 300].map((t) => crowdingAt(crowding, t)), [
    0,
    0,
    2,
    4,
    4,
    0,
  ]);
});
