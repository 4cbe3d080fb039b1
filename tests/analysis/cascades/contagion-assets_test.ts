import assert from "node:assert/strict";
import { contagionAssets } from "../../../lib/analysis/cascades/contagion-assets.ts";
import { DAY, MINUTE } from "../../../lib/tables/time.ts";
import { barsOf, totalsOf } from "../bars.ts";

const STEP = 5 * MINUTE, PER_DAY = 288, EVENT = 7 * PER_DAY + 50;

Deno.test("each asset is judged by its own normal, on one grid with the others", () => {
  const small = new Float64Array(8 * PER_DAY).fill(1), large = small.map(() => 1e6);
  small[EVENT] = 300;
  const bars = barsOf(
    Array.from(small, (_, i) => ({ high: 1, low: 1, close: i >= EVENT ? 2 : 1 })),
    STEP,
  );
  const [late, early] = contagionAssets({
    assets: [
      { asset: "SMALL", totals: totalsOf(small, STEP), bars },
      { asset: "LARGE", totals: totalsOf(large, STEP, -DAY) },
    ],
    step: STEP,
    basis: "simulated",
  });
  assert.deepEqual([...late.onsets], [EVENT * STEP]);
  assert.equal(late.returns![PER_DAY + EVENT], Math.LN2, "the grid starts a day earlier");
  assert.ok(Number.isNaN(late.returns![PER_DAY]), "the first bar has no return");
  assert.deepEqual([early.onsets.length, early.returns], [0, undefined]);
  assert.equal(late.liquidations!.length, early.liquidations!.length);
});

Deno.test("a return over a gap belongs to no bar", () => {
  const bars = barsOf([1, 2, 4].map((close) => ({ high: 4, low: 1, close })), STEP);
  bars.time[2] += STEP;
  const [{ returns }] = contagionAssets({
    assets: [{ asset: "A", totals: totalsOf([1, 1, 1, 1], STEP), bars }],
    step: STEP,
    basis: "",
  });
  assert.deepEqual([...returns!], [NaN, Math.LN2, NaN, NaN]);
});
