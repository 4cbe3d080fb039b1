import assert from "node:assert/strict";
import { fundingIntervals, settlementTime } from "../../lib/tables/funding-interval.ts";
import { HOUR } from "../../lib/tables/time.ts";

/** Intervals of settlements at these hours. */
const at = (hours: number[], known?: number[]) => [...fundingIntervals(
  Float64Array.from(hours, (hour) => hour * HOUR),
  known && Float64Array.from(known),
)];

Deno.test("the interval of a settlement is the gap before it; the first takes the gap after", () => {
  assert.deepEqual(at([0, 8, 16, 24]), [8, 8, 8, 8]);
  assert.deepEqual(at([3, 4, 5]), [1, 1, 1]);
});

Deno.test("venues change the interval midway, either way", () => {
  assert.deepEqual(at([0, 8, 16, 20, 24, 28]), [8, 8, 8, 4, 4, 4]);
  assert.deepEqual(at([0, 1, 2, 3, 7, 11, 15]), [1, 1, 1, 1, 4, 4, 4]);
});

Deno.test("milliseconds of delay do not matter", () => {
  const times = Float64Array.of(7, 8 * HOUR, 16 * HOUR + 12);
  assert.deepEqual([...fundingIntervals(times)], [8, 8, 8]);
  assert.equal(settlementTime(1768262400007), 1768262400000);
});

Deno.test("a missing settlement is no change of interval", () => {
  assert.deepEqual(at([0, 8, 16, 32, 40]), [8, 8, 8, 8, 8]);
  assert.deepEqual(at([0, 1, 2, 4, 5, 6]), [1, 1, 1, 1, 1, 1], "a gap that is an interval too");
  assert.deepEqual(at([0, 4, 8, 24, 28, 32]), [4, 4, 4, 4, 4, 4], "three missing");
  assert.deepEqual(at([0, 24, 32, 40]), [8, 8, 8, 8], "missing after the first");
});

Deno.test("a gap that fits no neighbour stays unknown", () => {
  assert.deepEqual(at([0, 8, 16, 19, 27]), [8, 8, 8, NaN, 8]);
  assert.deepEqual(at([0, 5]), [NaN, NaN]);
  assert.deepEqual(at([7]), [NaN]);
  assert.deepEqual(at([]), []);
});

Deno.test("stated intervals are kept, and tell about their neighbours", () => {
  assert.deepEqual(at([0, 8, 16], [NaN, 4, NaN]), [8, 4, 8]);
  assert.deepEqual(at([0, 24], [NaN, 8]), [8, 8]);
});
