import assert from "node:assert/strict";
import { dailyMarket } from "../../../lib/analysis/market/daily-market.ts";
import { volumeBeside } from "../../../lib/analysis/volume/volume-beside.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { DAY, HOUR, MINUTE } from "../../../lib/tables/time.ts";
import { realBars } from "../../real-data.ts";
import { dailyBars } from "../funding/funding-rows.ts";
import { perpBars, perps } from "../real-market.ts";

const random = createRandom("beside");
const usd = Array.from({ length: 60 }, () => 100 * Math.exp(0.3 * random.normal()));
const market = (values: number[]) => dailyMarket(dailyBars(values), DAY);
const beside = (first: number[], second: number[]) =>
  volumeBeside(market(first), market(second), { resamples: 200 });

Deno.test("says how large one is beside the other and that they move together", () => {
  const result = beside(usd.map((value) => value / 4), usd);
  assert.equal(result.days.length, 60);
  assert.ok(Math.abs(result.ratio! - 0.25) < 1e-12);
  assert.ok(Math.abs(result.correlation! - 1) < 1e-9);
});

Deno.test("sees that the share has fallen in the last week", () => {
  const result = beside(usd.map((value, day) => value * (day >= 53 ? 0.1 : 0.25)), usd);
  assert.ok(Math.abs(result.recent_ratio! - 0.1) < 1e-12);
  assert.ok(result.recent_percentile! < 10);
});

Deno.test("a series that ended months ago says nothing of the last week", () => {
  const ended = beside(usd.slice(0, 40), usd);
  assert.deepEqual([ended.recent_ratio, ended.recent_percentile], [null, null]);
  assert.ok(Math.abs(ended.ratio! - 1) < 1e-12);
  // Up to a day that both have, it does.
  const then = volumeBeside(market(usd.slice(0, 40)), market(usd), { at: 39 * DAY, resamples: 50 });
  assert.equal(then.recent_ratio, 1);
});

Deno.test("weeks are weeks of the calendar: days before a gap do not fill up a later week", () => {
  const gap = usd.map((value, day) => day >= 48 && day < 57 ? 0 : value);
  const { recent_ratio, ratio } = beside(gap, usd);
  assert.deepEqual([recent_ratio, ratio], [null, 1]);
});

Deno.test("series that have nothing to do with each other are not correlated", () => {
  const other = usd.map(() => 100 * Math.exp(0.3 * random.normal()));
  const { correlation_interval: [low, high] } = beside(usd, other) as {
    correlation_interval: [number, number];
  };
  assert.ok(low < 0 && high > 0);
});

Deno.test("days that only one has, or without volume, do not count; few are not testable", () => {
  const gap = usd.map((value, day) => day < 40 ? 0 : value);
  assert.match(beside(gap, usd).not_testable!, /^20 complete days in both/);
});

Deno.test({
  name: "BTC's approximate quote volume of 5m bars is within 0.01% of the exact one",
  ...perps,
  fn() {
    const exact = dailyMarket(realBars("binance-perps-1h/1h/BTCUSDT.csv"), HOUR);
    const result = volumeBeside(dailyMarket(perpBars("BTC"), 5 * MINUTE), exact, { resamples: 50 });
    assert.equal(result.days.length, 158);
    assert.ok(result.days.every(({ ratio }) => Math.abs(ratio - 1) < 0.005));
    assert.ok(Math.abs(result.ratio! - 1) < 1e-4);
  },
});
