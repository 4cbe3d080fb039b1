import assert from "node:assert/strict";
import { pearson, spearman } from "../../lib/stats/correlation.ts";
import { basic, near } from "./golden.ts";

Deno.test("correlations equal SciPy's, with ties too", () => {
  near(pearson(basic.x, basic.noisy), basic.pearson);
  near(spearman(basic.x, basic.noisy), basic.spearman.x_noisy);
  near(spearman(basic.x, basic.tied), basic.spearman.x_tied);
});

Deno.test("pairs with an unknown value are left out before ranking", () => {
  assert.equal(spearman([1, 2, NaN, 3], [10, 20, -99, 30]), 1);
});

Deno.test("a side that never changes correlates with nothing, and lengths must match", () => {
  assert.ok(Number.isNaN(spearman([1, 1, 1], [1, 2, 3])));
  assert.throws(() => pearson([1, 2], [1]), /2 values paired with 1/);
});
