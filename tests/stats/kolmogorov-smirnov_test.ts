import assert from "node:assert/strict";
import { exponentialCdf, kolmogorovSmirnov } from "../../lib/stats/kolmogorov-smirnov.ts";
import { basic, near } from "./golden.ts";

Deno.test("D equals SciPy's; p is within 0.003 of its exact one from 10 values on", () => {
  for (const { sample, d, p } of basic.kolmogorov_smirnov) {
    const found = kolmogorovSmirnov(sample, exponentialCdf);
    near(found.d, d);
    near(found.p, p, 0.003);
  }
});

Deno.test("values at the quantiles of the law fit it as well as can be", () => {
  const quantiles = Array.from({ length: 50 }, (_, i) => -Math.log(1 - (i + 0.5) / 50));
  const { d, p } = kolmogorovSmirnov(quantiles, exponentialCdf);
  near(d, 0.01);
  near(p, 1, 1e-9);
});

Deno.test("of no values there is no test", () => {
  assert.ok(Number.isNaN(kolmogorovSmirnov([], exponentialCdf).p));
});
