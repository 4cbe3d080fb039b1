import assert from "node:assert/strict";
import { premium } from "../../../lib/analysis/funding/premium.ts";
import { HOUR } from "../../../lib/tables/time.ts";
import { barsOf } from "../bars.ts";

const bars = (price: number, n: number, start = 0) =>
  barsOf(new Array(n).fill({ high: price, low: price, close: price }), HOUR, start);

Deno.test("the premium is mark over index less 1, where both have a bar", () => {
  const result = premium(bars(101, 100), bars(100, 80, 10 * HOUR), { step: HOUR });
  assert.equal(result.points.length, 80);
  assert.equal(result.points[0].time, "1970-01-01T10:00:00Z");
  assert.equal(result.mean!.toFixed(9), "0.010000000");
  assert.ok(result.interval![0] <= result.mean! && result.mean! <= result.interval![1]);
});

Deno.test("the window bounds it, end exclusive", () => {
  const cut = premium(bars(1, 9), bars(1, 9), { step: HOUR, from: 2 * HOUR, to: 4 * HOUR });
  assert.equal(cut.points.length, 2);
  assert.equal(cut.interval, null);
});

Deno.test("without one of the prices, or a common bar, it is not testable", () => {
  assert.equal(premium(undefined, bars(1, 2), { step: HOUR }).not_testable, "no mark price");
  assert.equal(premium(bars(1, 2), undefined, { step: HOUR }).not_testable, "no index price");
  const apart = premium(bars(1, 2), bars(1, 2, 50 * HOUR), { step: HOUR });
  assert.match(apart.not_testable!, /no bar in common/);
  assert.equal(apart.mean, null);
});
