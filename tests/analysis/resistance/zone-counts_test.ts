import assert from "node:assert/strict";
import { rejectionRate } from "../../../lib/analysis/resistance/zone-counts.ts";

Deno.test("a rate needs three visits, one of them resolved", () => {
  assert.equal(rejectionRate({ visits: 4, rejections: 3, breakouts: 1 }), 0.75);
  assert.equal(rejectionRate({ visits: 3, rejections: 0, breakouts: 1 }), 0);
  assert.equal(rejectionRate({ visits: 2, rejections: 2, breakouts: 0 }), null);
  assert.equal(rejectionRate({ visits: 3, rejections: 0, breakouts: 0 }), null);
});
