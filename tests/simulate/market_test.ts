import assert from "node:assert/strict";
import { runMarket } from "../../lib/simulate/market.ts";
import type { Preset } from "../../lib/simulate/preset.ts";
import { NULL } from "../../lib/simulate/presets/null.ts";
import { DAY, parseTime } from "../../lib/tables/time.ts";
import { SMALL } from "./fixture.ts";

const days = (preset: Preset, count: number): Preset => ({
  ...preset,
  to: preset.from + count * DAY,
});
const nothing: Preset = { ...days(NULL, 5), assets: NULL.assets.slice(0, 2) };

Deno.test("every long has a short, and their sum is the open interest", () => {
  for (const preset of [days(SMALL, 3), days(SMALL, 14), nothing]) {
    for (
      const { books: [longs, shorts], liquidator, openInterest } of runMarket(preset, 5).perpetuals
    ) {
      const long = longs.total + liquidator.pending[0];
      const short = shorts.total + liquidator.pending[1];
      assert.ok(Math.abs(long - short) < 1e-6 * long, `${long} longs, ${short} shorts`);
      assert.equal(openInterest, long);
    }
  }
});

Deno.test("null: liquidations leave the price alone", () => {
  const { liquidations } = nothing;
  const more = { ...nothing, liquidations: { ...liquidations, dailyShare: 0.02 } };
  const [a, b] = [nothing, more].map((preset) => runMarket(preset, 1));
  assert.deepEqual(a.records[0].close, b.records[0].close);
  assert.ok(b.truth.branching.background.BTC > 2 * a.truth.branching.background.BTC);
});

Deno.test("null: no cascade, no news, no visit, no offspring, no lag, no change, no trend", () => {
  const { truth } = runMarket(nothing, 1);
  assert.deepEqual(truth.cascades, []);
  assert.deepEqual(truth.news, []);
  assert.deepEqual(truth.visits, []);
  assert.deepEqual(truth.funding.resets, []);
  assert.deepEqual(truth.volume_changes, []);
  assert.deepEqual(truth.branching.offspring, { BTC: 0, ETH: 0 });
  assert.deepEqual(truth.lags_minutes, { BTC: 0, ETH: 0 });
  assert.equal(truth.branching.ratio, 0);
  assert.equal(truth.depth.trend_per_day, 0);
  assert.equal(truth.zone, null);
});

Deno.test("a dated change changes volume by its size and nothing before it", () => {
  const at = nothing.from + 2 * DAY;
  const changed = { ...nothing, changes: [{ at, shift: -0.5 }] };
  const [before, after] = [nothing, changed].map((preset) => runMarket(preset, 1).records[0].quote);
  assert.deepEqual(before.subarray(0, 576), after.subarray(0, 576));
  const sum = (values: Float64Array) => values.subarray(576).reduce((a, b) => a + b);
  assert.ok(Math.abs(sum(after) / sum(before) - 0.5) < 0.05);
});

Deno.test("depth drifts at the planted rate", () => {
  const depth = { ...nothing.depth, trendPerDay: -0.1, trendFrom: nothing.from };
  const [flat, falling] = [nothing, { ...nothing, depth }].map((preset) =>
    runMarket(preset, 1).records[0]
  );
  const row = 4 * 288;
  const average = ({ bidDepth, askDepth }: typeof flat) => bidDepth[row] + askDepth[row];
  assert.ok(Math.abs(Math.log(average(falling) / average(flat)) + 0.4) < 1e-9);
});

Deno.test("volume can follow past volatility instead of driving it", () => {
  const preset: Preset = { ...nothing, activity: "volume-follows-volatility" };
  const { close, open, quote } = runMarket(preset, 1).records[0];
  const moved = (i: number) => Math.abs(Math.log(close[i] / open[i]));
  const rows = Array.from({ length: close.length - 12 }, (_, i) => i + 12);
  // Past moves of an hour, largest and smallest fifth.
  const past = rows.map((row) => ({
    row,
    move: [...Array(12).keys()].reduce((sum, lag) => sum + moved(row - lag - 1), 0),
  })).sort((a, b) => a.move - b.move);
  const mean = (part: typeof past) =>
    part.reduce((sum, { row }) => sum + quote[row], 0) / part.length;
  const fifth = Math.floor(past.length / 5);
  assert.ok(mean(past.slice(-fifth)) > 2 * mean(past.slice(0, fifth)));
});

Deno.test("an opened wall turns price back; without it price passes", () => {
  const from = parseTime("2025-03-01");
  const value = [[from, 92_000], [from + 6 * DAY, 96_000]] as const;
  const wall = {
    zone: [92_800, 93_900] as const,
    from,
    to: from + 6 * DAY,
    absorb: 0.9,
    capacity: Infinity,
    giveBack: 0.8,
    giveBackHours: 2,
    pushes: [],
    persistHours: 2,
    pushPace: 0.0001,
  };
  const preset: Preset = {
    ...SMALL,
    from,
    to: from + 6 * DAY,
    cascades: [],
    valueHours: 24,
    assets: [{ ...SMALL.assets[0], value }],
  };
  const [free, walled] = [preset, { ...preset, wall }].map((one) => runMarket(one, 3));
  assert.ok(Math.max(...free.records[0].high) > 94_500);
  assert.ok(Math.max(...walled.records[0].high) < 93_900);
  assert.ok(walled.truth.visits.some(({ outcome }) => outcome === "held"));
  assert.deepEqual(free.truth.visits, []);
});
