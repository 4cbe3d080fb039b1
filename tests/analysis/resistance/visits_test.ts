import assert from "node:assert/strict";
import {
  findVisits,
  mirrored,
  mirroredZone,
  VISIT_RULES,
  type Zone,
  type ZoneBars,
} from "../../../lib/analysis/resistance/visits.ts";
import { HOUR } from "../../../lib/tables/time.ts";
import fc from "../../property.ts";

const ZONE: Zone = [100, 102];

/** Hourly bars from `[high, low, close]`, or from a close alone. */
function bars(...rows: (number | [high: number, low: number, close: number])[]): ZoneBars {
  const full = rows.map((row) => typeof row === "number" ? [row, row, row] : row);
  return {
    time: Float64Array.from(full, (_, i) => i * HOUR),
    high: Float64Array.from(full, ([high]) => high),
    low: Float64Array.from(full, ([, low]) => low),
    close: Float64Array.from(full, ([, , close]) => close),
  };
}

const visits = (series: ZoneBars, rules = {}, zone = ZONE) =>
  findVisits(series, zone, HOUR, { ...VISIT_RULES, ...rules })
    .map(({ first, last, outcome }) => [first, last, outcome]);

Deno.test("a touch of the zone that closes back below the retreat is a rejection", () => {
  assert.deepEqual(visits(bars(98, [101, 99, 99.4], 98)), [[1, 1, "rejection"]]);
});

Deno.test("a close between the retreat and the zone leaves the visit open", () => {
  assert.deepEqual(visits(bars(98, [101, 99, 99.6], 99.6, 99.5)), [[1, 3, "rejection"]]);
});

Deno.test("two closes in a row above the zone are a breakout, one is not", () => {
  assert.deepEqual(visits(bars(98, 103, 103, 98)), [[1, 2, "breakout"]]);
  assert.deepEqual(visits(bars(98, 103, 101, 103, 99)), [[1, 4, "rejection"]]);
  assert.deepEqual(visits(bars(98, 103, 99), { confirm: 1 }), [[1, 1, "breakout"]]);
});

Deno.test("the first bar only sets the state", () => {
  assert.deepEqual(visits(bars([101, 97, 98], 98)), []);
  assert.deepEqual(visits(bars(101, 101, 98, 98)), []);
});

Deno.test("from inside the zone the first close outside decides, and starts no visit", () => {
  assert.deepEqual(visits(bars(101, [101, 97, 98], 101, 98)), [[2, 3, "rejection"]]);
  assert.deepEqual(visits(bars(101, 103, 101, 99, 101, 98)), [[4, 5, "rejection"]]);
});

Deno.test("after a breakout the zone is visited again only after a close below it", () => {
  assert.deepEqual(visits(bars(98, 103, 103, 101, 103, 99.9, 100.5, 98)), [
    [1, 2, "breakout"],
    [6, 7, "rejection"],
  ]);
});

Deno.test("a visit that lasts max_hours is unresolved, and price is then inside", () => {
  assert.deepEqual(visits(bars(98, 101, 101, 101, 101, 98, 101, 98), { max_hours: 3 }), [
    [1, 3, "unresolved"],
    [6, 7, "rejection"],
  ]);
});

Deno.test("a visit still open at the last bar is unresolved", () => {
  assert.deepEqual(visits(bars(98, 101, 101)), [[1, 2, "unresolved"]]);
});

Deno.test("at the edges: a high on the lower one is a touch, a close on either is inside the zone", () => {
  assert.deepEqual(visits(bars(98, [100, 99, 99.4])), [[1, 1, "rejection"]]);
  assert.deepEqual(visits(bars(98, [99.99, 99, 99.4])), []);
  assert.deepEqual(visits(bars(98, 102, 102, 98)), [[1, 3, "rejection"]]);
  assert.deepEqual(visits(bars(103, 100, 101, 99.9, 100.5, 98)), [[4, 5, "rejection"]]);
});

Deno.test("a close exactly at the retreat is a rejection", () => {
  assert.deepEqual(visits(bars(98, [101, 99, 99.5], 101)), [
    [1, 1, "rejection"],
    [2, 2, "unresolved"],
  ]);
});

Deno.test("no bars, no visits", () => assert.deepEqual(visits(bars()), []));

Deno.test("support is resistance on mirrored prices, with its retreat above the zone", () => {
  const fall = bars(104, [103, 101, 102.4], 102.52);
  assert.deepEqual(visits(mirrored(fall), {}, mirroredZone(ZONE)), [[1, 2, "rejection"]]);
  const through = bars(104, 99, 99);
  assert.deepEqual(visits(mirrored(through), {}, mirroredZone(ZONE)), [[1, 2, "breakout"]]);
});

const walk = fc.array(fc.tuple(fc.double({ min: 95, max: 107, noNaN: true }), fc.nat(3)), {
  minLength: 2,
  maxLength: 200,
}).map((closes) =>
  bars(
    ...closes.map(([close, wick]): [number, number, number] => [close + wick, close - wick, close]),
  )
);

Deno.test("visits never overlap, and the past decides them alone", () => {
  fc.assert(fc.property(walk, fc.nat(200), (series, cut) => {
    const all = findVisits(series, ZONE, HOUR, VISIT_RULES);
    for (let i = 0; i < all.length; i++) {
      assert(all[i].first <= all[i].last);
      if (i > 0) assert(all[i - 1].last < all[i].first);
    }
    const rows = Math.min(cut, series.time.length);
    const head = {
      time: series.time.subarray(0, rows),
      high: series.high.subarray(0, rows),
      low: series.low.subarray(0, rows),
      close: series.close.subarray(0, rows),
    };
    const early = findVisits(head, ZONE, HOUR, VISIT_RULES);
    const ended = all.filter(({ last, outcome }) => last < rows - 1 || outcome !== "unresolved");
    for (const [i, visit] of early.entries()) {
      if (visit.last < rows - 1) assert.deepEqual(visit, ended[i]);
    }
  }));
});
