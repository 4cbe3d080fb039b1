import assert from "node:assert/strict";
import { gaps } from "../../lib/series/gaps.ts";

Deno.test("each hole has its first missing bar, the next one there, and its size", () => {
  assert.deepEqual(gaps([0, 5, 20, 25, 35], 5), [
    { from: 10, to: 20, missing: 2 },
    { from: 30, to: 35, missing: 1 },
  ]);
});

Deno.test("a whole series has no gap, nor has a jitter of settlement times", () => {
  assert.deepEqual(gaps([], 5), []);
  assert.deepEqual(gaps([0, 5, 10], 5), []);
  assert.deepEqual(gaps([0.003, 8.001, 15.999, 24], 8), []);
});
