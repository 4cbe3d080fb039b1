import assert from "node:assert/strict";
import { flagOf } from "../../../lib/sources/csv/flag.ts";

Deno.test("capitals and blanks do not matter, other words do", () => {
  assert.deepEqual(["TRUE", " false ", "yes", "", "1"].map(flagOf), [1, 0, NaN, NaN, NaN]);
});
