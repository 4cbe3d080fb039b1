import assert from "node:assert/strict";
import { excessFinder, RESET_RULES } from "../../../lib/analysis/funding/funding-excess.ts";
import {
  type Candidate,
  matchPlacebos,
  PLACEBO_RULES,
  placeboCandidates,
  placeboPercentile,
  placebosOf,
} from "../../../lib/analysis/funding/funding-placebo.ts";
import { fundingRates } from "../../../lib/analysis/market/funding-rates.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";
import { settlements } from "./funding-rows.ts";

const random = createRandom("placebo");
const rates = fundingRates(
  settlements(Array.from({ length: 900 }, () => 5e-5 + 2e-5 * random.normal())),
);
const excessAt = excessFinder(rates, RESET_RULES);
const T0 = 150 * DAY + 5 * HOUR;

Deno.test("candidates keep the event's time of day and 7 days from every cascade", () => {
  const found = placeboCandidates(rates, excessAt, T0, [T0, 200 * DAY], RESET_RULES, 7);
  assert.ok(found.length > 200);
  for (const { time } of found) {
    assert.equal(Math.abs(time - T0) % DAY, 0);
    assert.ok(Math.abs(time - T0) > 7 * DAY && Math.abs(time - 200 * DAY) > 7 * DAY);
  }
});

Deno.test("candidates have the settlements that a reset needs, before and after", () => {
  const found = placeboCandidates(rates, excessAt, T0, [], RESET_RULES, 7);
  assert.ok(found[0].time >= 10 * DAY);
  assert.ok(found[found.length - 1].time <= 286 * DAY);
});

const candidate = (e0: number): Candidate => ({
  time: 0,
  excess: { neutral: 0, e0, noise: 1e-6, crowding: "long" },
  hours: 24,
});

Deno.test("placebos have an excess of the event's sign, within a quarter of its size", () => {
  const candidates = [0.74, 0.76, 1, 1.24, 1.26, -1].map(candidate);
  const { matched, tolerance } = matchPlacebos(candidates, 1, { ...PLACEBO_RULES, minimum: 3 });
  assert.deepEqual(matched.map(({ excess }) => excess.e0), [0.76, 1, 1.24]);
  assert.equal(tolerance, 0.25);
});

Deno.test("where they are few, half of its size will do, and the result says so", () => {
  const candidates = [0.51, 0.76, 1.49, 1.51].map(candidate);
  const { matched, tolerance } = matchPlacebos(candidates, 1, PLACEBO_RULES);
  assert.equal(matched.length, 3);
  assert.equal(tolerance, 0.5);
});

Deno.test("a negative event has negative placebos", () => {
  const { matched } = matchPlacebos([-1.1, 1.1].map(candidate), -1, PLACEBO_RULES);
  assert.deepEqual(matched.map(({ excess }) => excess.e0), [-1.1]);
});

Deno.test("the percentile counts ties half, and those without a reset as slowest", () => {
  assert.equal(placeboPercentile([16, 24, Infinity], 24), 50);
  assert.equal(placeboPercentile([16, 24, Infinity], Infinity), 250 / 3);
  assert.ok(Number.isNaN(placeboPercentile([], 24)));
});

Deno.test("the rate's interval takes neighbouring days as one observation", () => {
  const placebo = placebosOf(rates, excessAt, T0, [], 5e-6, { ...RESET_RULES, ...PLACEBO_RULES });
  assert.ok(placebo.n >= 20 && placebo.episodes < placebo.n);
  assert.equal(placebo.times.filter(({ hours }) => hours !== null).length, placebo.reset);
  const [low, high] = placebo.reset_rate_interval;
  assert.ok(low < placebo.reset / placebo.n && placebo.reset / placebo.n <= high);
});
