import assert from "node:assert/strict";
import { dailyMarket } from "../../../lib/analysis/market/daily-market.ts";
import { volumeFaults } from "../../../lib/analysis/volume/volume-faults.ts";
import { DAY } from "../../../lib/tables/time.ts";
import { dailyBars } from "../funding/funding-rows.ts";

const faults = (usd: number[]) => volumeFaults(dailyMarket(dailyBars(usd), DAY));
const steady = (n: number, usd = 100) => Array.from({ length: n }, (_, day) => usd + day % 5);

Deno.test("a market without faults has no notes", () => {
  assert.deepEqual(faults(steady(60)), []);
});

Deno.test("days without volume are counted", () => {
  assert.deepEqual(faults([...steady(20), 0, 0, ...steady(20)]), ["days without any volume: 2"]);
});

Deno.test("a venue that changed its units is named with the day, once, for either direction", () => {
  const up = faults([...steady(30), ...steady(30, 100_000)]);
  assert.equal(up.length, 2);
  assert.match(up[0], /^base volume steps to .* times on 31 Jan 1970/);
  assert.match(up[1], /^quote volume steps/);
  assert.equal(faults([...steady(30, 100_000), ...steady(30)]).length, 2);
});

Deno.test("a market that grows a hundredfold over weeks, or for a day, did not change its units", () => {
  assert.deepEqual(faults(Array.from({ length: 90 }, (_, day) => Math.exp(day / 12))), []);
  assert.deepEqual(faults([...steady(30), 20_000, ...steady(30)]), []);
});
