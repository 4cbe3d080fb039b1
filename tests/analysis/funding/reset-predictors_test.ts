import assert from "node:assert/strict";
import { resetPredictors } from "../../../lib/analysis/funding/reset-predictors.ts";
import { createRandom } from "../../../lib/stats/random.ts";

const hours = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100];
const run = (properties: Record<string, number[]>) =>
  resetPredictors(hours, properties, { random: createRandom(1) });

Deno.test("what rises with the time to reset is found, and noise beside it is not", () => {
  const [same, noise] = run({ same: hours, noise: [5, 1, 4, 2, 8, 3, 9, 1, 6, 2] });
  assert.equal(same.rho, 1);
  assert.ok(same.p! < 0.01 && same.p_adjusted! >= same.p!);
  assert.ok(noise.p! > 0.1 && noise.interval![0] < 0 && noise.interval![1] > 0);
});

Deno.test("fewer than five events, or a property that never varies, have no correlation", () => {
  const [few, still] = run({
    few: hours.map((h, i) => i < 4 ? h : NaN),
    still: hours.map(() => 1),
  });
  assert.deepEqual([few.n, few.rho, few.p], [4, null, null]);
  assert.deepEqual([still.n, still.rho, still.p], [10, null, null]);
});

Deno.test("the interval of so few events is honest: it holds the true correlation in 95 of 100", () => {
  for (const rho of [0, 0.5]) {
    const random = createRandom(`coverage ${rho}`);
    // Of normal pairs with correlation rho, Spearman's is this.
    const truth = 6 / Math.PI * Math.asin(rho / 2);
    let held = 0;
    for (let run = 0; run < 150; run++) {
      const hours = Array.from({ length: 9 }, () => random.normal());
      const property = hours.map((x) => rho * x + Math.sqrt(1 - rho * rho) * random.normal());
      const [{ interval }] = resetPredictors(hours, { property }, {
        random,
        permutations: 1,
        resamples: 300,
      });
      held += Number(interval![0] <= truth && truth <= interval![1]);
    }
    assert.ok(held >= 134, `${held} of 150 at ${rho}`);
  }
});
