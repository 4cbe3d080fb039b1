import assert from "node:assert/strict";
import { sumFlows } from "../../../lib/analysis/wave/flow.ts";
import { MINUTE } from "../../../lib/tables/time.ts";
import { totalsOf } from "../bars.ts";

const STEP = 5 * MINUTE;

Deno.test("sums assets and venues on one grid, keeping longs apart", () => {
  const flow = sumFlows([
    { asset: "BTC", totals: totalsOf([1, 2], STEP, 0, 1) },
    { asset: "BTC", totals: totalsOf([10, 20], STEP, 0, 0) },
    { asset: "ETH", totals: totalsOf([100, 200], STEP, 0, 0.5) },
  ], STEP);
  assert.deepEqual(flow.assets, ["BTC", "ETH"]);
  assert.deepEqual([...flow.total], [111, 222]);
  assert.deepEqual([...flow.long], [51, 102]);
  assert.deepEqual(flow.byAsset.map((values) => [...values]), [[11, 22], [100, 200]]);
});

Deno.test("an asset that starts late or ends early does not make the sum unknown", () => {
  const flow = sumFlows([
    { asset: "BTC", totals: totalsOf([1, 2, 3], STEP) },
    { asset: "NEW", totals: totalsOf([10], STEP, STEP) },
  ], STEP);
  assert.deepEqual([...flow.total], [1, 12, 3]);
  assert.deepEqual([...flow.byAsset[1]], [NaN, 10, NaN]);
});

Deno.test("a gap inside an asset, or between assets, is unknown", () => {
  const gappy = totalsOf([1, 2, 3], STEP);
  gappy.time[2] += STEP;
  const inside = sumFlows(
    [{ asset: "BTC", totals: gappy }, { asset: "ETH", totals: totalsOf([5, 5, 5, 5], STEP) }],
    STEP,
  );
  assert.deepEqual([...inside.total], [6, 7, NaN, 8]);
  const between = sumFlows(
    [{ asset: "A", totals: totalsOf([1], STEP) }, {
      asset: "B",
      totals: totalsOf([1], STEP, 2 * STEP),
    }],
    STEP,
  );
  assert.deepEqual([...between.total], [1, NaN, 1]);
});

Deno.test("a total stands in for unknown sides; with an unknown side and no total all is unknown", () => {
  const totals = totalsOf([1, 2], STEP);
  totals.short_usd.fill(NaN);
  totals.total_usd[1] = NaN;
  const flow = sumFlows([{ asset: "BTC", totals }], STEP);
  assert.deepEqual([...flow.total], [1, NaN]);
  assert.deepEqual([...flow.sided], [0, 0]);
});

Deno.test("refuses totals that lie off the grid, and takes none at all", () => {
  const off = totalsOf([1], STEP, MINUTE);
  assert.throws(
    () =>
      sumFlows(
        [{ asset: "BTC", totals: totalsOf([1], STEP) }, { asset: "ETH", totals: off }],
        STEP,
      ),
    /totals of ETH do not lie on one grid of 5 minutes/,
  );
  assert.equal(sumFlows([], STEP).total.length, 0);
});
