import assert from "node:assert/strict";
import { drawable } from "../../lib/inputs/reported-days.ts";

const source = (venue: string, not_testable: string | null) => ({
  venue,
  result: { not_testable },
});

Deno.test("what can be tested is drawn, two sources at most; else the first says why not", () => {
  const few = source("few", "1 day with both sides"), none = source("none", "0 days");
  const good = ["a", "b", "c"].map((venue) => source(venue, null));
  assert.deepEqual(drawable([good[0], few, good[1], good[2]]), [good[0], good[1]]);
  assert.deepEqual(drawable([few, none]), [few]);
  assert.deepEqual(drawable([]), []);
});
