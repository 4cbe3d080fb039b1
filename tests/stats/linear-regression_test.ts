import assert from "node:assert/strict";
import { linearRegression } from "../../lib/stats/linear-regression.ts";
import { basic, near } from "./golden.ts";

Deno.test("the line and its HC3 interval equal statsmodels'", () => {
  const expected = basic.linear_regression;
  const { slope, intercept, standardError, interval } = linearRegression(basic.x, basic.noisy);
  near([slope, intercept, standardError], [
    expected.slope,
    expected.intercept,
    expected.standard_error,
  ]);
  near(interval, expected.interval);
});

Deno.test("pairs with an unknown value are left out; two pairs are too few", () => {
  assert.equal(linearRegression([0, 1, NaN, 2, 3], [1, 3, 0, 5, 7]).slope, 2);
  assert.ok(Number.isNaN(linearRegression([0, 1], [0, 1]).slope));
});
