import assert from "node:assert/strict";
import { sortOrder } from "../../lib/stats/sort-order.ts";
import fc from "../property.ts";

Deno.test("places are those of a stable sort by value", () => {
  const value = fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.double({ noNaN: true }),
    fc.constantFrom(-Infinity, Infinity, Number.MIN_VALUE, 2 ** 53, 2 ** 53 + 2),
  ).map((value) => value + 0);
  fc.assert(fc.property(fc.array(value, { maxLength: 300 }), (values) => {
    // Infinity - Infinity is NaN: compared, not subtracted.
    const sorted = values.map((_, i) => i)
      .sort((a, b) => values[a] < values[b] ? -1 : values[a] > values[b] ? 1 : a - b);
    assert.deepEqual([...sortOrder(Float64Array.from(values))], sorted);
  }));
});

Deno.test("-0 comes before 0, and NaN between no two numbers", () => {
  assert.deepEqual([...sortOrder(Float64Array.of(0, -0))], [1, 0]);
  const order = [...sortOrder(Float64Array.of(1, NaN, -1))].filter((i) => i !== 1);
  assert.deepEqual(order, [2, 0]);
});
