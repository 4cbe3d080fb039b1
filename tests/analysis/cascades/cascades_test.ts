import assert from "node:assert/strict";
import {
  type CascadeInputs,
  findCascades,
  mostSevere,
} from "../../../lib/analysis/cascades/cascades.ts";
import { estimateLiquidations } from "../../../lib/analysis/ladder/ladder.ts";
import { emptyColumns } from "../../../lib/tables/columns.ts";
import { DAY, HOUR, MINUTE, parseTime } from "../../../lib/tables/time.ts";
import { realBars, realData } from "../../real-data.ts";
import { barsOf, totalsOf } from "../bars.ts";

const STEP = 5 * MINUTE, PER_DAY = 288, START = parseTime("2025-01-01");
const EVENT = 7 * PER_DAY + 120; // 2025-01-08T10:00Z

/** Eight calm days of 1 a bar in A and B, and a cascade of three bars on the eighth. */
function planted(): CascadeInputs {
  const a = new Float64Array(8 * PER_DAY).fill(1), b = a.slice();
  a.set([100, 300, 50], EVENT);
  b.set([0, 99, 50], EVENT);
  const rows = Array.from(a, () => ({ high: 100, low: 100, close: 100 }));
  const bars = barsOf(rows, STEP, START);
  bars.close[EVENT + 2] = 90;
  const openInterest = emptyColumns("open_interest", 8 * 24);
  openInterest.time.forEach((_, i) => openInterest.time[i] = START + i * HOUR);
  openInterest.open_interest.fill(1000, 0, 7 * 24 + 11).fill(800, 7 * 24 + 11);
  return {
    assets: [
      { asset: "A", totals: totalsOf(a, STEP, START, 0.75), bars, openInterest },
      { asset: "B", totals: totalsOf(b, STEP, START, 0) },
    ],
    step: STEP,
    basis: "simulated",
  };
}

Deno.test("a planted cascade is found with its anatomy", () => {
  const result = findCascades(planted());
  assert.equal(result.not_testable, null);
  assert.equal(result.testable_from, "2025-01-08T00:00:00Z");
  assert.equal(result.cascades.length, 1);
  const [cascade] = result.cascades;
  assert.equal(cascade.start, "2025-01-08T10:00:00Z");
  assert.equal(cascade.detected_at, "2025-01-08T10:10:00Z", "known at the close of its second bar");
  assert.equal(cascade.peak_time, "2025-01-08T10:05:00Z");
  assert.equal(cascade.end, "2025-01-08T10:15:00Z", "exclusive: the close of the last bar");
  assert.equal(cascade.onset, cascade.start);
  assert.deepEqual([cascade.busier_days, cascade.extraordinary], [null, false], "7 days");
  assert.equal(cascade.total_usd, 599);
  assert.equal(cascade.long_share, 450 * 0.75 / 599);
  assert.equal(cascade.times_normal, 599 / 6);
  assert.ok(Math.abs(cascade.normal_days - 599 / 576) < 1e-12);
  assert.equal(cascade.basis, "simulated");
  const { A, B } = cascade.by_asset;
  assert.equal(A.total_usd, 450);
  assert.ok(Math.abs(A.price_change! + 0.1) < 1e-12);
  assert.ok(Math.abs(A.oi_change! + 0.2) < 1e-12);
  assert.equal(A.oi_share_liquidated, 450 / (1000 * 100));
  assert.deepEqual([B.price_change, B.oi_change, B.oi_share_liquidated], [null, null, null]);
  assert.equal(cascade.price_change, A.price_change, "B has no price to weigh in");
});

Deno.test("liquidations are no share of another venue's open interest, whose change still counts", () => {
  const { assets, ...rest } = planted();
  const [a, b] = assets;
  const [cascade] = findCascades({ assets: [{ ...a, openInterestElsewhere: true }, b], ...rest })
    .cascades;
  assert.deepEqual([cascade.oi_share_liquidated, cascade.by_asset.A.oi_share_liquidated], [
    null,
    null,
  ]);
  assert.ok(Math.abs(cascade.oi_change! + 0.2) < 1e-12);
});

