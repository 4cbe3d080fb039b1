import assert from "node:assert/strict";
import { testControls } from "../../../lib/analysis/resistance/control-zones.ts";
import { VISIT_RULES, type Zone } from "../../../lib/analysis/resistance/visits.ts";
import { waldDifference } from "../../../lib/stats/proportion.ts";
import { HOUR } from "../../../lib/tables/time.ts";
import { barsOf } from "../bars.ts";

/** Hourly bars that swing between 90 and 110 every 40 hours. */
const swings = barsOf(
  Array.from({ length: 2000 }, (_, i) => {
    const close = 100 + 10 * Math.sin(i * Math.PI / 20);
    return { high: close + 0.2, low: close - 0.2, close };
  }),
  HOUR,
);

const run = (zone: Zone, controls = 500) =>
  testControls(swings, zone, {
    rejections: 3,
    breakouts: 1,
    step: HOUR,
    rules: VISIT_RULES,
    controls,
    seed: 1,
  });

Deno.test("controls lie on both sides, in proportion to the room there", () => {
  const { below, above, drawn, independent_zones } = run([104, 105]);
  assert.equal(drawn, 500);
  assert(below.n > above.n && above.n > 0);
  const all = Math.log(110.2 / 89.8) / Math.log(105 / 104);
  assert(Math.abs(independent_zones - all) < 1e-9);
});

Deno.test("p counts controls at or above the observed rate, and itself", () => {
  const { p, rates, used } = run([104, 105]);
  assert.equal(p, (1 + rates.filter((rate) => rate >= 0.75).length) / (1 + used));
  assert.deepEqual(rates, rates.toSorted((a, b) => a - b));
});

Deno.test("a zone that leaves no room for another has no controls, and no p", () => {
  for (const zone of [[95, 111], [80, 120], [91, 109]] as Zone[]) {
    const { drawn, used, p, all } = run(zone);
    assert.deepEqual({ drawn, used, p, mean: all.mean }, {
      drawn: 0,
      used: 0,
      p: null,
      mean: null,
    });
  }
});

Deno.test("round numbers elsewhere bounced 56.6% against 56.1% in controls: no difference", () => {
  const { difference, interval } = waldDifference(6_602, 11_670, 13_094, 23_332);
  assert.equal((100 * difference).toFixed(2), "0.45");
  assert.deepEqual(interval.map((end) => (100 * end).toFixed(2)), ["-0.65", "1.55"]);
});
