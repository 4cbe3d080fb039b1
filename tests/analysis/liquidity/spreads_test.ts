import assert from "node:assert/strict";
import { abdiRanaldo } from "../../../lib/analysis/liquidity/spread-abdi-ranaldo.ts";
import { corwinSchultz } from "../../../lib/analysis/liquidity/spread-corwin-schultz.ts";
import { edge, type Prices } from "../../../lib/analysis/liquidity/spread-edge.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { realData, realRows } from "../../real-data.ts";

const near = (actual: number, expected: number, within: number) =>
  assert(Math.abs(actual - expected) <= within, `${actual} is not ${expected}`);

Deno.test({
  name: "golden bars: EDGE with its intermediate values, Corwin-Schultz, Abdi-Ranaldo",
  ignore: realData("golden-ohlc/ohlc.csv").ignore,
  fn() {
    const rows = realRows("golden-ohlc/ohlc.csv").map((row) => row.map(Number));
    const [open, high, low, close] = [0, 1, 2, 3].map((c) => rows.map((row) => row[c]));
    const prices = { open, high, low, close };
    const { spread, s2, pt, po, pc } = edge(prices);
    near(spread, 0.0101849034905478, 1e-14);
    near(s2, 0.00010373225911177194, 1e-16);
    near(pt, 0.9820982098209821, 1e-15);
    near(po, 1.227922792279228, 1e-14);
    near(pc, 1.2052205220522052, 1e-14);
    near(corwinSchultz(prices), 0.0039271, 5e-9);
    near(abdiRanaldo(prices), 0.00721333, 5e-9);
  },
});

/** Bars of a random walk seen through a spread: every trade is at the bid or at the ask. */
function bounced(bars: number, spread: number, volatility: number, seed: number): Prices {
  const random = createRandom(seed);
  const prices = { open: [], high: [], low: [], close: [] } as Record<string, number[]>;
  let mid = 0;
  for (let i = 0; i < bars; i++) {
    const trades = Array.from({ length: 60 }, () => {
      mid += volatility / Math.sqrt(60) * random.normal();
      return Math.exp(mid) * (1 + (random.uniform() < 0.5 ? 1 : -1) * spread / 2);
    });
    prices.open.push(trades[0]);
    prices.high.push(Math.max(...trades));
    prices.low.push(Math.min(...trades));
    prices.close.push(trades[59]);
  }
  return prices as unknown as Prices;
}

Deno.test("a planted spread of 1% is found within a tenth by EDGE", () => {
  const prices = bounced(4000, 0.01, 0.02, 1);
  near(edge(prices).spread, 0.01, 0.001);
  // The older estimators are known to be biased down in bars of few trades, not to be blind.
  assert(abdiRanaldo(prices) > 0.005 && abdiRanaldo(prices) < 0.015);
  assert(corwinSchultz(prices) > 0.004 && corwinSchultz(prices) < 0.015);
});

Deno.test("without a spread EDGE is noise around 0, of either sign", () => {
  const squares = Array.from({ length: 30 }, (_, seed) => edge(bounced(200, 0, 0.02, seed)).s2);
  const below = squares.filter((s2) => s2 < 0).length;
  assert(below > 5 && below < 25, `${below} of 30 below 0`);
});

Deno.test("bars that a spread cannot be seen in give NaN, and an unknown bar only drops out", () => {
  const flat = { open: [1, 1, 1], high: [1, 1, 1], low: [1, 1, 1], close: [1, 1, 1] };
  assert(Number.isNaN(edge(flat).spread));
  assert(Number.isNaN(edge({ open: [], high: [], low: [], close: [] }).spread));
  assert(Number.isNaN(corwinSchultz({ high: [1], low: [1], close: [1] })));
  const prices = bounced(500, 0.01, 0.02, 2);
  const holed = { ...prices, high: Array.from(prices.high, (x, i) => i === 100 ? NaN : x) };
  near(edge(holed).spread, edge(prices).spread, 0.001);
});

Deno.test("a gap between two bars is not a spread to Corwin and Schultz", () => {
  const calm = { high: [101, 101], low: [99, 99], close: [100, 100] };
  const gapped = { high: [101, 111], low: [99, 109], close: [101, 110] };
  near(corwinSchultz(gapped), corwinSchultz({ ...calm, high: [101, 103], low: [99, 101] }), 1e-3);
});
