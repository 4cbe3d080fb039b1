import assert from "node:assert/strict";
import { findLevels, swingHighs } from "../../../lib/analysis/resistance/levels.ts";
import { resampleCandles } from "../../../lib/series/resample.ts";
import { emptyColumns } from "../../../lib/tables/columns.ts";
import { DAY, HOUR, parseTime } from "../../../lib/tables/time.ts";
import { realBars, realData } from "../../real-data.ts";

const START = parseTime("2025-01-01");

/** Sixty days of flat hourly bars at 90 with peaks where told; true range is 1. */
function peaks(at: Record<number, number>) {
  const bars = emptyColumns("candles", 1440);
  for (let i = 0; i < 1440; i++) {
    bars.time[i] = START + i * HOUR;
    bars.open[i] = bars.close[i] = 90;
    bars.high[i] = at[i] ?? 90.5;
    bars.low[i] = 89.5;
    bars.volume[i] = 1;
  }
  return bars;
}

Deno.test("a swing high exceeds all bars on both sides; ties and edges are none", () => {
  assert.deepEqual(swingHighs([1, 5, 1, 2, 2, 1, 9, 1], 1), [1, 6]);
  assert.deepEqual(swingHighs([5, 1, 1, 5], 1), []);
  assert.deepEqual(swingHighs([1, 3, 2, 4, 1], 2), []);
});

Deno.test("peaks at one price make one level there, stronger than a lone one", () => {
  const bars = peaks({ 1000: 100, 1100: 100.1, 1200: 103 });
  const [first, second, ...rest] = findLevels(bars, START + 60 * DAY, HOUR);
  assert(Math.abs(first.price - 100.05) < 0.01);
  assert(first.zone[0] < 100 && first.zone[1] > 100.1);
  assert.equal(first.swings, 2);
  assert(Math.abs(second.price - 103) < 1e-6);
  assert(first.strength > second.strength);
  assert.deepEqual(rest, []);
});

Deno.test("a lone peak's zone is the half width of the kernel", () => {
  const [level] = findLevels(peaks({ 1200: 100 }), START + 55 * DAY, HOUR);
  // Mean true range of the last 336 bars is (335 + 1 + 9.5) / 336; half height at 1.1774 sigma.
  const bandwidth = 0.25 * (335 + 10.5) / 336;
  assert(Math.abs(level.zone[1] - level.zone[0] - 2 * 1.17741 * bandwidth) < 1e-3);
});

Deno.test("a swing is known only 24 bars later, and forgotten after 30 days", () => {
  const bars = peaks({ 700: 100 });
  const at = (hours: number) => findLevels(bars, START + hours * HOUR, HOUR).length;
  assert.equal(at(700 + 24), 0, "its 24th bar after has not closed");
  assert.equal(at(700 + 25), 1);
  assert.equal(at(700 + 30 * 24), 1);
  assert.equal(at(700 + 30 * 24 + 1), 0);
});

Deno.test("bars after the judgement change nothing", () => {
  const bars = peaks({ 1000: 100, 1100: 100.1 });
  const before = findLevels(bars, START + 1150 * HOUR, HOUR);
  bars.high.fill(500, 1150);
  assert.deepEqual(findLevels(bars, START + 1150 * HOUR, HOUR), before);
});

Deno.test("too short a history gives no level", () => {
  assert.deepEqual(findLevels(peaks({ 100: 100 }), START + 300 * HOUR, HOUR), []);
});

const BTC = "binance-perps-5m/BTCUSDT_perp_5m.csv.gz";
Deno.test({
  ignore: realData(BTC).ignore,
  name: "real: the strongest level of BTC on 5 December 2025 lies at 93,099, zone 92,879-93,309",
  fn() {
    const hours = resampleCandles(realBars(BTC), HOUR).bars;
    const [{ price, zone }] = findLevels(hours, parseTime("2025-12-05"), HOUR);
    // The reference was read off a grid of 10; the density is followed to its maximum here.
    for (const [value, reference] of [[price, 93_099], [zone[0], 92_879], [zone[1], 93_309]]) {
      assert(Math.abs(value - reference) < 10, `${value} against ${reference}`);
    }
  },
});
