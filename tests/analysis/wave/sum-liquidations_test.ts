import assert from "node:assert/strict";
import { addTotals, sumLiquidations } from "../../../lib/analysis/wave/sum-liquidations.ts";
import { emptyColumns } from "../../../lib/tables/columns.ts";
import { LONG, SHORT, UNKNOWN_SIDE } from "../../../lib/tables/schema.ts";
import { HOUR, MINUTE } from "../../../lib/tables/time.ts";
import { totalsOf } from "../bars.ts";

function events(rows: [time: number, side: number, notional: number][]) {
  const columns = emptyColumns("liquidations", rows.length);
  rows.forEach(([time, side, notional], i) => {
    columns.time[i] = time;
    columns.side[i] = side;
    columns.notional[i] = notional;
  });
  return columns;
}

Deno.test("sums by bar and side; a bar without a liquidation is 0, not unknown", () => {
  const totals = sumLiquidations(
    events([[MINUTE, LONG, 10], [5 * MINUTE - 1, SHORT, 3], [10 * MINUTE, LONG, 4]]),
    { from: MINUTE, to: 11 * MINUTE },
    5 * MINUTE,
  );
  assert.deepEqual([...totals.time], [0, 5 * MINUTE, 10 * MINUTE]);
  assert.deepEqual([...totals.long_usd], [10, 0, 4]);
  assert.deepEqual([...totals.short_usd], [3, 0, 0]);
  assert.deepEqual([...totals.total_usd], [13, 0, 4]);
  assert.deepEqual([...totals.events], [2, 0, 1]);
});

Deno.test("one liquidation without a side makes its bar's sides unknown, not its total", () => {
  const totals = sumLiquidations(
    events([[0, LONG, 10], [1, UNKNOWN_SIDE, 5], [2, LONG, 1], [HOUR, SHORT, 2]]),
    { from: 0, to: 2 * HOUR },
    HOUR,
  );
  assert.deepEqual([...totals.total_usd], [16, 2]);
  assert.deepEqual([...totals.long_usd], [NaN, 0]);
  assert.deepEqual([...totals.short_usd], [NaN, 2]);
});

Deno.test("liquidations outside the span are left out", () => {
  const totals = sumLiquidations(events([[0, LONG, 1], [HOUR, LONG, 1]]), {
    from: HOUR,
    to: HOUR,
  }, HOUR);
  assert.equal(totals.time.length, 0);
});

Deno.test("venues that run at different times are one sum over all bars that any covers", () => {
  const sum = addTotals([totalsOf([1, 2], HOUR, 0, 0.5), totalsOf([10, 20], HOUR, HOUR, 1)], HOUR);
  assert.deepEqual([...sum.time], [0, HOUR, 2 * HOUR]);
  assert.deepEqual([...sum.total_usd], [1, 12, 20]);
  assert.deepEqual([...sum.long_usd], [0.5, 11, 20]);
  assert.deepEqual([...sum.short_usd], [0.5, 1, 0]);
});
