import assert from "node:assert/strict";
import { dailyMarket } from "../../../lib/analysis/market/daily-market.ts";
import { fundingRates } from "../../../lib/analysis/market/funding-rates.ts";
import { episodesOf, optimism, OPTIMISM_RULES } from "../../../lib/analysis/volume/optimism.ts";
import { DAY } from "../../../lib/tables/time.ts";
import { dailyBars, settlements } from "../funding/funding-rows.ts";

const judge = (price: (day: number) => number, rate: (settlement: number) => number) => {
  const market = dailyMarket(dailyBars(new Array(60).fill(1), price), DAY);
  const rates = fundingRates(settlements(Array.from({ length: 180 }, (_, i) => rate(i))));
  return optimism(market, rates, OPTIMISM_RULES);
};

Deno.test("a day is optimistic when price rose over 30 days and funding was above 0.005%", () => {
  const { optimistic, trailing_return, mean_funding_8h } = judge((day) => 100 + day, () => 6e-5);
  assert.deepEqual([...optimistic.subarray(28, 32)], [-1, -1, 1, 1]);
  assert.equal(trailing_return[30].toFixed(12), "0.300000000000");
  assert.equal(mean_funding_8h[30].toFixed(8), "0.00006000");
});

Deno.test("one of the two is not enough, and exactly 0.005% is not above it", () => {
  assert.equal(judge((day) => 100 - day, () => 6e-5).optimistic[40], 0);
  assert.equal(judge((day) => 100 + day, () => 5e-5).optimistic[40], 0);
  assert.equal(judge(() => 100, () => 6e-5).optimistic[40], 0);
});

Deno.test("the trailing week of funding includes the day itself and nothing after it", () => {
  // From day 40 on funding is far higher: seven days' mean passes 0.005% on that very day.
  const { optimistic } = judge((day) => 100 + day, (i) => i < 120 ? 4.9e-5 : 6e-5);
  assert.deepEqual([...optimistic.subarray(39, 41)], [0, 1]);
});

Deno.test("an optimistic day more than 7 days after the last starts a new episode", () => {
  assert.deepEqual(episodesOf([1, 2, 9, 17, 18], 7), [[1, 2, 9], [17, 18]]);
  assert.deepEqual(episodesOf([], 7), []);
});
