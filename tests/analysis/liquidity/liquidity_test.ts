import assert from "node:assert/strict";
import { amihud, illiquidity } from "../../../lib/analysis/liquidity/amihud.ts";
import { impactOf, kyleLambda } from "../../../lib/analysis/liquidity/kyle.ts";
import { liquidity } from "../../../lib/analysis/liquidity/liquidity.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { type Columns, emptyColumns } from "../../../lib/tables/columns.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";

/** Hourly bars whose return is `lambda` times the dollars that takers net bought, plus noise. */
function marketOf(days: number, lambda: number, seed = 1): Columns<"candles"> {
  const random = createRandom(seed);
  const bars = emptyColumns("candles", days * 24);
  let price = 100;
  for (let i = 0; i < bars.time.length; i++) {
    const usd = 1e6 * (1 + random.uniform()), net = 0.3 * usd * random.normal();
    const open = price;
    price *= 1 + lambda * net + 0.0005 * random.normal();
    bars.time[i] = i * HOUR;
    bars.open[i] = open;
    bars.close[i] = price;
    bars.high[i] = Math.max(open, price) * 1.0005;
    bars.low[i] = Math.min(open, price) * 0.9995;
    bars.volume[i] = usd / price;
    bars.quote_volume[i] = usd;
    bars.taker_buy_quote_volume[i] = (usd + net) / 2;
  }
  return bars;
}

Deno.test("Amihud is the mean of |return| over dollars, without first bars, gaps and idle bars", () => {
  const bars = emptyColumns("candles", 5);
  bars.time.set([0, HOUR, 2 * HOUR, 4 * HOUR, 5 * HOUR]);
  bars.close.set([100, 101, 99.99, 99.99, 99.99]);
  bars.quote_volume.set([1, 1e6, 2e6, 1e6, 0]);
  const each = illiquidity(bars, HOUR);
  assert(Number.isNaN(each[0]) && Number.isNaN(each[3]) && Number.isNaN(each[4]));
  assert(Math.abs(each[1] - 0.01 / 1e6) < 1e-18);
  assert(Math.abs(amihud(bars, HOUR) - (0.01 / 1e6 + 0.01 / 2e6) / 2) < 1e-18);
});

Deno.test("Kyle's lambda finds a planted impact, its interval holds it", () => {
  const bars = marketOf(40, 2e-9);
  assert(Math.abs(kyleLambda(bars, HOUR) - 2e-9) < 2e-10);
  const row = liquidity(bars, { from: 0, to: 40 * DAY, step: HOUR }).rows[1];
  assert.equal(row.measure, "kyle");
  const [low, high] = row.interval!;
  assert(low < 2e-3 && 2e-3 < high && high - low < 1e-3, `${low} to ${high} per $1M`);
});

Deno.test("taker volume in coins serves where that in dollars is not reported", () => {
  const bars = marketOf(2, 2e-9);
  const coins = {
    ...bars,
    taker_buy_volume: bars.taker_buy_quote_volume.map((usd, i) => usd / bars.close[i]),
    taker_buy_quote_volume: bars.taker_buy_quote_volume.map(() => NaN),
  };
  const a = impactOf(bars, HOUR).signed_usd, b = impactOf(coins, HOUR).signed_usd;
  a.forEach((usd, i) => assert(Math.abs(usd - b[i]) < 1e-3));
});

Deno.test("all measures stand side by side; what cannot be told says so", () => {
  const bars = marketOf(20, 2e-9);
  const blind = { ...bars, taker_buy_quote_volume: bars.close.map(() => NaN) };
  const result = liquidity(blind, { from: 0, to: 20 * DAY, step: HOUR });
  assert.deepEqual(
    result.rows.map(({ measure }) => measure),
    ["amihud", "kyle", "edge", "corwin_schultz", "abdi_ranaldo"],
  );
  const kyle = result.rows[1];
  assert.deepEqual([kyle.value, kyle.interval, kyle.note], [
    null,
    null,
    "the bars have no taker volume",
  ]);
  for (const { value, interval } of result.rows.filter(({ measure }) => measure !== "kyle")) {
    assert(value !== null && interval !== null && interval[0] <= interval[1]);
  }
  assert.equal(
    liquidity(bars, { from: 99 * DAY, to: 100 * DAY, step: HOUR }).not_testable,
    "the data has no bars in this window",
  );
});
