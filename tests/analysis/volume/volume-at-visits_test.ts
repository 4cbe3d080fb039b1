import assert from "node:assert/strict";
import { volumeAtVisits } from "../../../lib/analysis/volume/volume-at-visits.ts";
import { DAY, formatTime, HOUR } from "../../../lib/tables/time.ts";
import { barsOf } from "../bars.ts";

const START = 70 * DAY;
const visit = (day: number, outcome: "rejection" | "breakout" | "unresolved") => ({
  start: formatTime(START + day * DAY),
  end: formatTime(START + day * DAY + 3 * HOUR),
  outcome,
});

/** Volume 1, and on some days after the start of the visits another. */
function bars(busy: Record<number, number>) {
  const rows = Array.from({ length: 90 * 24 }, (_, i) => ({
    high: 1,
    low: 1,
    close: 1,
    volume: busy[Math.floor(i / 24) - 70] ?? 1,
  }));
  return barsOf(rows, HOUR);
}

Deno.test("measures volume in the day before a visit and during it, against the same hours", () => {
  const { visits } = volumeAtVisits(bars({ 1: 3, 2: 2 }), [visit(2, "rejection")]);
  assert.deepEqual([visits[0].before, visits[0].during], [3, 2]);
});

Deno.test("breakouts with more volume than every rejection: superiority 1", () => {
  const outcomes = ["rejection", "rejection", "rejection", "rejection"] as const;
  const result = volumeAtVisits(bars({ 8: 2, 10: 3, 12: 4 }), [
    ...outcomes.map((outcome, i) => visit(2 * i, outcome)),
    visit(8, "breakout"),
    visit(10, "breakout"),
    visit(12, "breakout"),
    visit(14, "unresolved"),
  ], { resamples: 100 });
  const during = result.comparisons[1];
  assert.deepEqual([during.rejections, during.breakouts], [4, 3]);
  assert.equal(during.superiority, 1);
  assert.deepEqual(during.superiority_interval, [1, 1]);
  assert.deepEqual([during.median_rejection, during.median_breakout], [1, 3]);
});

Deno.test("so few visits could not have shown anything, and the result says so", () => {
  const [, during] = volumeAtVisits(bars({}), [visit(0, "rejection"), visit(2, "breakout")])
    .comparisons;
  assert.equal(during.superiority_interval, null);
  assert.equal(during.smallest_p, 1);
});

Deno.test("a visit that starts too early for a baseline is unknown; one outcome alone no test", () => {
  const early = { ...visit(0, "rejection"), start: formatTime(DAY), end: formatTime(DAY) };
  const result = volumeAtVisits(bars({}), [early]);
  assert.deepEqual([result.visits[0].before, result.visits[0].during], [null, null]);
  assert.match(result.not_testable!, /both needed/);
});
