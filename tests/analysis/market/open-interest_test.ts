import assert from "node:assert/strict";
import {
  baseOpenInterest,
  openInterestAcross,
} from "../../../lib/analysis/market/open-interest.ts";
import { emptyColumns } from "../../../lib/tables/columns.ts";
import { HOUR } from "../../../lib/tables/time.ts";
import { barsOf } from "../bars.ts";

Deno.test("the base amount is the reported one, else USD over the price at that time", () => {
  const readings = emptyColumns("open_interest", 4);
  readings.time.set([-1, 0, HOUR, HOUR + 1]);
  readings.open_interest.set([NaN, NaN, NaN, 7]);
  readings.open_interest_usd.set([100, 100, 300, 400]);
  const bars = barsOf(
    [{ high: 10, low: 10, close: 10 }, { high: 20, low: 20, close: 20 }],
    HOUR,
  );
  assert.deepEqual([...baseOpenInterest(readings, bars)], [NaN, 10, 15, 7]);
  assert.deepEqual([...baseOpenInterest(readings)], [NaN, NaN, NaN, 7]);
});

Deno.test("a step takes the last reading before and the first after, or none", () => {
  const time = Float64Array.of(0, HOUR, 2 * HOUR), values = Float64Array.of(100, 80, 60);
  const step = (from: number, to: number) => openInterestAcross(time, values, from, to);
  assert.deepEqual(step(0, HOUR), { before: 100, after: 80, change: 80 / 100 - 1 });
  assert.equal(step(HOUR / 2, 1.5 * HOUR)!.after, 60);
  assert.equal(step(-1, HOUR), null);
  assert.equal(step(HOUR, 3 * HOUR), null);
  assert.equal(openInterestAcross(time, values, 8 * HOUR, 8 * HOUR), null);
});
