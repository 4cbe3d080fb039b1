import assert from "node:assert/strict";
import { windowOf } from "../../lib/series/window.ts";

const columns = { time: Float64Array.of(0, 10, 20, 30), rate: Float64Array.of(1, 2, 3, 4) };

Deno.test("a window includes its start and excludes its end", () => {
  assert.deepEqual([...windowOf(columns, 10, 30).rate], [2, 3]);
  assert.deepEqual([...windowOf(columns, 11, 31).rate], [3, 4]);
});

Deno.test("a window is a view, not a copy", () => {
  assert.equal(windowOf(columns, 10, 30).rate.buffer, columns.rate.buffer);
});

Deno.test("a window outside the data, or that ends before it starts, is empty", () => {
  for (const [from, to] of [[40, 50], [-9, 0], [30, 10]]) {
    assert.equal(windowOf(columns, from, to).time.length, 0);
  }
});
