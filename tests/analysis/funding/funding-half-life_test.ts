import assert from "node:assert/strict";
import { fundingHalfLife } from "../../../lib/analysis/funding/funding-half-life.ts";
import { fundingRates } from "../../../lib/analysis/market/funding-rates.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";
import { settlements } from "./funding-rows.ts";
import { fundingOf } from "../real-market.ts";

/** An autoregression with phi, settled every `hours`. */
function series(phi: number, hours = 8, length = 42): number[] {
  const random = createRandom(`phi ${phi}`);
  const values = [0];
  for (let i = 1; i < length; i++) values.push(phi * values[i - 1] + 1e-5 * random.normal());
  return values.map((value) => value + 1e-4 * hours / 8);
}

const of = (funding: ReturnType<typeof settlements>, days = 14) =>
  fundingHalfLife(fundingRates(funding), -1, days, { random: createRandom(1), resamples: 300 });

Deno.test("a slow series has a long half-life with an interval, a quick one none", () => {
  const slow = of(settlements(series(0.9, 8, 300)), 100);
  assert.ok(slow.phi_corrected! > 0.8 && slow.half_life_periods! > 3);
  const [low, high] = slow.half_life_interval!;
  assert.ok(low < slow.half_life_periods! && (high === null || high > slow.half_life_periods!));
  const flips = of(settlements(series(-0.5)));
  assert.equal(flips.half_life_periods, null);
  assert.match(flips.half_life_note!, /^none: the excess flips/);
});

Deno.test("42 settlements make 41 pairs, and Kendall's correction uses them", () => {
  const { pairs, phi, phi_corrected } = of(settlements(series(0.5)));
  assert.equal(pairs, 41);
  assert.equal(phi_corrected, phi! + (1 + 3 * phi!) / 41);
});

Deno.test("a missing settlement breaks its pairs; phi then has no interval", () => {
  const values = series(0.5);
  const rows = values.map((rate, i) => [i * 8 * HOUR, rate]).filter((_, i) => i !== 20);
  const { pairs, phi, half_life_interval } = of(fundingOf(rows));
  assert.equal(pairs, 39);
  assert.ok(phi !== null);
  assert.equal(half_life_interval, null);
});

Deno.test("periods are the venue's own: hourly funding has hourly ones", () => {
  const hourly = of(settlements(series(0.5, 1, 14 * 24), 0, 1));
  assert.deepEqual([hourly.period_hours, hourly.pairs], [1, 14 * 24 - 1]);
});

Deno.test("where the interval changed midway the commoner one counts", () => {
  const rows = series(0.5).map((rate, i) => [i * 8 * HOUR, rate, 8]);
  const last = rows[rows.length - 1][0];
  const more = Array.from({ length: 5 }, (_, i) => [last + (i + 1) * HOUR, 1e-5, 1]);
  const { period_hours, pairs } = of(fundingOf([...rows, ...more]), 20);
  assert.deepEqual([period_hours, pairs], [8, 41]);
});

Deno.test("funding that never changes has no half-life, and none is made up", () => {
  const still = of(settlements(new Array(42).fill(1e-4)));
  assert.deepEqual([still.phi, still.half_life_periods, still.half_life_interval], [
    null,
    null,
    null,
  ]);
  assert.match(still.half_life_note!, /hardly moved/);
  const twice = of(settlements(Array.from({ length: 42 }, (_, i) => i < 10 ? 1 : i < 30 ? 3 : 2)));
  assert.deepEqual([twice.phi, twice.pairs], [null, 41], "two changes can have any phi");
  const none = of(settlements([]), DAY);
  assert.deepEqual([none.pairs, none.half_life_note], [0, "too few settlements"]);
});
