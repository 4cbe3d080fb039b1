/** The short form of the proof: the same experiments, over a few markets each. */
import assert from "node:assert/strict";
import { observe } from "../../bench/calibration/experiment.ts";
import { EXPERIMENTS } from "../../bench/calibration/experiments.ts";
import { judged } from "../../bench/calibration/run.ts";

Deno.test("every experiment has its own seed", () => {
  assert.equal(new Set(EXPERIMENTS.map(({ id }) => id)).size, EXPERIMENTS.length);
});

for (const experiment of EXPERIMENTS) {
  Deno.test(`${experiment.id}: a few markets raise no doubt`, () => {
    const rows = judged(experiment, observe(experiment, 0, experiment.short));
    for (const { measure, measured, band, verdict } of rows) {
      assert.notEqual(verdict, "does not hold", `${measure}: ${measured}, ${band}`);
    }
  });
}
