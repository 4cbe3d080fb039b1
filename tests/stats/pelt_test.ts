import assert from "node:assert/strict";
import { completeDays, daily, dayOfWeek } from "../../lib/series/calendar.ts";
import { noisePenalty, pelt } from "../../lib/stats/pelt.ts";
import { median } from "../../lib/stats/quantile.ts";
import { createRandom } from "../../lib/stats/random.ts";
import { formatDate } from "../../lib/tables/time.ts";
import fc from "../property.ts";
import { realBars, realData } from "../real-data.ts";
import { golden, near } from "./golden.ts";

interface Golden {
  values: number[];
  penalty: number;
  min_segment: number;
  changes: number[];
}

Deno.test("change points equal those of ruptures", () => {
  for (const { values, penalty, min_segment, changes } of golden<Golden[]>("stats_pelt")) {
    assert.deepEqual(pelt(values, { penalty, minSegment: min_segment }), changes);
  }
});

/** Best cost by trying every last segment: optimal partitioning, nothing pruned. */
function bestCost(values: number[], penalty: number, minSegment: number): number {
  const best = [-penalty];
  for (let end = 1; end <= values.length; end++) {
    best[end] = Infinity;
    for (let start = 0; start <= end - minSegment; start++) {
      best[end] = Math.min(best[end], best[start] + error(values.slice(start, end)) + penalty);
    }
  }
  return best[values.length];
}

function error(segment: number[]): number {
  const center = segment.reduce((a, b) => a + b, 0) / segment.length;
  return segment.reduce((sum, value) => sum + (value - center) ** 2, 0);
}

Deno.test("no segmentation costs less, and none of its segments is too short", () => {
  const values = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 5, maxLength: 40 });
  const minSegment = fc.integer({ min: 1, max: 5 }),
    penalty = fc.double({ min: 0.1, max: 40, noNaN: true });
  fc.assert(
    fc.property(values, minSegment, penalty, (values, minSegment, penalty) => {
      const ends = [0, ...pelt(values, { penalty, minSegment }), values.length];
      let cost = -penalty;
      for (let i = 1; i < ends.length; i++) {
        assert.ok(ends[i] - ends[i - 1] >= minSegment);
        cost += error(values.slice(ends[i - 1], ends[i])) + penalty;
      }
      near(cost, bestCost(values, penalty, minSegment), 1e-9);
    }),
    { numRuns: 300 },
  );
});

Deno.test("a constant mean, or too few values, have no change", () => {
  assert.deepEqual(pelt([], { penalty: 1 }), []);
  assert.deepEqual(pelt([1, 9], { penalty: 1, minSegment: 3 }), []);
  assert.deepEqual(pelt(new Float64Array(50).fill(3), { penalty: 1 }), []);
});

Deno.test("noise is measured from first differences, so changes in mean hardly move it", () => {
  const random = createRandom(1);
  const values = Array.from(
    { length: 2000 },
    (_, i) => 100 * Math.floor(i / 100) + random.normal(),
  );
  const { sigma, penalty } = noisePenalty(values);
  near(sigma, 1, 0.1);
  near(penalty, 3 * Math.log(2000) * sigma * sigma);
  const changes = Array.from({ length: 19 }, (_, i) => 100 * (i + 1));
  assert.deepEqual(pelt(values, { penalty }), changes);
});

Deno.test({
  name: "daily BTC volume of 415 days changes where methods say (needs ../shared/data)",
  ignore: realData("binance-perps-5m").ignore,
  fn() {
    const bars = realBars("binance-perps-5m/BTCUSDT_perp_5m.csv.gz");
    const usd = bars.volume.map((volume, i) => volume * bars.close[i]);
    const days = completeDays(daily(bars.time, usd, 288));
    const logs = days.sum.map(Math.log);
    const usual = Array.from(
      { length: 7 },
      (_, weekday) => median(logs.filter((_, i) => dayOfWeek(days.time[i]) === weekday)),
    );
    const values = logs.map((log, i) => log - usual[dayOfWeek(days.time[i])]);
    const { sigma, penalty } = noisePenalty(values);
    assert.deepEqual([values.length, sigma.toFixed(4), penalty.toFixed(4)], [
      415,
      "0.2814",
      "1.4320",
    ]);
    const changes = pelt(values, { penalty }).map((i) => formatDate(days.time[i]));
    assert.deepEqual(changes, [
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
    assert.equal(pelt(values, { penalty: 2 * penalty }).length, 3);
  },
});
