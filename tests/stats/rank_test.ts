import assert from "node:assert/strict";
import { rank } from "../../lib/stats/rank.ts";
import { basic } from "./golden.ts";

Deno.test("ties share the mean of their ranks", () => {
  assert.deepEqual([...rank([10, 30, 20, 20])], [1, 4, 2.5, 2.5]);
  assert.deepEqual([...rank(basic.tied)], basic.rank);
});
