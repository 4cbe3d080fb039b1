import assert from "node:assert/strict";
import { utcTicks } from "../../../lib/charts/parts/time-axis.ts";
import { DAY, HOUR, MINUTE, parseTime } from "../../../lib/tables/time.ts";
import fc from "../../property.ts";

const labels = (from: string, to: string, width: number) => {
  const { ticks, format } = utcTicks(parseTime(from), parseTime(to), {
    width,
    font: 12,
    right: 20,
  });
  return ticks.map(format);
};

Deno.test("two months have weeks on Mondays, the year at the first and where it changes", () => {
  assert.deepEqual(labels("2025-11-20", "2026-01-20", 760), [
    "24 Nov\n2025",
    "1 Dec",
    "8 Dec",
    "15 Dec",
    "22 Dec",
    "29 Dec",
    "5 Jan\n2026",
    "12 Jan",
    "19 Jan",
  ]);
});

Deno.test("hours carry the date at the first and where the day changes", () => {
  assert.deepEqual(labels("2025-10-10T18:00", "2025-10-11T06:00", 420), [
    "18:00\n10 Oct 2025",
    "21:00",
    "00:00\n11 Oct 2025",
    "03:00",
    "06:00",
  ]);
});

Deno.test("a year has months", () => {
  assert.deepEqual(labels("2025-01-01", "2026-01-01", 300), [
    "Jan\n2025",
    "Apr",
    "Jul",
    "Oct",
    "Jan\n2026",
  ]);
});

Deno.test("the last label is left out where it would be cut off", () => {
  const { ticks } = utcTicks(parseTime("2025-12-08"), parseTime("2025-12-12"), {
    width: 760,
    font: 12,
    right: 10,
  });
  assert.equal(ticks.at(-1), parseTime("2025-12-11T12:00"));
});

Deno.test("ticks are sorted, inside the axis, few enough, and the first has the year", () => {
  fc.assert(fc.property(
    fc.integer({ min: 0, max: 4e12 }),
    fc.integer({ min: 10 * MINUTE, max: 4000 * DAY }),
    fc.integer({ min: 200, max: 900 }),
    (from, length, width) => {
      const { ticks, format } = utcTicks(from, from + length, { width, font: 10, right: 20 });
      assert(
        ticks.every((tick, i) =>
          tick >= from && tick <= from + length && tick > (ticks[i - 1] ?? -1)
        ),
      );
      assert(ticks.length <= width / 50 + 1);
      if (ticks.length) assert.match(format(ticks[0]), /\n.*\d{4}$/);
      if (length > 3 * HOUR) assert(ticks.length >= 1);
    },
  ));
});
