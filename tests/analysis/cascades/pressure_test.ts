import assert from "node:assert/strict";
import type { Cascade } from "../../../lib/analysis/cascades/cascades.ts";
import { pressure } from "../../../lib/analysis/cascades/pressure.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { emptyColumns } from "../../../lib/tables/columns.ts";
import { DAY, formatTime, HOUR } from "../../../lib/tables/time.ts";

const DAYS = 400;
/** Daily open interest that is 100 on two days of five and 1 to 3 on the others. */
const openInterest = emptyColumns("open_interest", DAYS);
openInterest.time.forEach((_, i) => openInterest.time[i] = i * DAY);
openInterest.open_interest.forEach((_, i) =>
  openInterest.open_interest[i] = i % 5 === 0 || i % 5 === 3 ? 100 : 1 + i % 3
);

/** Cascades a few hours after a reading; price falls `low`% per $100M, with high interest `high`%. */
function cascades(low: number, high: number, seed = 1, longShare = 0.9): Cascade[] {
  const random = createRandom(seed);
  return Array.from({ length: 60 }, (_, i) => {
    const day = 90 + 5 * i + (i % 2);
    const usd = 50e6 * Math.exp(random.normal());
    const fall = (i % 2 === 0 ? high : low) * usd / 100e6 * Math.exp(0.2 * random.normal());
    const part = {
      total_usd: usd,
      share: 1,
      price_change: -fall / 100,
      oi_change: null,
      oi_share_liquidated: null,
    };
    return {
      start: formatTime(day * DAY + 5 * HOUR),
      long_share: longShare,
      by_asset: { BTC: part },
      basis: "simulated",
    } as unknown as Cascade;
  });
}
const high = 395 * DAY + HOUR;

Deno.test("a planted pressure is found with its sign", () => {
  const result = pressure("BTC", cascades(1, 3), { openInterest }, high);
  assert.deepEqual([result.high, result.other], [30, 30]);
  assert.ok(Math.abs(result.difference! - 2) < 0.4 && result.interval![0] > 0);
  assert.ok(pressure("BTC", cascades(3, 1), { openInterest }, high).interval![1] < 0);
});

Deno.test("where there is none the interval holds 0 about 95 times in 100", () => {
  let claimed = 0;
  for (let seed = 0; seed < 60; seed++) {
    const { interval } = pressure("BTC", cascades(1, 1, seed), { openInterest }, high);
    if (interval![0] > 0) claimed++;
  }
  assert.ok(claimed <= 5, `${claimed} of 60`);
});

Deno.test("cascades of shorts, and those without open interest, do not count", () => {
  assert.equal(pressure("BTC", cascades(1, 3, 1, 0.2), { openInterest }, high).events.length, 0);
  const none = emptyColumns("open_interest", 0);
  const result = pressure("BTC", cascades(1, 3), { openInterest: none }, high);
  assert.match(result.not_testable!, /no open interest/);
  assert.equal(pressure("XRP", cascades(1, 3), { openInterest }, high).events.length, 0);
});

Deno.test("the event's own percentile stands apart from the comparison", () => {
  const { event_percentile, difference } = pressure("BTC", [], { openInterest }, high);
  const simulated = pressure("BTC", [], { openInterest }, high, { basis: "simulated" });
  assert.equal(simulated.basis, "simulated", "no cascade tells the basis");
  assert.ok(event_percentile === 100 && difference === null);
});
