import assert from "node:assert/strict";
import { simulateWalk, type WalkOptions } from "../../lib/simulate/walk.ts";
import { mean, variance } from "../../lib/stats/mean.ts";
import { DAY, HOUR, parseTime } from "../../lib/tables/time.ts";

const OPTIONS: WalkOptions = {
  from: parseTime("2025-01-01"),
  step: HOUR,
  rows: 24 * 200,
  price: 90_000,
  volatility: 0.5,
  tailDegrees: 0,
  news: { perDay: 0, scale: 0.01, tail: 3 },
  regimes: [],
  volume: { mean: 1e6, pattern: 0, noise: 0.2, follows: "activity" },
};

const returnsOf = ({ open, close }: { open: Float64Array; close: Float64Array }) =>
  close.map((price, i) => Math.log(price / open[i]));

function correlation(x: Float64Array, y: Float64Array): number {
  const mx = mean(x), my = mean(y);
  const products = x.map((value, i) => (value - mx) * (y[i] - my));
  return mean(products) / Math.sqrt(variance(x) * variance(y));
}

Deno.test("the same seed gives the same walk, another seed another", () => {
  const { close } = simulateWalk(OPTIONS, 1).bars;
  assert.deepEqual(simulateWalk(OPTIONS, 1).bars.close, close);
  assert.notDeepEqual(simulateWalk(OPTIONS, 2).bars.close, close);
});

Deno.test("bars are whole: each opens where the last closed, within its high and low", () => {
  const { open, high, low, close, time } = simulateWalk(OPTIONS, 3).bars;
  for (let i = 1; i < open.length; i++) {
    assert.equal(open[i], close[i - 1]);
    assert.ok(high[i] >= Math.max(open[i], close[i]) && low[i] <= Math.min(open[i], close[i]));
    assert.equal(time[i] - time[i - 1], HOUR);
  }
});

Deno.test("volatility and volume come out as asked for, and returns remember nothing", () => {
  const { bars } = simulateWalk(OPTIONS, 4);
  const returns = returnsOf(bars);
  const yearly = Math.sqrt(variance(returns) * 365 * 24);
  assert.ok(Math.abs(yearly / 0.5 - 1) < 0.04, `${yearly}`);
  assert.ok(Math.abs(mean(bars.quote_volume) / 1e6 - 1) < 0.02);
  assert.ok(Math.abs(correlation(returns.subarray(1), returns.subarray(0, -1))) < 0.06);
});

Deno.test("news are written down when they happen, and move price by what is written", () => {
  const news = { perDay: 1, scale: 0.01, tail: 3 };
  const { bars, news: found } = simulateWalk({ ...OPTIONS, news }, 5);
  assert.ok(Math.abs(found.length / 200 - 1) < 0.25, `${found.length}`);
  assert.ok(found.every(({ move }) => Math.abs(move) >= 0.01));
  const returns = returnsOf(bars);
  const hit = found.map(({ time }) => Math.abs(returns[Math.floor((time - OPTIONS.from) / HOUR)]));
  assert.ok(mean(hit) > 2 * mean(returns.map(Math.abs)));
});

Deno.test("volume that follows volatility is large after large moves", () => {
  const options = { ...OPTIONS, tailDegrees: 4, regimes: [{ hours: 48, sd: 0.8 }] };
  const volume = { ...OPTIONS.volume, follows: "volatility" as const };
  const { bars } = simulateWalk({ ...options, volume }, 6);
  const moved = returnsOf(bars).map(Math.abs);
  assert.ok(correlation(moved.subarray(0, -1), bars.quote_volume.subarray(1)) > 0.15);
});

Deno.test("daily bars have no hour of the week", () => {
  const volume = { ...OPTIONS.volume, pattern: 1, noise: 0 };
  const { quote_volume } = simulateWalk({ ...OPTIONS, step: DAY, rows: 14, volume }, 7).bars;
  assert.ok(quote_volume.every((value) => value === quote_volume[0]));
});
