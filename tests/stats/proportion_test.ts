import assert from "node:assert/strict";
import { waldDifference, wilson } from "../../lib/stats/proportion.ts";
import { basic, near } from "./golden.ts";

Deno.test("Wilson's interval equals statsmodels'", () => {
  for (const { successes, trials, level, interval } of basic.wilson) {
    near(wilson(successes, trials, level), interval);
  }
});

Deno.test("of no trials nothing is known; of no or only successes an end is exact", () => {
  assert.deepEqual(wilson(0, 0), [0, 1]);
  assert.equal(wilson(0, 9)[0], 0);
  assert.equal(wilson(9, 9)[1], 1);
});

Deno.test("round numbers: 6602 of 11670 against 13094 of 23332 is +0.45 points, -0.65 to +1.55", () => {
  const { difference, interval } = waldDifference(6602, 11670, 13094, 23332);
  const points = [difference, ...interval].map((value) => (100 * value).toFixed(2));
  assert.deepEqual(points, ["0.45", "-0.65", "1.55"]);
});
