import assert from "node:assert/strict";
import { createRandom } from "../../lib/stats/random.ts";
import { spreadTies } from "../../lib/stats/spread-ties.ts";

Deno.test("rounded times spread over the clock's resolution, differ, and stay sorted", () => {
  const rounded = [0, 0, 0, 1000, 5000, 5000];
  const spread = spreadTies(rounded, 1000, createRandom(1));
  assert.equal(new Set(spread).size, rounded.length);
  spread.forEach((time, i) => assert.equal(1000 * Math.floor(time / 1000), rounded[i]));
  assert.deepEqual([...spread], [...spread].sort((a, b) => a - b));
});
