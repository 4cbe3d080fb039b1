import assert from "node:assert/strict";
import { dailyTotals } from "../../../lib/analysis/wave/daily-totals.ts";
import { estimateLiquidations } from "../../../lib/analysis/ladder/ladder.ts";
import { validateLadder } from "../../../lib/analysis/ladder/ladder-validation.ts";
import { resampleCandles } from "../../../lib/series/resample.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { type Columns, emptyColumns } from "../../../lib/tables/columns.ts";
import { DAY, HOUR, MINUTE } from "../../../lib/tables/time.ts";
import { realBars, realData, realRows } from "../../real-data.ts";
import { barsOf, totalsOf } from "../bars.ts";

const DAYS = 120;
const random = createRandom(3);
const usd = Float64Array.from({ length: DAYS }, () => Math.exp(random.normal()));
const noise = Float64Array.from({ length: DAYS }, () => Math.exp(random.normal()));
const still = barsOf(Array.from(usd, () => ({ high: 1, low: 1, close: 1 })), DAY);

Deno.test("a true estimate agrees in rank and its ratios are its scale", () => {
  const result = validateLadder(
    totalsOf(usd, DAY, 0, 0.5),
    totalsOf(usd.map((value) => 2 * value), DAY, 0, 0.5),
    still,
  );
  assert.equal(result.days, DAYS);
  assert.ok(result.ladder.long! > 0.999 && result.ladder.short! > 0.999);
  assert.deepEqual(result.ratio_quantiles, [2, 2, 2]);
  assert.equal(result.interval_coverage, 1);
});

Deno.test("an estimate that knows nothing has an interval around 0", () => {
  const result = validateLadder(totalsOf(noise, DAY, 0, 0.5), totalsOf(usd, DAY, 0, 0.5), still);
  const [low, high] = result.ladder.long_interval!;
  assert.ok(low < 0 && high > 0);
});

Deno.test("the prediction interval of other months holds the reported dollars as often as it says", () => {
  const reported = usd.map((value, i) => value * noise[i]);
  const result = validateLadder(totalsOf(usd, DAY, 0, 0.5), totalsOf(reported, DAY, 0, 0.5), still);
  assert.ok(Math.abs(result.interval_coverage! - 0.95) < 0.05, `${result.interval_coverage}`);
});

Deno.test("a day with an unknown side is left out; few days give no figures", () => {
  const reported = totalsOf(usd, DAY, 0, 0.5);
  reported.short_usd.fill(NaN, 10);
  const result = validateLadder(totalsOf(usd, DAY, 0, 0.5), reported, still);
  assert.equal(result.days, 10);
  assert.match(result.not_testable!, /10 days with both sides; 20 are needed/);
  assert.deepEqual([result.ladder.long, result.ratio_quantiles], [null, null]);
});

/** Long and short USD by day of a CSV file; an empty field is unknown. */
function reportedTotals(
  path: string,
  long: number,
  short: number,
  keep: (row: string[]) => boolean = () => true,
): Columns<"liquidation_totals"> {
  const rows = realRows(path).filter(keep);
  const totals = emptyColumns("liquidation_totals", rows.length);
  const number = (text: string) => text === "" ? NaN : Number(text);
  rows.forEach((row, i) => {
    totals.time[i] = Number(row[0]);
    totals.long_usd[i] = number(row[long]);
    totals.short_usd[i] = number(row[short]);
  });
  return totals;
}

const CRYPTOQUANT = "cryptoquant/btc_liquidations_daily_all_exchange_usd.csv";
const HYPERLIQUID = "hyperliquid/csv/hyperliquid_liquidations_daily.csv";

Deno.test({
  name: "real data: the ladder's ranks agree with CryptoQuant's and Hyperliquid's as published",
  ignore: realData("binance-perps-5m").ignore,
  fn() {
    const bars = realBars("binance-perps-5m/BTCUSDT_perp_5m.csv.gz");
    const byDay = resampleCandles(bars, DAY, 288).bars;
    const hourly = resampleCandles(bars, HOUR, 12).bars;
    const cryptoquant = reportedTotals(CRYPTOQUANT, 2, 3);
    const hyperliquid = reportedTotals(HYPERLIQUID, 4, 5, (row) => row[2] === "BTC");
    const ranks = (estimated: Columns<"liquidation_totals">, reported: typeof cryptoquant) => {
      const { days, ladder, price_range } = validateLadder(estimated, reported, byDay);
      const round = (value: number | null) => Math.round(value! * 1000) / 1000;
      return [days, ladder.long, ladder.short, price_range.long, price_range.short].map(round);
    };
    const fine = dailyTotals(estimateLiquidations(bars), 5 * MINUTE);
    const coarse = dailyTotals(estimateLiquidations(hourly), HOUR);
    assert.deepEqual(ranks(fine, cryptoquant), [240, 0.871, 0.86, 0.76, 0.627]);
    assert.deepEqual(ranks(fine, hyperliquid).slice(0, 3), [50, 0.877, 0.906]);
    assert.deepEqual(ranks(coarse, cryptoquant).slice(0, 3), [240, 0.868, 0.851]);
    assert.deepEqual(ranks(coarse, hyperliquid).slice(0, 3), [50, 0.878, 0.893]);

    const { points, ratio_quantiles } = validateLadder(fine, cryptoquant, byDay);
    const sum = (side: "estimated" | "reported") =>
      points.reduce((all, p) => all + p[`${side}_long_usd`] + p[`${side}_short_usd`], 0);
    assert.equal((0.0242 * sum("reported") / sum("estimated")).toFixed(4), "0.0242");
    assert.deepEqual(ratio_quantiles!.map((q) => q.toFixed(2)), ["0.39", "0.79", "3.15"]);
  },
});
