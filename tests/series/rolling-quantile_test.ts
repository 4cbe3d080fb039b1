import assert from "node:assert/strict";
import { rollingQuantile } from "../../lib/series/rolling-quantile.ts";
import { quantileSorted } from "../../lib/stats/quantile.ts";
import { createRandom } from "../../lib/stats/random.ts";

/** 6,000 values: more than are sorted at once, with ties, holes, both signs and a long silence. */
function longSeries(): Float64Array {
  const random = createRandom(1);
  return Float64Array.from({ length: 6000 }, (_, i) => {
    if (random.uniform() < 0.02 || (i > 2500 && i < 3300)) return NaN;
    return random.uniform() < 0.5 ? random.integer(9) - 4 : 1e3 * random.normal() + i;
  });
}

for (const size of [1, 7, 130, 700]) {
  Deno.test(`of a long series each window of ${size} has the quantile that sorting it gives`, () => {
    const values = longSeries();
    for (
      const [p, minimum, before] of [[0.5, size, false], [0.05, 1, true], [1, 5, false]] as const
    ) {
      const found = rollingQuantile(values, size, p, { minimum, before });
      for (let i = 0; i < values.length; i++) {
        const end = before ? i : i + 1;
        const known = values.slice(Math.max(0, end - size), end).filter((v) => v === v).sort();
        const expected = known.length < minimum ? NaN : quantileSorted(known, p);
        assert.equal(found[i], expected, `at ${i}, p ${p}`);
      }
    }
  });
}

Deno.test("a window of which nothing is known has no quantile, even where none need be", () => {
  assert.deepEqual([...rollingQuantile([NaN, 1, NaN], 1, 0.5, { minimum: 0 })], [NaN, 1, NaN]);
});
