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

Deno.test("replacing a value is removing it and adding the other", () => {
  for (const [old, value] of [[2, 9], [9, 2], [4, 5], [5, 4], [4, 4], [2, 1], [9, 10]]) {
    const replaced = new SortedWindow(5), rebuilt = new SortedWindow(5);
    for (const start of [9, 4, 2, 5, 4]) {
      replaced.add(start);
      rebuilt.add(start);
    }
    replaced.replace(old, value);
    rebuilt.remove(old);
    rebuilt.add(value);
    for (const p of [0, 0.25, 0.5, 0.75, 1]) {
      assert.equal(replaced.quantile(p), rebuilt.quantile(p), `${old} by ${value} at ${p}`);
    }
  }
});

Deno.test("an empty window has no median and no deviation", () => {
  const window = new SortedWindow(1);
  assert.ok(Number.isNaN(window.quantile(0.5)));
  assert.ok(Number.isNaN(window.medianDeviation()));
});
