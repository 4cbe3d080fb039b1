import assert from "node:assert/strict";
import { hawkesLogLikelihood } from "../../lib/stats/hawkes.ts";
import { hawkesStandardErrors } from "../../lib/stats/hawkes-information.ts";
import { near } from "./golden.ts";

const times = [0.5, 0.6, 0.65, 2, 2.1, 3.7, 3.75, 3.8, 5.5, 7.2];
const observation = { from: 0, to: 8 };

Deno.test("errors of rates scale with the unit of time, that of the branching ratio does not", () => {
  const parameters = { mu: 0.7, alpha: 4, beta: 8 };
  const seconds = hawkesStandardErrors(times, parameters, observation);
  const milliseconds = hawkesStandardErrors(
    times.map((time) => 1000 * time),
    { mu: 0.0007, alpha: 0.004, beta: 0.008 },
    { from: 0, to: 8000 },
  );
  for (const name of ["mu", "alpha", "beta"] as const) {
    near(1000 * milliseconds[name] / seconds[name], 1, 1e-9);
  }
  near(milliseconds.branching / seconds.branching, 1, 1e-9);
});

Deno.test("away from a maximum the information may have no inverse: NaN, not a number", () => {
  const parameters = { mu: 5, alpha: 3, beta: 0.1 };
  const far = hawkesStandardErrors(times, parameters, observation);
  assert.ok(Object.values(far).some(Number.isNaN), JSON.stringify(far));
  assert.ok(Number.isFinite(hawkesLogLikelihood(times, parameters, observation)));
});

Deno.test("without excitation there are no normal errors", () => {
  const errors = hawkesStandardErrors(times, { mu: 1, alpha: 0, beta: 1 }, observation);
  near(Object.values(errors).filter(Number.isNaN).length, 4);
});
