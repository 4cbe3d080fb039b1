import assert from "node:assert/strict";
import { medianOfGroups } from "../../lib/stats/median-of-groups.ts";
import { median } from "../../lib/stats/quantile.ts";
import { createRandom } from "../../lib/stats/random.ts";

Deno.test("the median of groups is, to the bit, that of their values joined", () => {
  const random = createRandom(1);
  for (let n = 0; n < 2000; n++) {
    const groups = Array.from(
      { length: 1 + random.integer(6) },
      // Ties and groups without a value among them.
      () => Array.from({ length: random.integer(8) }, () => Math.sqrt(random.integer(12))),
    );
    const medianOf = medianOfGroups(groups);
    for (let draw = 0; draw < 5; draw++) {
      const named = groups.map(() => random.integer(groups.length));
      assert.equal(medianOf(named), median(named.flatMap((group) => groups[group])));
    }
  }
});

Deno.test("the median of no values is not known", () => {
  assert.equal(medianOfGroups([[], [1]])([0, 0]), NaN);
  assert.equal(medianOfGroups([[1]])([]), NaN);
  assert.equal(medianOfGroups([[-Infinity, -Infinity, 1]])([0]), -Infinity);
});