Deno.test("open interest read too far from the cascade is not used", () => {
  const inputs = planted();
  const sparse = inputs.assets[0].openInterest!;
  sparse.time.forEach((_, i) => sparse.time[i] = START + i * DAY);
  assert.equal(findCascades(inputs).cascades[0].oi_change, null);
});

Deno.test("the window bounds what is reported, not what is read", () => {
  const at = parseTime("2025-01-08T10:00Z");
  const count = (from: number, to: number) => findCascades(planted(), { from, to }).cascades.length;
  assert.equal(count(at, at + STEP), 1);
  assert.equal(count(at + STEP, at + DAY), 0);
  assert.equal(count(at - DAY, at), 0, "the end is exclusive");
});

Deno.test("says why cascades cannot be looked for", () => {
  const none = findCascades({ assets: [], step: STEP, basis: "reported" });
  assert.equal(none.not_testable, "there are no liquidation totals");
  const short = totalsOf(new Float64Array(PER_DAY * 3).fill(1), STEP, START);
  assert.match(
    findCascades({ assets: [{ asset: "A", totals: short }], step: STEP, basis: "" }).not_testable!,
    /no day has 7 complete days/,
  );
  const silent = totalsOf(new Float64Array(PER_DAY * 9), STEP, START);
  assert.match(
    findCascades({ assets: [{ asset: "A", totals: silent }], step: STEP, basis: "" }).not_testable!,
    /normal day has no liquidations/,
  );
});

Deno.test("a testable window without a cascade is empty, not untestable", () => {
  const calm = totalsOf(new Float64Array(PER_DAY * 9).fill(1), STEP, START);
  const result = findCascades({ assets: [{ asset: "A", totals: calm }], step: STEP, basis: "" });
  assert.deepEqual([result.not_testable, result.cascades, result.median_minutes], [null, [], null]);
  assert.equal(mostSevere(result.cascades), null);
});

Deno.test("liquidations without sides give cascades without a share of longs", () => {
  const inputs = planted();
  for (const { totals } of inputs.assets) totals.long_usd.fill(NaN);
  assert.equal(findCascades(inputs).cascades[0].long_share, null);
});

const ASSETS = ["BTC", "ETH", "SOL", "DOGE", "ZEC"];

Deno.test({
  name: "real data: 66 cascades of five symbols, 10 October 2025 the largest",
  ignore: realData("binance-perps-5m").ignore,
  fn() {
    const bars = ASSETS.map((asset) => realBars(`binance-perps-5m/${asset}USDT_perp_5m.csv.gz`));
    const inputs: CascadeInputs = {
      assets: ASSETS.map((asset, a) => ({
        asset,
        totals: estimateLiquidations(bars[a]),
        bars: bars[a],
      })),
      step: STEP,
      basis: "estimated",
    };
    const { cascades, median_minutes, longest_hours } = findCascades(inputs);
    assert.equal(cascades.length, 66);
    assert.equal(median_minutes, 55);
    assert.equal(longest_hours!.toFixed(1), "2.9");

    const october = cascades.find(({ rank_usd }) => rank_usd === 1)!;
    assert.equal(october.start, "2025-10-10T20:50:00Z");
    assert.equal(october.peak_time, "2025-10-10T21:10:00Z");
    assert.equal(october.hours * 60, 80);
    assert.equal(Math.round(october.total_usd / 1e6), 1269);
    assert.equal(october.rank_severity, 2);
    assert.equal(october.normal_days.toFixed(2), "3.44");

    const march = mostSevere(cascades)!;
    assert.equal(march.start.slice(0, 10), "2025-03-02");
    assert.equal(march.normal_days.toFixed(2), "3.75");
  },
});
