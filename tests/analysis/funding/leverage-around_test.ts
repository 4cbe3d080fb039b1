import assert from "node:assert/strict";
import { leverageAround } from "../../../lib/analysis/funding/leverage-around.ts";
import { dailyMarket } from "../../../lib/analysis/market/daily-market.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";
import { dailyBars } from "./funding-rows.ts";

const T0 = 40 * DAY + 15 * HOUR;
// 100 USD a coin: 10 coins a day.
const market = dailyMarket(dailyBars(new Array(60).fill(1000)), DAY);

/** Readings of 20 coins, and of 15 and then 18 after the event. */
function readings(every: number) {
  const time = Float64Array.from({ length: 60 * DAY / every }, (_, i) => i * every);
  return { time, base: time.map((t) => t <= T0 ? 20 : t < T0 + 12 * HOUR ? 15 : 18) };
}

Deno.test("leverage is open interest in days of volume, before and at its lowest after", () => {
  assert.deepEqual(leverageAround(T0, readings(HOUR), market), {
    leverage_before: 2,
    leverage_after: 1.5,
  });
});

Deno.test("a reading a day serves; one of the week before does not", () => {
  // The only reading of the 24 hours after is that of midnight.
  assert.deepEqual(leverageAround(T0, readings(DAY), market), {
    leverage_before: 2,
    leverage_after: 1.5,
  });
  const { time, base } = readings(7 * DAY);
  assert.deepEqual(leverageAround(T0, { time, base }, market), {
    leverage_before: null,
    leverage_after: null,
  });
});

Deno.test("too short a history of volume, or no reading after the event: unknown, not guessed", () => {
  const short = dailyMarket(dailyBars(new Array(20).fill(1000)), DAY);
  assert.equal(leverageAround(10 * DAY, readings(HOUR), short).leverage_before, null);
  const { time, base } = readings(HOUR);
  const end = time.findIndex((t) => t > T0);
  const cut = { time: time.subarray(0, end), base: base.subarray(0, end) };
  assert.deepEqual(leverageAround(T0, cut, market), { leverage_before: 2, leverage_after: null });
});
