import assert from "node:assert/strict";
import { asOf, lowerBound, upperBound } from "../../lib/series/asof.ts";
import fc from "../property.ts";

const integers = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 40 });
const sorted = integers.map((values) => values.sort((a, b) => a - b));

Deno.test("the bounds are the first time not before, and the first time after", () => {
  fc.assert(fc.property(sorted, fc.integer({ min: -1, max: 31 }), (times, time) => {
    const orEnd = (index: number) => index < 0 ? times.length : index;
    assert.equal(lowerBound(times, time), orEnd(times.findIndex((t) => t >= time)));
    assert.equal(upperBound(times, time), orEnd(times.findIndex((t) => t > time)));
  }));
});

Deno.test("as-of finds what a scan finds, for queries in any order and with any tolerance", () => {
  fc.assert(
    fc.property(sorted, integers, fc.integer({ min: 0, max: 9 }), (times, queries, near) => {
      const scan = queries.map((q) => times.findLastIndex((t) => t <= q && q - t <= near));
      assert.deepEqual([...asOf(times, queries, near)], scan);
    }),
  );
});

Deno.test("as-of never looks ahead: a time equal to the query counts, a later one does not", () => {
  assert.deepEqual([...asOf([8, 16], [7, 8, 15, 16, 99])], [-1, 0, 0, 1, 1]);
});

Deno.test("an unknown time is found nowhere, and hides none of those behind it", () => {
  assert.deepEqual([...asOf([8, 16], [9, NaN, 17, NaN, 9])], [0, -1, 1, -1, 0]);
  assert.deepEqual([...asOf([], [1, NaN])], [-1, -1]);
});

Deno.test("many queries are answered as one alone would be, going forward or back", () => {
  const times = Float64Array.from({ length: 3000 }, (_, i) => 7 * i);
  const queries = Float64Array.from({ length: 20_000 }, (_, i) => i % 997 === 0 ? i % 5 : 1.1 * i);
  const alone = Array.from(queries, (query) => upperBound(times, query) - 1);
  assert.deepEqual([...asOf(times, queries)], alone);
});
