import assert from "node:assert/strict";
import { mannWhitney } from "../../lib/stats/mann-whitney.ts";
import { basic, near } from "./golden.ts";

Deno.test("U and p equal SciPy's: exact, asymptotic, with ties, and all values equal", () => {
  for (const { first, second, u, p } of basic.mann_whitney) {
    const found = mannWhitney(first, second);
    near([found.u, found.p], [u, p]);
  }
});

Deno.test("superiority is the chance that a value of the first sample is the larger", () => {
  assert.equal(mannWhitney([4, 5, 6], [1, 2, NaN]).superiority, 1);
  assert.equal(mannWhitney([1, 2], [1, 2]).superiority, 0.5);
  assert.ok(Number.isNaN(mannWhitney([], [1]).p));
});
