import assert from "node:assert/strict";
import { blockJackknife } from "../../lib/stats/jackknife.ts";
import { mean, variance } from "../../lib/stats/mean.ts";
import { studentQuantile } from "../../lib/stats/student-t.ts";

Deno.test("of a mean, leaving out one value a time gives Student's interval exactly", () => {
  const values = [3, 1, 4, 1, 5, 9, 2, 6];
  const without = (k: number) => mean(values.filter((_, i) => i !== k));
  const [low, high] = blockJackknife(mean(values), values.length, without);
  const half = studentQuantile(0.975, 7) * Math.sqrt(variance(values) / 8);
  assert(Math.abs(low - (mean(values) - half)) < 1e-12);
  assert(Math.abs(high - (mean(values) + half)) < 1e-12);
});

Deno.test("fewer than 5 blocks with an estimate have no interval", () => {
  assert.deepEqual(blockJackknife(1, 4, () => 1), [NaN, NaN]);
  assert.deepEqual(blockJackknife(1, 9, (k) => k < 4 ? 1 : NaN), [NaN, NaN]);
});
