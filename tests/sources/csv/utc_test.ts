import assert from "node:assert/strict";
import { readUtc } from "../../../lib/sources/csv/utc.ts";

Deno.test("readUtc: the ways in which files write UTC", () => {
  const time = Date.UTC(2025, 10, 2, 0, 5);
  for (
    const text of [
      "2025-11-02 00:05:00",
      "2025-11-02T00:05Z",
      "2025-11-02 00:05:00.000000",
      "2025-11-02 00:05:00+00:00",
      "2025-11-02 00:05:00 UTC",
      " 2025-11-02T00:05:00.000Z ",
    ]
  ) assert.equal(readUtc(text), time, text);
  assert.equal(readUtc("2025-11-02"), Date.UTC(2025, 10, 2));
  assert.equal(readUtc("2025-11-02 00:05:00.1239999"), time + 123);
});

Deno.test("readUtc: anything else is none, other offsets and days that are not above all", () => {
  for (
    const text of [
      "",
      "2025-02-30",
      "2025-11-02 00:05:00+02:00",
      "02.11.2025",
      "1762041900",
      "25:00",
    ]
  ) {
    assert.ok(Number.isNaN(readUtc(text)), text);
  }
});
