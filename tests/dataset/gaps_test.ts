import assert from "node:assert/strict";
import { gapsOf } from "../../lib/dataset/gaps.ts";
import { HOUR, MINUTE } from "../../lib/tables/time.ts";

const at = (step: number, ...places: number[]) => ({
  time: Float64Array.from(places, (place) => place * step),
  interval_hours: new Float64Array(places.length).fill(NaN),
});

Deno.test("bars are held against their interval", () => {
  const key = { table: "candles", interval: "5m" } as const;
  assert.deepEqual(gapsOf(key, at(5 * MINUTE, 10, 11, 12)), []);
  assert.deepEqual(gapsOf(key, at(5 * MINUTE, 10, 13, 14, 16)), [
    { from: 55 * MINUTE, to: 65 * MINUTE, rows: 2 },
    { from: 75 * MINUTE, to: 80 * MINUTE, rows: 1 },
  ]);
  assert.deepEqual(gapsOf(key, at(MINUTE)), []);
});

Deno.test("settlements are held against the interval that holds at each", () => {
  const key = { table: "funding", interval: "settlement" } as const;
  assert.deepEqual(gapsOf(key, at(HOUR, 0, 8, 16, 20, 24)), [], "a new interval is no gap");
  assert.deepEqual(gapsOf(key, at(HOUR, 0, 8, 16, 40, 48)), [
    { from: 24 * HOUR, to: 40 * HOUR, rows: 2 },
  ]);
});

Deno.test("what keeps no timetable has no gaps to list", () => {
  assert.equal(gapsOf({ table: "liquidations", interval: "event" }, at(HOUR, 1, 9)), undefined);
});
