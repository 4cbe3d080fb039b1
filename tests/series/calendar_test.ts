import assert from "node:assert/strict";
import { completeDays, daily, dayOfWeek, hourOfWeek } from "../../lib/series/calendar.ts";
import { DAY, HOUR, parseTime } from "../../lib/tables/time.ts";

const MONDAY = parseTime("2025-12-08");

Deno.test("the week starts on Monday at 00:00 UTC and has 168 hours", () => {
  assert.equal(hourOfWeek(MONDAY), 0);
  assert.equal(hourOfWeek(MONDAY - 1), 167);
  assert.equal(hourOfWeek(MONDAY + 3 * DAY + 13.5 * HOUR), 85);
  assert.equal(dayOfWeek(MONDAY), 0);
  assert.equal(dayOfWeek(MONDAY - 1), 6);
});

Deno.test("weekdays agree with the calendar, before 1970 too", () => {
  for (let day = parseTime("1969-12-01"); day < parseTime("1970-02-01"); day += DAY) {
    assert.equal(dayOfWeek(day), (new Date(day).getUTCDay() + 6) % 7);
    assert.equal(hourOfWeek(day + 5 * HOUR), 24 * dayOfWeek(day) + 5);
  }
});

Deno.test("a day is summed from 00:00 to 24:00 and marked where bars are missing", () => {
  const times = [0, 12, 24, 60, 48 + 24].map((hours) => MONDAY + hours * HOUR);
  const days = daily(times, [1, 2, 4, 8, NaN], 2);
  assert.deepEqual([...days.time], [0, 1, 2, 3].map((day) => MONDAY + day * DAY));
  assert.deepEqual([...days.sum], [3, 4, 8, NaN]);
  assert.deepEqual([...days.bars], [2, 1, 1, 1]);
  assert.deepEqual([...days.complete], [1, 0, 0, 0]);
  assert.deepEqual([...completeDays(days).sum], [3]);
});
