import assert from "node:assert/strict";
import { Meter } from "../../lib/fetch/meter.ts";

Deno.test("time left is what files of the same kind took so far", () => {
  const meter = new Meter(0);
  meter.expect("month", 3);
  meter.expect("day", 10);
  meter.add(1000);
  meter.settle("month", 1000);
  meter.add(10);
  meter.settle("day", 10);
  const { done, files, bytes, rate, left } = meter.at(1000);
  assert.deepEqual([done, files, bytes, rate], [2, 13, 1010, 1010]);
  // Two months and nine days are to come.
  assert.equal(left, (2 * 1000 + 9 * 10) / 1010 * 1000);
});

Deno.test("bytes of a file that is on its way are not to come any more", () => {
  const meter = new Meter(0);
  meter.expect("day", 2);
  meter.add(100);
  meter.settle("day", 100);
  meter.add(60);
  assert.equal(meter.at(1000).left, 40 / 160 * 1000);
});

Deno.test("a kind of which none came counts like the others", () => {
  const meter = new Meter(0);
  meter.expect("day", 1);
  meter.expect("month", 1);
  meter.add(100);
  meter.settle("day", 100);
  assert.equal(meter.at(1000).left, 1000);
});

Deno.test("files that were kept or are missing take no time", () => {
  const meter = new Meter(0);
  meter.expect("day", 3);
  meter.add(100);
  meter.settle("day", 100);
  meter.settle("day", undefined);
  assert.deepEqual([meter.at(1000).done, meter.at(1000).left], [2, 1000]);
});

Deno.test("nothing is told before the first byte, and nothing is left at the end", () => {
  const meter = new Meter(0);
  meter.expect("day", 1);
  assert.equal(meter.at(0).left, NaN);
  meter.settle("day", undefined);
  assert.equal(meter.at(0).left, 0);
});
