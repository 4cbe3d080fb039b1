import assert from "node:assert/strict";
import { spread } from "../../../lib/analysis/cascades/spread.ts";
import { DAY, formatTime, MINUTE } from "../../../lib/tables/time.ts";
import { totalsOf } from "../bars.ts";

const STEP = 5 * MINUTE, PER_DAY = 288, EVENT = 8 * PER_DAY + 60;
const cascade = {
  start: formatTime(EVENT * STEP),
  end: formatTime((EVENT + 4) * STEP),
  basis: "simulated",
};

/** Nine days of 1 a bar and what comes at some bars after the cascade's start. */
function asset(name: string, at: Record<number, number> = {}, days = 9) {
  const usd = new Float64Array(days * PER_DAY).fill(1);
  for (const [bar, value] of Object.entries(at)) usd[EVENT - (9 - days) * PER_DAY + +bar] = value;
  return { asset: name, totals: totalsOf(usd, STEP, (9 - days) * DAY) };
}

Deno.test("orders assets by when it reached them, and says whom it did not reach", () => {
  const result = spread(
    [asset("LATE", { 3: 9 }), asset("CALM", { 2: 3.9 }), asset("FIRST", { 0: 4, 1: 40 })],
    STEP,
    cascade,
  );
  assert.deepEqual([result.reached, result.assets], [2, 3]);
  assert.deepEqual(result.by_asset, [
    { asset: "FIRST", total_usd: 46, times_normal: 46 / 4, delay_minutes: 0 },
    { asset: "LATE", total_usd: 12, times_normal: 3, delay_minutes: 15 },
    { asset: "CALM", total_usd: 6.9, times_normal: 6.9 / 4, delay_minutes: null },
  ]);
});

Deno.test("of assets that it reached together the largest comes first", () => {
  const both = [asset("SMALL", { 0: 5 }), asset("LARGE", { 0: 50 })];
  assert.deepEqual(spread(both, STEP, cascade).by_asset.map(({ asset }) => asset), [
    "LARGE",
    "SMALL",
  ]);
});

Deno.test("an asset loud in the 30 minutes before came first; after the end is too late", () => {
  const { by_asset } = spread(
    [asset("BEFORE", { [-2]: 9 }), asset("LONG AGO", { [-7]: 9 }), asset("AFTER", { 4: 9 })],
    STEP,
    cascade,
  );
  assert.deepEqual(by_asset.map(({ delay_minutes }) => delay_minutes), [-10, null, null]);
});

Deno.test("an asset too young for a normal is shown but not counted, one not yet there is not", () => {
  const unborn = { asset: "UNBORN", totals: totalsOf([1, 1], STEP, (EVENT + 2) * STEP) };
  const result = spread([asset("OLD"), asset("YOUNG", {}, 3), unborn], STEP, cascade);
  assert.deepEqual(result.by_asset.map(({ asset }) => asset), ["OLD", "YOUNG"]);
  assert.equal(result.assets, 1);
  assert.match(spread([], STEP, cascade).not_testable!, /no asset has a known normal/);
});

Deno.test("in coarser bars the one that the cascade began in counts; no cascade does not spread", () => {
  const hourly = Float64Array.from({ length: 9 * 24 }, (_, i) => i === 8 * 24 + 5 ? 50 : 12);
  const { by_asset } = spread(
    [{ asset: "A", totals: totalsOf(hourly, 12 * STEP) }],
    12 * STEP,
    { ...cascade, start: formatTime((EVENT + 3) * STEP) },
  );
  assert.deepEqual(by_asset, [
    { asset: "A", total_usd: 50, times_normal: 50 / 12, delay_minutes: 0 },
  ]);
  assert.match(spread([], STEP, null).not_testable!, /the event is no cascade/);
});
