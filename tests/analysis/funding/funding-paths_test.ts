import assert from "node:assert/strict";
import {
  excessPath,
  pathBand,
  pathHours,
  spaced,
} from "../../../lib/analysis/funding/funding-paths.ts";
import { fundingRates } from "../../../lib/analysis/market/funding-rates.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";
import { settlements } from "./funding-rows.ts";

Deno.test("a path runs in steps of 8 hours and holds the excess settled in each", () => {
  assert.deepEqual(pathHours(1, 1), [-24, -16, -8, 0, 8, 16, 24]);
  const rates = fundingRates(settlements([1e-4, 2e-4, 3e-4, 4e-4]));
  const path = excessPath(rates, 10 * HOUR, 1e-4, [0, 8, 16, 24]);
  assert.deepEqual([...path].map((value) => Number(value.toFixed(6))), [1e-4, 2e-4, 3e-4, NaN]);
});

Deno.test("hourly funding is averaged over each 8 hours", () => {
  const rates = fundingRates(settlements(Array.from({ length: 24 }, (_, i) => i * 1e-6), 0, 1));
  const [value] = excessPath(rates, 15 * HOUR, 0, [0]);
  assert.equal(value.toFixed(8), (8 * 11.5e-6).toFixed(8));
});

Deno.test("the band is over events: its interval holds the mean; one event has none", () => {
  const paths = [1, 2, 3, 4].map((level) => Float64Array.of(level, 10 * level, NaN));
  const band = pathBand(paths, { random: createRandom(1) });
  assert.deepEqual(band.mean, [2.5, 25, null]);
  assert.ok(band.interval[0]![0] < 2.5 && band.interval[0]![1] > 2.5);
  assert.equal(band.interval[2], null);
  assert.deepEqual(pathBand([paths[0]], { random: createRandom(1) }).interval, [null, null, null]);
});

Deno.test("events within 7 days after one kept are dropped, in order of time", () => {
  const events = [9, 0, 3, 6.9, 16].map((day) => ({ time: day * DAY }));
  assert.deepEqual(spaced(events, 7).map(({ time }) => time / DAY), [0, 9, 16]);
});
