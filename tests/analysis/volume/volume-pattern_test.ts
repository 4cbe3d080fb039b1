import assert from "node:assert/strict";
import { volumePattern } from "../../../lib/analysis/volume/volume-pattern.ts";
import { hourOfWeek } from "../../../lib/series/calendar.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";
import { barsOf } from "../bars.ts";

/** Hours of ten weeks; Mondays from 14:00 trade five times as much. */
const hours = (usd: (hour: number) => number = () => 1) =>
  barsOf(
    Array.from({ length: 10 * 168 }, (_, i) => ({
      high: 1,
      low: 1,
      close: 1,
      volume: (hourOfWeek(i * HOUR) === 14 ? 5 : 1) * usd(i),
    })),
    HOUR,
  );

Deno.test("shows each hour of the week as a multiple of its week's mean hour", () => {
  const { pattern } = volumePattern(hours());
  assert.equal(pattern.length, 168);
  const mean = (167 + 5) / 168;
  assert.deepEqual([pattern[14].weekday, pattern[14].hour], [0, 14]);
  assert.ok(Math.abs(pattern[14].median! - 5 / mean) < 1e-12);
  assert.ok(Math.abs(pattern[15].lower! - 1 / mean) < 1e-12);
  assert.equal(pattern[14].weeks, 9);
});

Deno.test("a trend over months does not tilt the pattern", () => {
  const { pattern } = volumePattern(hours((hour) => Math.exp(hour / 500)));
  const first = pattern[20].median!, last = pattern[160].median!;
  assert.ok(Math.abs(first / last - 1) < 0.02);
});

Deno.test("relative volume is over the same hour of the 8 weeks before, at least 4 of them", () => {
  const { hours: rows } = volumePattern(hours((hour) => hour >= 9 * 168 ? 2 : 1));
  assert.equal(rows[4 * 168 - 1].relative_volume, null);
  assert.equal(rows[4 * 168].relative_volume, 1);
  assert.equal(rows[9 * 168 + 5].relative_volume, 2);
});

Deno.test("the window bounds what is reported, not the baseline", () => {
  const { hours: rows } = volumePattern(hours(), { from: 60 * DAY, to: 61 * DAY });
  assert.equal(rows.length, 24);
  assert.equal(rows[0].relative_volume, 1);
});

Deno.test("fewer than four weeks make no pattern", () => {
  assert.match(volumePattern(hours(), { from: 50 * DAY }).not_testable!, /whole weeks/);
});
