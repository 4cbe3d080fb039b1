import assert from "node:assert/strict";
import { relativeTo, weeklyBaseline, weeklyQuartiles } from "../../lib/series/weekly-baseline.ts";
import { DAY, HOUR, parseTime } from "../../lib/tables/time.ts";

const START = parseTime("2025-12-01");
const hours = Float64Array.from({ length: 10 * 168 }, (_, i) => START + i * HOUR);

Deno.test("the baseline is the median of the same hour in the 8 weeks before", () => {
  // Week w has the value w in every hour: in week 9 the 8 weeks before are 1 to 8.
  const values = hours.map((_, i) => Math.floor(i / 168));
  const usual = weeklyBaseline(hours, values);
  assert.equal(usual[9 * 168 + 5], 4.5);
  assert.equal(usual[4 * 168], 1.5);
  assert.ok(Number.isNaN(usual[4 * 168 - 1]), "three weeks are too few");
});

Deno.test("neither the value itself nor a later one counts", () => {
  const values = hours.map((_, i) => 1 + i % 168);
  const before = weeklyBaseline(hours, values);
  const changed = values.slice();
  const now = 8 * 168 + 3;
  changed.fill(1e9, now);
  assert.deepEqual(
    weeklyBaseline(hours, changed).subarray(0, now + 1),
    before.subarray(0, now + 1),
  );
  assert.equal(before[now], 4);
});

Deno.test("weeks that are missing or unknown are left out, not replaced by a neighbour", () => {
  const values = hours.map((_, i) => Math.floor(i / 168));
  values[8 * 168] = NaN;
  const kept = [...hours.keys()].filter((i) => i !== 7 * 168);
  const usual = weeklyBaseline(kept.map((i) => hours[i]), kept.map((i) => values[i]));
  assert.equal(usual[kept.indexOf(9 * 168)], 3.5); // of weeks 1 to 6
});

Deno.test("daily values compare with the same weekday", () => {
  const days = Float64Array.from({ length: 70 }, (_, i) => START + i * DAY);
  const usual = weeklyBaseline(days, days.map((_, i) => i % 7), { weeks: 4, minimum: 2 });
  assert.deepEqual([...usual.subarray(14)], [...days.keys()].slice(14).map((i) => i % 7));
  assert.ok(Number.isNaN(usual[13]));
});

Deno.test("relative volume is unknown where the baseline is 0 or unknown", () => {
  assert.deepEqual([...relativeTo([3, 3, 3], [2, 0, NaN])], [1.5, NaN, NaN]);
});

Deno.test("quartiles are those of the weeks that the baseline is the median of", () => {
  const values = hours.map((_, i) => Math.floor(i / 168));
  const { lower, upper } = weeklyQuartiles(hours, values);
  // Weeks 1 to 8, as NumPy's quantile of type 7.
  assert.deepEqual([lower[9 * 168], upper[9 * 168]], [2.75, 6.25]);
  const usual = weeklyBaseline(hours, values);
  assert.deepEqual([...lower].map(Number.isNaN), [...usual].map(Number.isNaN));
});
