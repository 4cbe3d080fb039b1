import assert from "node:assert/strict";
import { rejectionSensitivity } from "../../../lib/analysis/resistance/rejection-sensitivity.ts";
import { resistanceRejections } from "../../../lib/analysis/resistance/resistance-rejections.ts";
import { resampleCandles } from "../../../lib/series/resample.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";
import { barsOf } from "../bars.ts";

const random = createRandom(2);
let price = 100;
const hours = barsOf(
  Array.from({ length: 60 * 24 }, () => {
    price *= Math.exp(0.006 * random.normal() - 0.01 * Math.log(price / 100));
    return { high: price * 1.002, low: price * 0.998, close: price };
  }),
  HOUR,
);
const series = [
  { interval: "15m", step: HOUR / 4, bars: null, missing: "the data has no bars that join to 15m" },
  { interval: "1h", step: HOUR, bars: hours, missing: null },
  { interval: "4h", step: 4 * HOUR, bars: resampleCandles(hours, 4 * HOUR).bars, missing: null },
];
const options = {
  zone: [101, 102.2] as const,
  from: 0,
  to: 60 * DAY,
  interval: "1h",
  controls: 100,
};

Deno.test("every combination of interval, retreat and confirmation is a row", () => {
  const { rows, settings, p_range, below_005 } = rejectionSensitivity(series, options);
  assert.equal(rows.length, 27);
  assert.equal(
    new Set(rows.map((row) => `${row.interval} ${row.retreat} ${row.confirm}`)).size,
    27,
  );
  assert.equal(rows.filter(({ changed }) => changed === 0).length, 1);
  assert.equal(rows.filter(({ changed }) => changed === 1).length, 6);
  const ps = rows.flatMap(({ p }) => p ?? []);
  assert.equal(settings, ps.length);
  assert.deepEqual(p_range, [Math.min(...ps), Math.max(...ps)]);
  assert.equal(below_005, ps.filter((p) => p < 0.05).length);
});

Deno.test("the row of the defaults is the main result", () => {
  const row = rejectionSensitivity(series, options).rows.find(({ changed }) => changed === 0)!;
  const main = resistanceRejections({ bars: hours }, { ...options, step: HOUR });
  assert.equal(row.p, main.controls!.p);
  assert.equal(row.rejections, main.summary.rejections);
});

Deno.test("an interval finer than the data says so and leaves the others", () => {
  const { rows, not_testable } = rejectionSensitivity(series, options);
  const fine = rows.filter(({ interval }) => interval === "15m");
  assert(fine.every((row) => row.p === null && /no bars that join to 15m/.test(row.not_testable!)));
  assert.equal(not_testable, null);
  assert.match(rejectionSensitivity(series.slice(0, 1), options).not_testable!, /15m/);
});

Deno.test("a harder rejection needs a deeper close: rejections do not grow with the retreat", () => {
  const { rows } = rejectionSensitivity(series.slice(1, 2), options);
  const counts = rows.filter(({ confirm }) => confirm === 2).map(({ rejections }) => rejections);
  assert.deepEqual(counts, counts.toSorted((a, b) => b - a));
});
