import assert from "node:assert/strict";
import { fundingRates, meanRate } from "../../../lib/analysis/market/funding-rates.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";
import { settlements } from "../funding/funding-rows.ts";
import { fundingOf } from "../real-market.ts";

Deno.test("rates of any interval are put in 8-hour terms", () => {
  const rates = fundingRates(fundingOf([[0, 1e-4, 8], [HOUR, 1e-5, 1], [5 * HOUR, 4e-5, 4]]));
  assert.deepEqual([...rates.rate_8h].map((rate) => rate.toFixed(6)), [
    "0.000100",
    "0.000080",
    "0.000080",
  ]);
  assert.deepEqual(rates.notes, []);
});

Deno.test("an interval that is not stated is found from the times, and counted", () => {
  const funding = settlements([1e-4, 1e-4, 1e-4], 0, 4);
  funding.interval_hours.fill(NaN);
  const rates = fundingRates(funding);
  assert.deepEqual([...rates.interval_hours], [4, 4, 4]);
  assert.match(rates.notes[0], /^3 settlements state no interval: it was inferred/);
});

Deno.test("settlements whose interval cannot be told are left out and counted", () => {
  const rates = fundingRates(fundingOf([[0, 1e-4, NaN], [5.3 * HOUR, 1e-4, NaN]]));
  assert.equal(rates.time.length, 0);
  assert.match(rates.notes[0], /^2 settlements left out/);
});

Deno.test("percent instead of fractions is noticed", () => {
  const percent = fundingRates(settlements([0.01, 0.005, 0.01]));
  assert.equal(percent.percent_suspected, true);
  assert.match(percent.notes[0], /percent/);
  assert.equal(fundingRates(settlements([1e-4, 3e-3, 1e-4])).percent_suspected, false);
});

Deno.test("milliseconds of delay are taken off the times", () => {
  assert.deepEqual([...fundingRates(fundingOf([[7, 1e-4, 8]])).time], [0]);
});

Deno.test("a mean weighs each settlement by its hours, and needs half of the span", () => {
  const rates = fundingRates(fundingOf([[8 * HOUR, 1e-4, 8], [9 * HOUR, 1e-4, 1]]));
  assert.equal(meanRate(rates, 0, 2, 9 * HOUR).toFixed(8), ((8 * 1e-4 + 8e-4) / 9).toFixed(8));
  assert.ok(Number.isNaN(meanRate(rates, 0, 2, DAY)));
});
