import assert from "node:assert/strict";
import type { RejectionResult } from "../../../lib/analysis/resistance/resistance-rejections.ts";
import { retests } from "../../../lib/analysis/outlook/retests.ts";
import { zoneRetests } from "../../../lib/analysis/outlook/zone-retests.ts";
import { type Columns, emptyColumns } from "../../../lib/tables/columns.ts";
import { DAY, formatTime, HOUR } from "../../../lib/tables/time.ts";

/** Hourly bars along a path of (hour, price) points, joined by lines. */
function along(points: [hour: number, price: number][], volume = (_: number) => 1000) {
  const hours = points[points.length - 1][0];
  const at = (hour: number) => {
    const next = points.findIndex(([h]) => h > hour);
    if (next < 0) return points[points.length - 1][1];
    const [[h0, p0], [h1, p1]] = [points[next - 1], points[next]];
    return p0 + (p1 - p0) * (hour - h0) / (h1 - h0);
  };
  const bars: Columns<"candles"> = emptyColumns("candles", hours);
  for (let i = 0; i < hours; i++) {
    bars.time[i] = i * HOUR;
    bars.open[i] = at(i);
    bars.close[i] = at(i + 1);
    bars.high[i] = Math.max(at(i), at(i + 0.5), at(i + 1));
    bars.low[i] = Math.min(at(i), at(i + 1));
    bars.volume[i] = volume(i);
    bars.quote_volume[i] = 100 * volume(i);
  }
  return bars;
}

const END = 40 * 24;
const all = (bars: Columns<"candles">) => ({ from: 0, to: bars.time.length * HOUR });

Deno.test("a level that turned price away, retested after days and broken", () => {
  const bars = along([[0, 90], [100.5, 100], [150, 90], [250, 103], [END, 105]]);
  const result = retests({ bars, step: HOUR }, all(bars));
  assert.deepEqual([result.levels, result.retested, result.broke], [1, 1, 1]);
  const [row] = result.rows;
  assert.equal(row.zone[1], 100);
  // The high of hour 100 is known once 24 more bars have closed.
  assert.equal(row.known_at, formatTime(125 * HOUR));
  assert.equal(row.outcome, "breakout");
  assert(Math.abs(row.days_to_retest! - (Date.parse(row.start!) - 125 * HOUR) / DAY) < 1e-9);
  assert.deepEqual(result.break_interval!.map((end) => end >= 0 && end <= 1), [true, true]);
});

Deno.test("turned away again, never retested, and not yet decided are told apart", () => {
  const again = along([[0, 90], [100.5, 100], [150, 90], [250.5, 99.5], [300, 90], [END, 80]]);
  const rejected = retests({ bars: again, step: HOUR }, all(again));
  assert.deepEqual([rejected.retested, rejected.broke, rejected.break_rate], [1, 0, 0]);

  const never = along([[0, 90], [100.5, 100], [150, 90], [END, 80]]);
  const gone = retests({ bars: never, step: HOUR }, all(never));
  assert.deepEqual([gone.levels, gone.retested, gone.rows[0].start], [1, 0, null]);

  // Ten days after the rejection the two weeks are not over.
  const open = along([[0, 90], [100.5, 100], [150, 90], [360, 91]]);
  const waiting = retests({ bars: open, step: HOUR }, all(open));
  assert.equal(waiting.levels, 0);
  assert.match(waiting.not_testable!, /two weeks of data/);
});

Deno.test("levels above each other that one rise retests are one attempt", () => {
  const bars = along([
    [0, 90],
    [100.5, 103],
    [150, 90],
    [200.5, 100],
    [250, 90],
    [300, 105],
    [END, 105.1],
  ]);
  const result = retests({ bars, step: HOUR }, all(bars));
  assert.deepEqual([result.levels, result.dropped, result.broke], [1, 1, 1]);
  assert.equal(result.rows[0].zone[1], 103);
});

Deno.test("volume and liquidity at the retest are those of the day before it, past only", () => {
  const weeks = 10 * 7 * 24;
  const path: [number, number][] = [[0, 90], [weeks, 90.001], [weeks + 100.5, 100]];
  const bars = along(
    [...path, [weeks + 150, 90], [weeks + 250, 103], [weeks + 700, 105]],
    (i) => i > weeks + 150 ? 3000 : 1000,
  );
  const time = bars.time;
  const bid = time.map((at) => at > (weeks + 200) * HOUR ? 20e6 : 40e6);
  const sides = { time, bid, ask: bid };
  const [row] = retests({ bars, step: HOUR, sides }, { from: weeks * HOUR, to: 1e15 }).rows;
  assert.equal(row.relative_volume, 3);
  assert(row.relative_depth! < 0.75 && row.relative_depth! >= 0.5, String(row.relative_depth));
  assert(row.relative_resilience !== null);
  const start = time.indexOf(Date.parse(row.start!));
  const later = { ...bars, quote_volume: bars.quote_volume.map((v, i) => i >= start ? 9 * v : v) };
  assert.deepEqual(
    retests({ bars: later, step: HOUR, sides }, { from: weeks * HOUR, to: 1e15 }).rows[0],
    row,
  );
});

Deno.test("of a named zone each rejection has the next visit as its retest, within two weeks", () => {
  const bars = along([[0, 90], [END, 90.1]]);
  const visit = (day: number, outcome: string) => ({
    start: formatTime(day * DAY),
    end: formatTime(day * DAY + 3 * HOUR),
    outcome,
  });
  const result = {
    zone: [99, 100],
    to: formatTime(40 * DAY),
    interval_hours: 1,
    visits: [
      visit(1, "rejection"),
      visit(4, "rejection"),
      visit(20, "breakout"),
      visit(30, "rejection"),
    ],
  } as unknown as RejectionResult;
  const rows = zoneRetests({ bars, step: HOUR }, result);
  assert.deepEqual(rows.map(({ start, outcome }) => [start, outcome]), [
    [formatTime(4 * DAY), "rejection"],
    [null, null],
  ]);
  assert(Math.abs(rows[0].days_to_retest! - (3 - 4 / 24)) < 1e-9);
});
