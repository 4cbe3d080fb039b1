import assert from "node:assert/strict";
import { unwind, type UnwindAsset } from "../../../lib/analysis/cascades/unwind.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { emptyColumns } from "../../../lib/tables/columns.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";
import { barsOf } from "../bars.ts";

const HOURS = 24 * 100;

/** Hourly open interest that wanders by 0.5% an hour, with a factor from hour `at` on. */
function wander(asset: string, factor = 1, at = HOURS - 24, seed = 1): UnwindAsset {
  const random = createRandom(seed);
  const openInterest = emptyColumns("open_interest", HOURS);
  let value = 1000;
  for (let i = 0; i < HOURS; i++) {
    value *= Math.exp(0.005 * random.normal());
    openInterest.time[i] = i * HOUR;
    openInterest.open_interest[i] = value * (i >= at ? factor : 1);
  }
  return { asset, openInterest };
}
const event = { from: (HOURS - 25) * HOUR, to: (HOURS - 22) * HOUR };

Deno.test("a planted flush is below all windows before it", () => {
  const result = unwind([wander("BTC", 0.8)], event);
  assert.equal(result.percentile, 0);
  assert.ok(result.change! < -0.15 && result.change! < result.usual![0]);
  assert.ok(result.windows > 2000 && result.independent_windows > 700);
});

Deno.test("an ordinary window is called unusual one time in twenty", () => {
  let low = 0;
  for (let seed = 0; seed < 100; seed++) {
    const { percentile } = unwind([wander("BTC", 1, 0, seed)], { ...event, historyDays: 30 });
    if (percentile! <= 5) low++;
  }
  assert.ok(low <= 10, `${low} of 100`);
});

Deno.test("assets weigh by their value before the event", () => {
  const bars = (price: number) =>
    barsOf(new Array(HOURS).fill({ high: price, low: price, close: price }), HOUR);
  const flat = (asset: string, factor: number, price: number): UnwindAsset => {
    const one = wander(asset, factor);
    one.openInterest.open_interest.fill(1000).fill(1000 * factor, HOURS - 24);
    return { ...one, bars: bars(price) };
  };
  const { change, by_asset } = unwind([flat("BTC", 0.9, 300), flat("ETH", 0.5, 100)], event);
  assert.deepEqual(by_asset.map(({ weight }) => weight), [0.75, 0.25]);
  assert.ok(Math.abs(change! - (-0.1 * 0.75 - 0.5 * 0.25)) < 1e-12);
});

Deno.test("windows of history end before the event: what follows changes nothing", () => {
  const result = unwind([wander("BTC", 0.8)], event);
  const future = wander("BTC", 0.8);
  future.openInterest.open_interest.fill(1, HOURS - 20);
  assert.deepEqual(unwind([future], event), result);
});

Deno.test("no readings through the event, or little history, is not testable", () => {
  const late = { from: (HOURS + 10) * HOUR, to: (HOURS + 12) * HOUR };
  assert.match(unwind([wander("BTC")], late).not_testable!, /no open interest through the event/);
  assert.match(unwind([], event).not_testable!, /no open interest/);
  const long = unwind([wander("BTC")], { from: event.to - 10 * DAY, to: event.to });
  assert.match(long.not_testable!, /^\d windows of this length before the event; 20 are needed/);
});
