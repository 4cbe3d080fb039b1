import assert from "node:assert/strict";
import { benjaminiHochberg } from "../../lib/stats/adjust.ts";
import { basic, near } from "./golden.ts";

Deno.test("adjusted p-values equal statsmodels', in the order given", () => {
  const { p, adjusted } = basic.benjamini_hochberg;
  near(benjaminiHochberg(p), adjusted);
});

Deno.test("a hypothesis that was not tested neither counts nor gets a value", () => {
  assert.deepEqual([...benjaminiHochberg([0.01, NaN, 0.02])], [0.02, NaN, 0.02]);
});
