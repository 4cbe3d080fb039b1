import assert from "node:assert/strict";
import { date, dateTime, duration, span } from "../../lib/words/dates.ts";

Deno.test("lengths of time as people say them", () => {
  assert.equal(duration(40 / 60), "40 min");
  assert.equal(duration(26 + 40 / 60), "26 h 40 min");
  assert.equal(duration(16), "16 h");
  assert.equal(duration(336), "14 days");
  assert.equal(duration(84), "3.5 days");
});

Deno.test("dates are UTC whatever the machine's zone, and a span's end is exclusive", () => {
  const time = Date.UTC(2025, 11, 5, 23, 30);
  assert.equal(date(time), "5 Dec 2025");
  assert.equal(dateTime(time), "5 Dec 2025 23:30");
  assert.equal(span(Date.UTC(2025, 10, 20), Date.UTC(2026, 0, 20)), "20 Nov 2025 to 19 Jan 2026");
});
