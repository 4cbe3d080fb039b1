import assert from "node:assert/strict";
import {
  autoregression,
  autoregressionInterval,
  halfLife,
} from "../../lib/stats/autoregression.ts";
import { createRandom } from "../../lib/stats/random.ts";
import { basic, near } from "./golden.ts";

Deno.test("phi and intercept equal statsmodels' least squares", () => {
  const { series, phi, intercept } = basic.autoregression;
  const fit = autoregression(series);
  near([fit.phi, fit.intercept], [phi, intercept]);
  assert.equal(fit.pairs, series.length - 1);
});

Deno.test("the correction is Kendall's: 0.350886 of 41 pairs becomes 0.400951", () => {
  const phi = 0.350886;
  near(phi + (1 + 3 * phi) / 41, 0.400951, 1e-6);
  const fit = autoregression(basic.autoregression.series);
  near(fit.phiCorrected, fit.phi + (1 + 3 * fit.phi) / fit.pairs);
});

Deno.test("phi 0.9 halves a deviation in 6.58 periods, 0.400951 in 0.758436", () => {
  assert.equal(halfLife(0.9).toFixed(2), "6.58");
  near(halfLife(0.400951), 0.758436, 1e-6);
});

Deno.test("what flips or never fades has no half-life", () => {
  for (const phi of [-0.5, 0, 1, 1.2, NaN]) assert.ok(Number.isNaN(halfLife(phi)));
});

Deno.test("an unknown value breaks its pairs, no others", () => {
  const exact = [8, 4, 2, 1, NaN, 16, 8, 4];
  const fit = autoregression(exact);
  assert.equal(fit.pairs, 5);
  near([fit.phi, fit.intercept], [0.5, 0]);
});

Deno.test("too short or constant series have no phi and no interval", () => {
  const random = createRandom(1);
  for (const values of [[1, 2, 3], [1, 1, 1, 1, 1]]) {
    assert.ok(Number.isNaN(autoregression(values).phi));
    assert.ok(Number.isNaN(autoregressionInterval(values, { random }).halfLife[0]));
  }
});

Deno.test("a half-life's interval ends at 0 or infinity where phi's end leaves (0, 1)", () => {
  const random = createRandom(1);
  const noise = Array.from({ length: 42 }, random.normal);
  const walk: number[] = [];
  noise.forEach((step, i) => walk.push(step + (walk[i - 1] ?? 0)));
  assert.equal(autoregressionInterval(noise, { random }).halfLife[0], 0);
  assert.equal(autoregressionInterval(walk, { random }).halfLife[1], Infinity);
});

Deno.test("the interval covers the true phi in about 95 of 100 series of 42 values", () => {
  const random = createRandom("coverage");
  let covered = 0;
  for (let run = 0; run < 100; run++) {
    const series = [random.normal()];
    while (series.length < 42) series.push(0.5 * series[series.length - 1] + random.normal());
    const { phi: [low, high] } = autoregressionInterval(series, { random, resamples: 199 });
    covered += Number(low <= 0.5 && 0.5 <= high);
  }
  assert.ok(covered >= 88, `${covered} of 100`);
});
