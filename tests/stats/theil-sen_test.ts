import assert from "node:assert/strict";
import { theilSen } from "../../lib/stats/theil-sen.ts";
import { basic, near } from "./golden.ts";

Deno.test("slope, intercept and Sen's interval equal SciPy's, with ties in x or y too", () => {
  for (const { x, y, level, slope, intercept, interval } of basic.theil_sen) {
    const found = theilSen(basic[x], basic[y], level);
    near([found.slope, found.intercept, ...found.interval], [slope, intercept, ...interval]);
  }
});

Deno.test("one wild point does not move the line", () => {
  const y = [0, 2, 4, 6, 8, 10, 12];
  assert.equal(theilSen([0, 1, 2, 3, 4, 5, 6], y.with(6, -1e6)).slope, 2);
});

Deno.test("points that do not differ in x have no slope", () => {
  assert.ok(Number.isNaN(theilSen([1, 1, NaN], [1, 2, 3]).slope));
});
