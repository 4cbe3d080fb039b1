import assert from "node:assert/strict";
import { mean } from "../../lib/stats/mean.ts";
import { permutationTest } from "../../lib/stats/permutation.ts";
import { median } from "../../lib/stats/quantile.ts";
import { createRandom } from "../../lib/stats/random.ts";

const first = [8, 9, 10, 11], second = [1, 2, 3, 4];

Deno.test("p tends to the share of all deals that are as extreme: 1 of 70 on one side, 2 on both", () => {
  const p = (alternative: "greater" | "less" | "two-sided") =>
    permutationTest(first, second, mean, { random: createRandom(1), alternative }).p;
  assert.ok(Math.abs(p("greater") - 1 / 70) < 0.004);
  assert.ok(Math.abs(p("two-sided") - 2 / 70) < 0.005);
  assert.equal(p("less"), 1);
});

Deno.test("p is never 0, and the inputs stay as they were", () => {
  const { difference, p } = permutationTest(first, second, median, {
    random: createRandom(1),
    permutations: 19,
    alternative: "greater",
  });
  assert.equal(difference, 7);
  assert.ok(p >= 1 / 20);
  assert.deepEqual(first, [8, 9, 10, 11]);
});

Deno.test("under the null p is uniform: below 0.1 in about a tenth of the runs", () => {
  const random = createRandom("null");
  let small = 0;
  for (let run = 0; run < 400; run++) {
    const sample = () => Array.from({ length: 6 }, random.normal);
    small += Number(
      permutationTest(sample(), sample(), mean, { random, permutations: 99 }).p <= 0.1,
    );
  }
  assert.ok(small > 20 && small < 64, `${small} of 400`); // 40 expected, deviation 6
});

Deno.test("without a difference there is no p", () => {
  const { p } = permutationTest([], [1], mean, { random: createRandom(1) });
  assert.ok(Number.isNaN(p));
});
