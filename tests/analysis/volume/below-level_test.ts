import assert from "node:assert/strict";
import { belowLevel } from "../../../lib/analysis/volume/below-level.ts";
import { volumeDrops } from "../../../lib/analysis/volume/volume-drops.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { DAY } from "../../../lib/tables/time.ts";
import { dailyBars, settlements } from "../funding/funding-rows.ts";

/** 400 days; in five stretches of 20 days price and funding are high and volume doubles. */
function market() {
  const random = createRandom(5);
  const high = (day: number) => day > 60 && day % 60 < 20;
  const usd = Array.from(
    { length: 400 },
    (_, day) => (high(day) ? 200 : 100) * Math.exp(0.15 * random.normal()),
  );
  let price = 100;
  const prices = usd.map((_, day) => price *= day % 60 < 30 ? 1.01 : 0.992);
  const rates = Array.from({ length: 1200 }, (_, i) => high(Math.floor(i / 3)) ? 1e-4 : 2e-5);
  return { bars: dailyBars(usd, (day) => prices[day]), funding: settlements(rates) };
}

const at = 399 * DAY;
const options = { at, step: DAY, resamples: 200 };

Deno.test("the run below the level is that of the drop, and the sure one lies inside it", () => {
  const below = belowLevel(market(), options);
  const { below_since, not_testable } = volumeDrops(market(), options);
  assert.deepEqual([below.below_since, below.not_testable], [below_since, not_testable]);
  assert(below.surely_below_since! >= below.below_since!);
  assert(below.surely_below_days < below.below_days && below.below_days < below.testable_days);
});

Deno.test("the sure run begins with the first day whose interval lies below, and has no gap", () => {
  const { surely_below_since: since } = belowLevel(market(), options);
  const first = Date.parse(since!);
  const high = (day: number) =>
    volumeDrops(market(), { ...options, at: day }).drop_interval?.[1] ?? NaN;
  for (let day = first; day <= at; day += DAY) assert(high(day) < 0, new Date(day).toISOString());
  assert(!(high(first - DAY) < 0));
});

Deno.test("every day that can be compared has the interval it would have if it were judged", () => {
  const { intervals, testable_days } = belowLevel(market(), options);
  assert.equal(intervals.length, testable_days);
  for (const { date, drop_interval } of intervals.filter((_, i) => i % 9 === 0)) {
    const judged = volumeDrops(market(), { ...options, at: Date.parse(date) });
    assert.deepEqual(judged.drop_interval, drop_interval, date);
  }
});

Deno.test("a market above its level has no run, and days are counted in the window alone", () => {
  const busy = belowLevel(market(), { ...options, at: 380 * DAY, from: 370 * DAY, to: 381 * DAY });
  assert.deepEqual([busy.below_since, busy.surely_below_since], [null, null]);
  assert.equal(busy.testable_days, 11);
});

Deno.test("without funding, or outside the bars, nothing is said", () => {
  const none = belowLevel({ bars: market().bars }, options);
  assert.match(none.not_testable!, /no funding/);
  assert.deepEqual([none.testable_days, none.below_since], [0, null]);
  const outside = belowLevel(market(), { ...options, at: 500 * DAY });
  assert.match(outside.not_testable!, /lies outside the bars/);
  assert.equal(outside.below_since, null);
});
