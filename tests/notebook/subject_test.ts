import assert from "node:assert/strict";
import { subjectOf } from "../../lib/notebook/subject.ts";

Deno.test("one market is called by its asset, several by their number", () => {
  assert.equal(subjectOf(["DOGE"]), "DOGE");
  assert.equal(subjectOf(["BTC", "ETH"]), "2 markets");
});
