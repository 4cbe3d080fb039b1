import assert from "node:assert/strict";
import { analogs } from "../../../lib/analysis/outlook/analogs.ts";
import type { Cascade } from "../../../lib/analysis/cascades/cascades.ts";
import { type Columns, emptyColumns } from "../../../lib/tables/columns.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { DAY, formatTime, HOUR } from "../../../lib/tables/time.ts";

const DAYS = 500;
const STEP = 6 * HOUR;

/** Bars of a driftless walk; after each event price rises by 1% a day for 7 days. */
function barsWith(events: readonly number[], seed = 1): Columns<"candles"> {
  const random = createRandom(seed);
  const bars = emptyColumns("candles", DAYS * 4);
  let price = 100;
  for (let i = 0; i < bars.time.length; i++) {
    const time = i * STEP;
    bars.time[i] = time;
    bars.open[i] = price;
    const up = events.some((at) => time >= at && time < at + 7 * DAY);
    price *= 1 + (up ? 0.0025 : 0) + 0.003 * random.normal();
    bars.close[i] = price;
    bars.high[i] = Math.max(bars.open[i], price);
    bars.low[i] = Math.min(bars.open[i], price);
    bars.volume[i] = 1000 * (1.5 + Math.sin(i / 150));
    bars.quote_volume[i] = bars.volume[i] * price;
  }
  return bars;
}

const EVENTS = Array.from({ length: 24 }, (_, i) => (100 + 15 * i) * DAY);
const cascadeAt = (end: number, normal_days: number): Cascade =>
  ({ start: formatTime(end - STEP), end: formatTime(end), normal_days }) as Cascade;
const CASCADES = EVENTS.map((at, i) => cascadeAt(at, 1 + i % 6));
const EVENT = { start: 470 * DAY - STEP, end: 470 * DAY, severity: 3.5 };

Deno.test("a rise planted after every cascade is found, beside no rise at random times", () => {
  const bars = barsWith(EVENTS);
  const result = analogs({ bars, step: STEP }, CASCADES, EVENT);
  assert.equal(result.not_testable, null);
  assert.equal(result.analogs.length, 20);
  const week = result.outcomes.find((row) => row.outcome === "price" && row.days === 7)!;
  assert.equal(week.n, 20);
  assert(week.interval![0] > 0.04 && week.interval![1] < 0.12, JSON.stringify(week));
  assert(week.mean! > week.random_interval![1]);
  assert(week.p! < 0.05);
  assert(result.fan[7].median! > 0.05 && result.fan[7].random_n > 500);
  assert.equal(result.fan[0].median, 0);
  assert.deepEqual(result.paths.map((path) => path.length), new Array(20).fill(8));
});

Deno.test("without anything planted random shifts give as much: p is not small", () => {
  const small = Array.from({ length: 20 }, (_, seed) => {
    const result = analogs({ bars: barsWith([], seed), step: STEP }, CASCADES, EVENT, { seed });
    return result.outcomes.find((row) => row.outcome === "price" && row.days === 7)!.p!;
  }).filter((p) => p < 0.05).length;
  assert(small <= 3, `${small} of 20`);
});

Deno.test("the nearest come first, by the features that are known of the event", () => {
  const bars = barsWith(EVENTS);
  const result = analogs({ bars, step: STEP }, CASCADES, EVENT);
  assert.deepEqual(result.compared, ["severity", "volume"]);
  const distances = result.analogs.map(({ distance }) => distance);
  assert.deepEqual(distances, distances.toSorted((a, b) => a - b));
  for (const { features, distance } of result.analogs) {
    const s = features.severity! - result.features.severity!;
    const v = features.volume! - result.features.volume!;
    assert(Math.abs(distance - Math.sqrt((s * s + v * v) / 2)) < 1e-9);
  }
});

Deno.test("only what was over before the event counts, and cascades of one week count once", () => {
  const bars = barsWith(EVENTS);
  const late = cascadeAt(466 * DAY, 3);
  const twin = cascadeAt(EVENTS[20] + 2 * DAY, 3);
  const result = analogs({ bars, step: STEP }, [...CASCADES, twin, late], EVENT, { most: 40 });
  const ends = result.analogs.map(({ end }) => end);
  assert(!ends.includes(late.end), "its week was not over");
  const pair = ends.filter((end) => end === twin.end || end === CASCADES[20].end);
  assert.equal(pair.length, 1);
  assert(result.dropped >= 1);
  // Nothing after the event moves what is said of the analogs.
  const changed = { ...bars, close: bars.close.slice(), open: bars.open.slice() };
  for (let i = 0; i < bars.time.length; i++) if (bars.time[i] > EVENT.start) changed.open[i] *= 2;
  const again = analogs({ bars: changed, step: STEP }, CASCADES, EVENT);
  const before = analogs({ bars, step: STEP }, CASCADES, EVENT);
  assert.deepEqual(again.analogs, before.analogs);
  assert.deepEqual(again.outcomes, before.outcomes);
});

Deno.test("no past cascade, or no history before the event, is not testable", () => {
  const bars = barsWith([]);
  const first = { ...EVENT, start: 100 * DAY, end: 100 * DAY };
  assert.match(analogs({ bars, step: STEP }, CASCADES, first).not_testable!, /^no cascade lies/);
  const young = { start: 30 * DAY, end: 30 * DAY, severity: null };
  const early = [cascadeAt(10 * DAY, 2)];
  assert.match(analogs({ bars, step: STEP }, early, young).not_testable!, /too short$/);
});
