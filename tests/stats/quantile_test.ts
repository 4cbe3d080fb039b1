import assert from "node:assert/strict";
import { median, percentileOf, quantile, quantiles } from "../../lib/stats/quantile.ts";
import { basic, near } from "./golden.ts";

Deno.test("quantiles are of type 7, as NumPy's", () => {
  for (const { of, p, value } of basic.quantiles) near(quantile(basic[of], p), value);
});

Deno.test("several quantiles at once are the same ones", () => {
  assert.deepEqual(quantiles(basic.x, [0.1, 0.9]), [
    quantile(basic.x, 0.1),
    quantile(basic.x, 0.9),
  ]);
});

Deno.test("unknown values are left out, the input keeps its order, and of none there is no quantile", () => {
  const values = [3, NaN, 1, 2];
  assert.equal(median(values), 2);
  assert.deepEqual(values, [3, NaN, 1, 2]);
  assert.ok(Number.isNaN(median([NaN])));
});

Deno.test("a percentile counts the known values up to and including the one asked for", () => {
  assert.equal(percentileOf([1, 2, NaN, 2, 4], 2), 75);
  assert.ok(Number.isNaN(percentileOf([], 1)));
});
