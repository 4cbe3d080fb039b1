import assert from "node:assert/strict";
import { hourOfWeek, simulateVolume, weekPattern } from "../../lib/simulate/volume.ts";
import { HOUR, parseTime } from "../../lib/tables/time.ts";

Deno.test("hours of the week count from Monday 00:00 UTC", () => {
  assert.equal(hourOfWeek(parseTime("2025-12-01")), 0);
  assert.equal(hourOfWeek(parseTime("2025-12-07T23:30")), 167);
});

Deno.test("the pattern has mean 1, busy afternoons and quiet weekends, and flattens at 0", () => {
  const pattern = weekPattern(1);
  assert.ok(Math.abs(pattern.reduce((a, b) => a + b) / 168 - 1) < 1e-12);
  assert.ok(pattern[14] > 2 * pattern[5] && pattern[14] > 1.5 * pattern[134]);
  assert.ok(weekPattern(0).every((value) => value === 1));
});

Deno.test("volume has the planted mean, and its change the planted date and size", () => {
  const from = parseTime("2025-01-06"), at = from + 5000 * HOUR;
  const { time, volume } = simulateVolume({
    from,
    step: HOUR,
    rows: 10_000,
    mean: 100,
    pattern: 1,
    regimes: [{ hours: 4, sd: 0.3 }],
    noise: 0.3,
    changes: [{ at, shift: 0.5 }],
  }, 1);
  const mean = (part: Float64Array) => part.reduce((a, b) => a + b) / part.length;
  const split = time.indexOf(at);
  assert.ok(Math.abs(mean(volume.subarray(0, split)) / 100 - 1) < 0.05);
  assert.ok(Math.abs(mean(volume.subarray(split)) / 150 - 1) < 0.05);
});
