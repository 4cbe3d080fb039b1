import assert from "node:assert/strict";
import { herfindahl } from "../../lib/stats/herfindahl.ts";

Deno.test("concentration runs from 1/n, all equal, to 1, all in one", () => {
  assert.equal(herfindahl([5, 5, 5, 5]), 0.25);
  assert.equal(herfindahl([0, 7, 0]), 1);
  assert.ok(Number.isNaN(herfindahl([0, 0])));
});
