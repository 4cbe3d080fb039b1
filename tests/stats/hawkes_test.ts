import assert from "node:assert/strict";
import {
  hawkes,
  hawkesGaps,
  hawkesLogLikelihood,
  type HawkesParameters,
} from "../../lib/stats/hawkes.ts";
import { exponentialCdf, kolmogorovSmirnov } from "../../lib/stats/kolmogorov-smirnov.ts";
import { createRandom } from "../../lib/stats/random.ts";
import { golden, near } from "./golden.ts";

interface Golden {
  times: number[];
  duration: number;
  given: HawkesParameters;
  log_likelihood_given: number;
  gaps_given: number[];
  fit: HawkesParameters;
  log_likelihood: number;
  standard_errors: HawkesParameters & { branching: number };
}
const cases = golden<Golden[]>("stats_hawkes");

Deno.test("one pass gives the log-likelihood that all pairs of events give", () => {
  for (const { times, duration, given, log_likelihood_given } of cases) {
    near(hawkesLogLikelihood(times, given, { from: 0, to: duration }), log_likelihood_given);
  }
});

Deno.test("the time-rescaled gaps equal those of the naive compensator", () => {
  for (const { times, given, gaps_given } of cases) {
    near(hawkesGaps(times, given, 0).subarray(0, gaps_given.length), gaps_given, 1e-9);
  }
});

Deno.test("the maximum and its standard errors equal a general optimiser's", () => {
  for (const { times, duration, fit, log_likelihood, standard_errors } of cases) {
    const found = hawkes(times, { from: 0, to: duration });
    near(found.logLikelihood, log_likelihood, 1e-9);
    near([found.mu / fit.mu, found.alpha / fit.alpha, found.beta / fit.beta], [1, 1, 1], 1e-4);
    for (const name of ["mu", "alpha", "beta", "branching"] as const) {
      near(found.standardErrors[name] / standard_errors[name], 1, 1e-3);
    }
    assert.ok(!found.atBound);
  }
});

/** By thinning (Ogata 1981): the rate only falls until the next event. */
function simulate({ mu, alpha, beta }: HawkesParameters, duration: number, seed: string) {
  const random = createRandom(seed), times: number[] = [];
  let excitation = 0;
  for (let time = 0;;) {
    const bound = mu + alpha * excitation;
    const wait = random.exponential() / bound;
    time += wait;
    if (time > duration) return times;
    excitation *= Math.exp(-beta * wait);
    if (random.uniform() * bound <= mu + alpha * excitation) {
      times.push(time);
      excitation++;
    }
  }
}

Deno.test("intervals of the branching ratio cover the truth in about 95 of 100 runs", () => {
  const truth = { mu: 0.5, alpha: 1.2, beta: 2 };
  let covered = 0;
  for (let run = 0; run < 100; run++) {
    const fit = hawkes(simulate(truth, 1000, `run ${run}`), { from: 0, to: 1000 });
    covered += Number(Math.abs(fit.branching - 0.6) < 1.96 * fit.standardErrors.branching);
  }
  assert.ok(covered >= 88, `${covered} of 100`);
});

Deno.test("the residual test passes the true law and fails a Poisson process", () => {
  const times = simulate({ mu: 0.5, alpha: 1.2, beta: 2 }, 2000, "residuals");
  const observation = { from: 0, to: 2000 };
  const p = (parameters: HawkesParameters) =>
    kolmogorovSmirnov(hawkesGaps(times, parameters, 0), exponentialCdf).p;
  assert.ok(p(hawkes(times, observation)) > 0.05);
  assert.ok(p({ mu: times.length / 2000, alpha: 0, beta: 1 }) < 1e-6);
});

Deno.test("regular events excite nothing: alpha is 0 and has no normal error", () => {
  const fit = hawkes(Array.from({ length: 50 }, (_, i) => i + 0.5), { from: 0, to: 50 });
  assert.equal(fit.branching, 0);
  near(fit.logLikelihood, fit.poissonLogLikelihood);
  assert.ok(Number.isNaN(fit.standardErrors.branching));
});

Deno.test("the origin and the unit of time do not matter", () => {
  const { times, duration } = cases[0];
  const plain = hawkes(times, { from: 0, to: duration });
  const moved = hawkes(times.map((t) => 1e6 + 1000 * t), { from: 1e6, to: 1e6 + 1000 * duration });
  near([moved.branching, moved.beta * 1000], [plain.branching, plain.beta], 1e-4);
});

Deno.test("too few events, ties and disorder are refused", () => {
  assert.throws(() => hawkes([1, 2, 3], { from: 0, to: 4 }), /3 events/);
  const times = Array.from({ length: 12 }, (_, i) => i);
  assert.throws(() => hawkes(times.with(5, 4), { from: 0, to: 12 }), /event 5 does not come after/);
});
