import assert from "node:assert/strict";
import { anatomy } from "../../../lib/analysis/cascades/anatomy.ts";
import { emptyColumns } from "../../../lib/tables/columns.ts";
import { formatTime, HOUR } from "../../../lib/tables/time.ts";
import { barsOf, totalsOf } from "../bars.ts";

const cascade = { start: formatTime(10 * HOUR), end: formatTime(12 * HOUR), basis: "reported" };
const totals = totalsOf(Float64Array.from({ length: 24 }, (_, i) => i), HOUR, 0, 0.5);
const bars = barsOf(
  Array.from({ length: 24 }, (_, i) => ({ high: 99, low: 1, close: i + 1, volume: 2 })),
  HOUR,
);

Deno.test("lays what is known of an asset on one time axis around the cascade", () => {
  const openInterest = emptyColumns("open_interest", 3);
  openInterest.time.set([0, 11 * HOUR, 12 * HOUR]);
  openInterest.open_interest.set([5, 7, NaN]);
  const funding = emptyColumns("funding", 2);
  funding.time.set([8 * HOUR, 16 * HOUR]);
  funding.rate.set([1e-4, 2e-4]);
  funding.interval_hours.fill(4);
  const result = anatomy({ asset: "BTC", totals, bars, openInterest, funding }, cascade, {
    around: 2 * HOUR,
  });
  assert.equal(result.bars.length, 6);
  assert.deepEqual(result.bars[0], {
    time: formatTime(8 * HOUR),
    long_usd: 4,
    short_usd: 4,
    price: 9,
    high: 99,
    low: 1,
    volume_usd: 18,
  });
  assert.deepEqual(result.open_interest, [{ time: formatTime(11 * HOUR), open_interest: 7 }]);
  assert.deepEqual(result.funding, [{ time: formatTime(8 * HOUR), rate_8h: 2e-4 }]);
});

Deno.test("what is not known is null or empty, and no liquidations are not testable", () => {
  const { bars: rows, open_interest, funding } = anatomy({ asset: "BTC", totals }, cascade);
  const { price, high, low } = rows[0];
  assert.deepEqual([price, high, low, open_interest, funding], [null, null, null, [], []]);
  const none = anatomy({ asset: "XRP", totals: totalsOf([], HOUR) }, cascade);
  assert.equal(none.not_testable, "no liquidations of XRP around the cascade");
});
