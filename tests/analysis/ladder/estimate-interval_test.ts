import assert from "node:assert/strict";
import {
  dailyRatios,
  intervalOfDay,
  predictionInterval,
} from "../../../lib/analysis/ladder/estimate-interval.ts";
import { DAY, parseTime } from "../../../lib/tables/time.ts";
import { totalsOf } from "../bars.ts";

const START = parseTime("2025-01-01");

Deno.test("ratios are of days that both know, where the estimate is not 0", () => {
  const estimated = totalsOf([10, 0, 20, 30], DAY, START);
  const reported = totalsOf([5, 7, NaN, 60], DAY, START);
  const { time, ratio } = dailyRatios(estimated, reported);
  assert.deepEqual([...ratio], [0.5, 2]);
  assert.deepEqual([...time], [START, START + 3 * DAY]);
});

Deno.test("the day's own month is left out", () => {
  // Ratios 2 in January, 1 in February and March.
  const ones = totalsOf(new Float64Array(90).fill(1), DAY, START);
  const reported = totalsOf(
    Float64Array.from({ length: 90 }, (_, i) => i < 31 ? 2 : 1),
    DAY,
    START,
  );
  const ratios = dailyRatios(ones, reported);
  assert.deepEqual(predictionInterval(ratios, START + DAY, 10), [10, 10]);
});

Deno.test("months that differ stretch the interval, days that differ do not", () => {
  const time = Float64Array.from({ length: 240 }, (_, i) => START + i * DAY);
  const days = { time, ratio: time.map((_, i) => 1 + i % 2) };
  const ends = (interval: readonly number[] | null) =>
    interval!.map((end) => Math.round(100 * end));
  assert.deepEqual(ends(predictionInterval(days, time[239], 10)), [1000, 2000]);
  const months = { time, ratio: time.map((_, i) => 1 + Math.floor(i / 30) % 2) };
  const [low, high] = predictionInterval(months, time[239], 10)!;
  assert(low === 10 && high > 22, `${low} to ${high}`);
});

Deno.test("a day on which nothing was reported is a ratio of 0", () => {
  const time = Float64Array.from({ length: 90 }, (_, i) => START + i * DAY);
  const ratios = { time, ratio: time.map((_, i) => i % 10 === 0 ? 0 : 1) };
  assert.deepEqual(predictionInterval(ratios, START, 10), [0, 10]);
});

Deno.test("few ratios give no interval", () => {
  const one = totalsOf(new Float64Array(60).fill(1), DAY, START);
  const ratios = dailyRatios(one, one);
  assert.equal(predictionInterval(ratios, START, 10), null, "28 + 1 days outside January");
});

Deno.test("a day's interval rests on its own estimate and other months' ratios", () => {
  const days = 120;
  const ones = totalsOf(new Float64Array(days).fill(1), DAY);
  const reported = totalsOf(Float64Array.from({ length: days }, (_, i) => 1 + i % 2), DAY);
  ones.total_usd[5] = 10;
  assert.deepEqual(intervalOfDay(ones, reported, 5 * DAY)?.map(Math.round), [10, 20]);
  assert.equal(intervalOfDay(ones, reported, 500 * DAY), null, "no estimate of that day");
  assert.equal(intervalOfDay(ones, totalsOf([], DAY), 5 * DAY), null, "nothing reported");
});
