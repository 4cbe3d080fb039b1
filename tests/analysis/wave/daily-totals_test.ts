import assert from "node:assert/strict";
import { dailyTotals } from "../../../lib/analysis/wave/daily-totals.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";
import { totalsOf } from "../bars.ts";

Deno.test("sums complete UTC days and drops the others", () => {
  const hours = totalsOf(Float64Array.from({ length: 60 }, (_, i) => i), HOUR, -6 * HOUR, 0.5);
  const days = dailyTotals(hours, HOUR);
  assert.deepEqual([...days.time], [0, DAY]);
  const sum = (from: number) => 24 * from + 276;
  assert.deepEqual([...days.total_usd], [sum(6), sum(30)]);
  assert.deepEqual([...days.long_usd], [sum(6) / 2, sum(30) / 2]);
});

Deno.test("a day with a missing bar is dropped, a day with an unknown one is unknown", () => {
  const hours = totalsOf(new Float64Array(49).fill(1), HOUR);
  for (let i = 5; i < 49; i++) hours.time[i] += HOUR;
  hours.long_usd[30] = NaN;
  hours.total_usd[30] = NaN;
  const days = dailyTotals(hours, HOUR);
  assert.deepEqual([...days.time], [DAY]);
  assert.deepEqual([days.total_usd[0], days.short_usd[0]], [NaN, 0]);
});

Deno.test("daily totals stay as they are, with a missing total as the sum of both sides", () => {
  const daily = totalsOf([1, 2], DAY, 0, 0.5);
  daily.total_usd.fill(NaN);
  assert.deepEqual([...dailyTotals(daily, DAY).total_usd], [1, 2]);
});
