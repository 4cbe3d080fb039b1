import assert from "node:assert/strict";
import { SortedWindow } from "../../lib/series/sorted-window.ts";

Deno.test("order statistics follow what enters and leaves, equal values one at a time", () => {
  const window = new SortedWindow(4);
  for (const value of [5, 1, 5, 3]) window.add(value);
  assert.equal(window.quantile(0.5), 4);
  window.remove(5);
  assert.equal(window.size, 3);
  assert.equal(window.quantile(0.5), 3);
  assert.equal(window.quantile(1), 5);
  assert.equal(window.medianDeviation(), 2);
});

Deno.test("an empty window has no median and no deviation", () => {
  const window = new SortedWindow(1);
  assert.ok(Number.isNaN(window.quantile(0.5)));
  assert.ok(Number.isNaN(window.medianDeviation()));
});
