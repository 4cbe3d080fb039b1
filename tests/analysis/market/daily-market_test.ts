import assert from "node:assert/strict";
import { dailyMarket, dayIndex } from "../../../lib/analysis/market/daily-market.ts";
import { type Columns, sliceColumns } from "../../../lib/tables/columns.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";
import { barsOf } from "../bars.ts";

const hours = (n: number) =>
  barsOf(Array.from({ length: n }, (_, i) => ({ high: 2, low: 2, close: i + 1, volume: 1 })), HOUR);

const without = (bars: Columns<"candles">, from: number, to: number) =>
  Object.fromEntries(
    Object.entries(bars).map(([name, values]) => [
      name,
      values.filter((_: number, i: number) => i < from || i >= to),
    ]),
  ) as Columns<"candles">;

Deno.test("sums complete days and takes the last close", () => {
  const market = dailyMarket(hours(48), HOUR);
  assert.deepEqual([...market.base_volume], [24, 24]);
  assert.deepEqual([...market.close], [24, 48]);
  assert.equal(market.quote_volume[0], 24 * 25 / 2);
  assert.equal(market.approximate, false);
});

Deno.test("a day that lacks a bar is unknown as a whole, and counted", () => {
  const market = dailyMarket(without(hours(72), 30, 31), HOUR);
  assert.deepEqual([...market.base_volume], [24, NaN, 24]);
  assert.ok(Number.isNaN(market.close[1]));
  assert.deepEqual([market.incomplete_days, market.missing_days], [1, 0]);
});

Deno.test("a missing day keeps its place; days cut by the span's ends are no fault", () => {
  const market = dailyMarket(without(sliceColumns(hours(100), 3, 98), 21, 45), HOUR);
  assert.deepEqual([...market.time], [0, DAY, 2 * DAY, 3 * DAY, 4 * DAY]);
  assert.deepEqual([...market.base_volume], [NaN, NaN, 24, 24, NaN]);
  assert.deepEqual([market.incomplete_days, market.missing_days], [0, 1]);
});

Deno.test("without reported quote volume it is base volume times close, and called approximate", () => {
  const bars = hours(24);
  bars.quote_volume.fill(NaN);
  assert.equal(dailyMarket(bars, HOUR).quote_volume[0], 24 * 25 / 2);
  assert.equal(dailyMarket(bars, HOUR).approximate, true);
});

Deno.test("finds the day of a time, and none outside the span", () => {
  const market = dailyMarket(hours(48), HOUR);
  assert.equal(dayIndex(market, 30 * HOUR), 1);
  assert.equal(dayIndex(market, 48 * HOUR), -1);
  assert.equal(dayIndex(market, -1), -1);
  assert.equal(dayIndex(dailyMarket(hours(0), HOUR), 0), -1);
});
