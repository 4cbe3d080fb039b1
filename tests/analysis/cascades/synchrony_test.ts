import assert from "node:assert/strict";
import { onsetPairs, rotate, synchrony } from "../../../lib/analysis/cascades/synchrony.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import fc from "../../property.ts";

const at = (...times: number[]) => Float64Array.from(times);

Deno.test("pairs are of different assets, at most so far apart, the earlier first", () => {
  assert.deepEqual(onsetPairs([at(0, 100), at(20, 79, 200), at(21)], 20), [
    { first: 0, second: 1, time: 0, lag: 20 },
    { first: 1, second: 2, time: 20, lag: 1 },
  ]);
  assert.deepEqual(onsetPairs([at(5), at(3)], 2)[0], { first: 1, second: 0, time: 3, lag: 2 });
  assert.deepEqual(onsetPairs([at(), at(3)], 2), []);
});

Deno.test("a rotation keeps the times' order, number and distances around the span", () => {
  const times = fc.uniqueArray(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 20 });
  fc.assert(fc.property(times, fc.double({ min: 0, max: 0.999, noNaN: true }), (values, share) => {
    const sorted = Float64Array.from(values).sort();
    const out = new Float64Array(sorted.length);
    rotate(sorted, out, { from: 0, to: 1000 }, share);
    const expected = sorted.map((time) => (time + share * 1000) % 1000).sort();
    out.forEach((time, i) => assert.ok(Math.abs(time - expected[i]) < 1e-9));
  }));
});

Deno.test("chance gives about density times window", () => {
  const random = createRandom(2);
  const uniform = () => Float64Array.from({ length: 100 }, () => random.uniform() * 1e5).sort();
  const { expected } = synchrony([uniform(), uniform()], 50, { from: 0, to: 1e5 }, {
    shifts: 2000,
    random,
  });
  assert.ok(Math.abs(expected - 100 * 100 * 100 / 1e5) < 0.5, `${expected}`);
});
