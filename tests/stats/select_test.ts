import assert from "node:assert/strict";
import { quantileSorted } from "../../lib/stats/quantile.ts";
import { quantileInPlace, select } from "../../lib/stats/select.ts";
import fc from "../property.ts";

const values = fc.array(
  fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -3, max: 3 })),
  { minLength: 1, maxLength: 60 },
).map((list) => Float64Array.from(list, (value) => value + 0));

Deno.test("select gives what stands there in sorted order, smaller values before, larger behind", () => {
  fc.assert(fc.property(values, fc.nat(), (list, seed) => {
    const k = seed % list.length, moved = list.slice();
    assert.equal(select(moved, k), list.toSorted()[k]);
    assert(moved.subarray(0, k).every((value) => value <= moved[k]));
    assert(moved.subarray(k).every((value) => value >= moved[k]));
    assert.deepEqual(moved.toSorted(), list.toSorted());
  }));
});

Deno.test("the quantile in place is that of the sorted values, to the last bit", () => {
  fc.assert(fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (list, p) => {
    assert.equal(quantileInPlace(list.slice(), p), quantileSorted(list.toSorted(), p));
  }));
  assert.equal(quantileInPlace(new Float64Array(), 0.5), NaN);
});
