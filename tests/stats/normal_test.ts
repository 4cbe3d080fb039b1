import assert from "node:assert/strict";
import { normalCdf, normalQuantile } from "../../lib/stats/normal.ts";
import { basic, near } from "./golden.ts";

Deno.test("the distribution function equals SciPy's, far tails in relative terms", () => {
  for (const [z, p] of basic.normal_cdf) {
    near(normalCdf(z), p, 1e-14);
    if (z < 0 && z > -38) near(normalCdf(z) / p, 1, 1e-7);
  }
});

Deno.test("the quantile equals SciPy's", () => {
  for (const [p, z] of basic.normal_quantile) near(normalQuantile(p), z, 1e-13);
  assert.equal(normalQuantile(0), -Infinity);
  assert.equal(normalQuantile(1), Infinity);
});
