import assert from "node:assert/strict";
import { joinMissing, missingText } from "../../lib/fetch/missing.ts";
import { DAY } from "../../lib/tables/time.ts";

const day = (series: string, n: number) => ({ series, from: n * DAY, to: (n + 1) * DAY });

Deno.test("neighbouring days of one series are one stretch, in whatever order they come", () => {
  const joined = joinMissing([day("b", 1), day("a", 3), day("a", 1), day("a", 0), day("b", 2)]);
  assert.deepEqual(joined, [
    { series: "a", from: 0, to: 2 * DAY },
    day("a", 3),
    { series: "b", from: DAY, to: 3 * DAY },
  ]);
});

Deno.test("a stretch reads as its first and last day", () => {
  assert.equal(missingText(day("metrics BTCUSDT", 0)), "metrics BTCUSDT: no 1970-01-01");
  assert.equal(
    missingText({ series: "metrics BTCUSDT", from: 0, to: 3 * DAY }),
    "metrics BTCUSDT: no 1970-01-01 to 1970-01-03 (3 days)",
  );
});
