import assert from "node:assert/strict";
import { mean, variance } from "../../lib/stats/mean.ts";
import { basic, near } from "./golden.ts";

Deno.test("mean and sample variance leave out unknown values", () => {
  assert.equal(mean([1, NaN, 3]), 2);
  assert.equal(variance([1, NaN, 3]), 2);
  near(variance(basic.x), basic.variance.x);
  near(variance(basic.tied), basic.variance.tied);
});

Deno.test("too few values have no mean, no variance", () => {
  assert.ok(Number.isNaN(mean([])));
  assert.ok(Number.isNaN(variance([1])));
});
