import assert from "node:assert/strict";
import { logReturns } from "../../lib/series/returns.ts";

Deno.test("log returns of regular steps add up to the whole move", () => {
  const prices = [100, 110, 99, 120];
  const returns = logReturns([0, 5, 10, 15], prices, 5);
  assert.ok(Number.isNaN(returns[0]));
  const total = returns[1] + returns[2] + returns[3];
  assert.ok(Math.abs(total - Math.log(1.2)) < 1e-12);
});

Deno.test("the move over a gap is no return of one step", () => {
  const returns = logReturns([0, 5, 20, 25], [1, 1, Math.E, Math.E ** 2], 5);
  assert.deepEqual([...returns], [NaN, 0, NaN, 1]);
});
