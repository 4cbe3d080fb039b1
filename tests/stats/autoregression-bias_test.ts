import assert from "node:assert/strict";
import { autoregression, halfLife } from "../../lib/stats/autoregression.ts";
import { mean } from "../../lib/stats/mean.ts";
import { createRandom } from "../../lib/stats/random.ts";
import { golden, near } from "./golden.ts";

/** What tests/golden/stats_half_life.py wrote. */
const { fits, bias, length } = golden<{
  length: number;
  fits: {
    series: number[];
    intercept: number;
    phi: number;
    phi_corrected: number;
    half_life: number | null;
  }[];
  bias: { phi: number; mean: number; mean_corrected: number; error: number }[];
}>("stats_half_life");

Deno.test("fits, corrected fits and half-lives equal statsmodels' AutoReg", () => {
  for (const { series, intercept, phi, phi_corrected, half_life } of fits) {
    const fit = autoregression(series);
    near([fit.intercept, fit.phi, fit.phiCorrected], [intercept, phi, phi_corrected], 1e-9);
    const periods = halfLife(fit.phiCorrected);
    if (half_life === null) assert.ok(Number.isNaN(periods));
    else near(periods, half_life, 1e-8);
  }
});

Deno.test("the correction takes out most of the bias that statsmodels' fits show", () => {
  const random = createRandom("bias");
  for (const { phi, mean: raw, mean_corrected, error } of bias) {
    assert.ok(Math.abs(mean_corrected - phi) < 0.25 * Math.abs(raw - phi), `${phi}`);
    const found = Array.from({ length: 2000 }, () => {
      const series = [random.normal() / Math.sqrt(1 - phi * phi)];
      while (series.length < length) {
        series.push(phi * series[series.length - 1] + random.normal());
      }
      return autoregression(series);
    });
    // Both are averages of simulations: their standard errors add up.
    const tolerance = 4 * error * Math.sqrt(1 + 4000 / 2000);
    near(mean(found.map((fit) => fit.phi)), raw, tolerance);
    near(mean(found.map((fit) => fit.phiCorrected)), mean_corrected, 1.1 * tolerance);
  }
});
