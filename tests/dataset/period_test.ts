import assert from "node:assert/strict";
import { boundsOf, labelOf, periodOf } from "../../lib/dataset/period.ts";

Deno.test("partitions hold some thousand rows, whatever the interval", () => {
  const period = (table: Parameters<typeof periodOf>[0]["table"], interval: string) =>
    periodOf({ table, interval });
  assert.deepEqual(
    ["1s", "30s", "1m", "5m", "30m", "1h", "1d", "1w"].map((i) => period("candles", i)),
    [
      "day",
      "day",
      "month",
      "month",
      "month",
      "year",
      "year",
      "year",
    ],
  );
  assert.equal(period("funding", "settlement"), "year");
  assert.equal(period("depth", "snapshot"), "day");
  assert.equal(period("liquidations", "event"), "month");
  assert.equal(period("open_interest", "5m"), "month");
});

Deno.test("periods are those of the UTC calendar", () => {
  const time = Date.UTC(2024, 1, 29, 23, 59, 59, 999);
  const bounds = (period: Parameters<typeof boundsOf>[0]) =>
    boundsOf(period, time).map((time) => new Date(time).toISOString().slice(0, 10));
  assert.deepEqual(bounds("day"), ["2024-02-29", "2024-03-01"]);
  assert.deepEqual(bounds("month"), ["2024-02-01", "2024-03-01"]);
  assert.deepEqual(bounds("year"), ["2024-01-01", "2025-01-01"]);
  assert.deepEqual(
    (["year", "month", "day"] as const).map((period) => labelOf(period, time)),
    ["2024", "2024-02", "2024-02-29"],
  );
});
