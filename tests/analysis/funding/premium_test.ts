import assert from "node:assert/strict";
import { premium } from "../../../lib/analysis/funding/premium.ts";
import { HOUR } from "../../../lib/tables/time.ts";
import { barsOf } from "../bars.ts";
import { settlements } from "./funding-rows.ts";

const bars = (price: number, n: number, start = 0) =>
  barsOf(new Array(n).fill({ high: price, low: price, close: price }), HOUR, start);

Deno.test("the premium is mark over index less 1, where both have a bar", () => {
  const result = premium({ mark: bars(101, 100), index: bars(100, 80, 10 * HOUR) }, { step: HOUR });
  assert.equal(result.points.length, 80);
  assert.equal(result.points[0].time, "1970-01-01T10:00:00Z");
  assert.equal(result.mean!.toFixed(9), "0.010000000");
  assert.ok(result.interval![0] <= result.mean! && result.mean! <= result.interval![1]);
});

Deno.test("the window bounds it, end exclusive", () => {
  const cut = premium({ mark: bars(1, 9), index: bars(1, 9) }, {
    step: HOUR,
    from: 2 * HOUR,
    to: 4 * HOUR,
  });
  assert.equal(cut.points.length, 2);
  assert.equal(cut.interval, null);
});

Deno.test("without one of the prices, or a common bar, it is not testable", () => {
  assert.equal(
    premium({ mark: undefined, index: bars(1, 2) }, { step: HOUR }).not_testable,
    "no mark price",
  );
  assert.equal(
    premium({ mark: bars(1, 2), index: undefined }, { step: HOUR }).not_testable,
    "no index price",
  );
  const apart = premium({ mark: bars(1, 2), index: bars(1, 2, 50 * HOUR) }, { step: HOUR });
  assert.match(apart.not_testable!, /no bar in common/);
  assert.equal(apart.mean, null);
});

Deno.test("without prices, what venues report with their settlements serves, and is called so", () => {
  const funding = settlements(new Array(30).fill(1e-4));
  funding.premium.fill(2e-4);
  funding.premium[3] = NaN;
  const settled = premium({ funding }, { step: HOUR, to: 80 * HOUR });
  assert.deepEqual([settled.of, settled.not_testable, settled.points.length], [
    "settlements",
    null,
    9,
  ]);
  assert.ok(Math.abs(settled.mean! - 2e-4) < 1e-12);
  assert.ok(settled.interval![0] <= settled.interval![1]);
  // Prices come first.
  const both = premium({ mark: bars(101, 9), index: bars(100, 9), funding }, { step: HOUR });
  assert.deepEqual([both.of, both.points.length], ["prices", 9]);
});
