import assert from "node:assert/strict";
import { mad } from "../../lib/stats/mad.ts";
import { basic, near } from "./golden.ts";

Deno.test("the MAD is scaled by 1.4826 and equals SciPy's up to that scale", () => {
  for (const name of ["x", "tied", "heavy"] as const) near(mad(basic[name]), basic.mad[name]);
});

Deno.test("unknown values are left out", () => {
  assert.equal(mad([1, 2, NaN, 3, 4, 100]), 1.4826);
});
