import assert from "node:assert/strict";
import { dailyMarket } from "../../../lib/analysis/market/daily-market.ts";
import { volumeChangePoints } from "../../../lib/analysis/volume/volume-change-points.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { DAY, MINUTE } from "../../../lib/tables/time.ts";
import { dailyBars } from "../funding/funding-rows.ts";
import { perpBars, perps } from "../real-market.ts";

const random = createRandom("noise");
const noise = Array.from({ length: 200 }, () => Math.exp(0.2 * random.normal()));
/** Quiet weekends; from day 100 on, volume is half. */
const halved = noise.map((factor, day) =>
  factor * (day % 7 > 4 ? 400 : 1000) * (day < 100 ? 1 : 0.5)
);
const find = (usd: number[], options = {}) =>
  volumeChangePoints(dailyMarket(dailyBars(usd), DAY), { resamples: 99, ...options });

Deno.test("finds the day, the shift and its interval, whatever the weekday", () => {
  const result = find(halved);
  assert.equal(result.changes.length, 1);
  const [change] = result.changes;
  assert.equal(change.date, "1970-04-11");
  assert.ok(Math.abs(change.shift + 0.5) < 0.05);
  assert.ok(change.interval[0] < -0.5 && change.interval[1] > -0.5);
  assert.equal(change.dated, true);
  assert.deepEqual(change.date_interval, ["1970-04-09", "1970-04-12"]);
  assert.equal(change.p, 0.01);
  assert.deepEqual(result.candidates, [{ date: "1970-04-11", holds_at_double_penalty: true }]);
  assert.deepEqual([change.days_before, change.days_after], [100, 100]);
  assert.deepEqual(result.segments.map(({ days }) => days), [100, 100]);
});

Deno.test("a weekly pattern and noise alone are no change", () => {
  assert.deepEqual(find(noise.map((factor, day) => factor * (day % 7 > 4 ? 1 : 5))).changes, []);
});

Deno.test("spells of weeks are candidates, but no change", () => {
  let spell = 0;
  const spells = noise.map((factor) => {
    spell = 0.95 * spell + 0.15 * random.normal();
    return 1e9 * factor * Math.exp(spell);
  });
  const result = find(spells);
  assert(result.candidates.length > 0);
  assert.deepEqual(result.changes, []);
});

Deno.test("a change that came over a week is found, but has no date", () => {
  const slow = noise.map((factor, day) =>
    1e9 * factor ** 2 * Math.exp(-0.7 * Math.min(1, Math.max(0, (day - 95) / 12)))
  );
  const [change] = find(slow).changes;
  assert.equal(change.dated, false);
  const [first, last] = change.date_interval;
  assert(first < change.date && last > change.date);
});

Deno.test("a short history and a volume that never changes: not testable", () => {
  assert.match(find(halved.slice(0, 20)).not_testable!, /^20 complete days, 28 are needed/);
  assert.match(find(new Array(60).fill(5)).not_testable!, /no noise/);
});

Deno.test("days without volume are left out and counted", () => {
  const usd = [...halved];
  usd[50] = 0;
  const result = find(usd);
  assert.equal(result.zero_days, 1);
  assert.equal(result.changes.length, 1);
});

Deno.test({
  name:
    "BTC, minimum segment 1: sigma 0.2814, penalty 1.4320, ten dates, three at twice the penalty",
  ...perps,
  fn() {
    const result = volumeChangePoints(dailyMarket(perpBars("BTC"), 5 * MINUTE), {
      minimum_segment: 1,
      resamples: 19,
    });
    assert.equal(result.days, 415);
    assert.equal(result.sigma!.toFixed(4), "0.2814");
    assert.equal(result.penalty!.toFixed(4), "1.4320");
    assert.deepEqual(result.candidates.map(({ date }) => date), [
      "2025-01-06",
      "2025-02-05",
      "2025-02-25",
      "2025-03-12",
      "2025-06-24",
      "2025-10-10",
      "2025-10-13",
      "2025-12-20",
      "2026-01-29",
      "2026-02-09",
    ]);
    assert.equal(result.strict_dates.length, 3);
  },
});
