import assert from "node:assert/strict";
import { type BadRow, checkRows } from "../../lib/tables/check.ts";
import { type AnyColumns, emptyColumns } from "../../lib/tables/columns.ts";
import type { TableName } from "../../lib/tables/schema.ts";

const DAY1 = Date.UTC(2025, 9, 10);

/** Two rows that can be true; the second is changed. */
function check(table: TableName, good: Record<string, number>, change: Record<string, number>) {
  const columns = emptyColumns(table, 2) as unknown as AnyColumns;
  columns.time.fill(DAY1);
  for (const [name, value] of Object.entries(good)) columns[name].fill(value);
  for (const [name, value] of Object.entries(change)) columns[name][1] = value;
  return checkRows(table, columns, "5m");
}
const bar = { open: 100, high: 102, low: 99, close: 101 };
const checkBar = (change: Record<string, number>) => check("candles", bar, change);
const only = (reason: string): BadRow[] => [{ row: 1, reason }];

Deno.test("rows that can be true pass, with optional numbers unknown", () => {
  assert.deepEqual(checkBar({}), []);
  assert.deepEqual(checkBar({ volume: 0, quote_volume: 5 }), []);
  assert.deepEqual(check("funding", { rate: 1e-4 }, { rate: -0.02, interval_hours: 1 }), []);
});

Deno.test("a time in another unit is named by that unit", () => {
  const reasonOf = (time: number) => checkBar({ time })[0].reason;
  assert.equal(
    reasonOf(DAY1 * 1000),
    `time ${DAY1 * 1000} looks like microseconds, not milliseconds`,
  );
  assert.equal(reasonOf(DAY1 / 1000), `time ${DAY1 / 1000} looks like seconds, not milliseconds`);
  assert.match(reasonOf(DAY1 * 1e6), /looks like nanoseconds/);
  assert.equal(reasonOf(NaN), "time is missing");
  assert.equal(reasonOf(0), "time 0 is outside 2009 to 2100");
  assert.equal(reasonOf(Infinity), "time is missing");
});

Deno.test("a bar off the grid of its interval is no opening time", () => {
  assert.deepEqual(
    checkBar({ time: DAY1 + 299_999 }),
    only("time 2025-10-10T00:04:59.999Z is not the opening time of a bar"),
  );
  assert.deepEqual(check("open_interest", {}, { time: DAY1 + 1 }), []);
});

Deno.test("bars that contradict themselves are found", () => {
  assert.deepEqual(checkBar({ high: 98 }), only("high 98 is below low 99"));
  assert.deepEqual(
    checkBar({ open: 103 }),
    only("open 103 or close 101 is outside low 99 to high 102"),
  );
  assert.deepEqual(
    checkBar({ close: 98 }),
    only("open 100 or close 98 is outside low 99 to high 102"),
  );
  assert.deepEqual(
    checkBar({ volume: 5, taker_buy_volume: 6 }),
    only("taker_buy_volume 6 is above volume 5"),
  );
});

Deno.test("missing, infinite, negative and outlandish numbers each have their reason", () => {
  assert.deepEqual(checkBar({ open: NaN }), only("open is missing or no number"));
  assert.deepEqual(checkBar({ volume: Infinity }), only("volume is infinite"));
  assert.deepEqual(checkBar({ volume: -1 }), only("volume -1 is negative"));
  assert.deepEqual(checkBar({ low: 0 }), only("low 0 is outside 1e-12 to 1000000000"));
  assert.deepEqual(
    check("funding", { rate: 1e-4 }, { rate: 1 }),
    only("rate 1 is outside -0.1 to 0.1"),
  );
});

Deno.test("each bad row is listed once, in order", () => {
  const columns = emptyColumns("candles", 3) as unknown as AnyColumns;
  columns.time.set([DAY1, 5, DAY1]);
  for (const name of ["open", "high", "low", "close"]) columns[name].set([NaN, NaN, -1]);
  assert.deepEqual(checkRows("candles", columns, "5m").map(({ row }) => row), [0, 1, 2]);
});
