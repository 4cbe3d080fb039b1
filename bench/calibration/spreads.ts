/** Spreads from bars: bid and ask about a price that nobody sees. */
import { edge } from "../../lib/analysis/liquidity/spread-edge.ts";
import { abdiRanaldo } from "../../lib/analysis/liquidity/spread-abdi-ranaldo.ts";
import { corwinSchultz } from "../../lib/analysis/liquidity/spread-corwin-schultz.ts";
import { studentScale } from "../../lib/simulate/draw.ts";
import { createRandom } from "../../lib/stats/random.ts";
import type { Experiment } from "./experiment.ts";
import { toldMean, unbiased } from "./judge.ts";

const BARS = 720, TRADES = 60;
/** Volatility of a bar. */
const DEVIATION = 0.006;

const OTHERS =
  "Corwin and Schultz, and Abdi and Ranaldo, assume that price is watched all the time and set negative " +
  "squares to 0: beside EDGE they are off. They are shown for comparison.";

/** @param spread between bid and ask, as a fraction of price @param tail of the returns; 0 is normal */
function bounced(spread: number, tail: number): Experiment {
  return {
    id: `spread ${spread} ${tail}`,
    method: "spread from bars, 720 of them",
    mechanism: `trades at bid and ask ${100 * spread}% apart, ${
      tail ? "fat-tailed" : "normal"
    } returns`,
    markets: 2000,
    short: 8,
    run: (seed) => {
      const random = createRandom(seed);
      const open = new Float64Array(BARS), high = new Float64Array(BARS).fill(-Infinity);
      const low = new Float64Array(BARS).fill(Infinity), close = new Float64Array(BARS);
      let price = Math.log(90_000);
      for (let bar = 0; bar < BARS; bar++) {
        const scale = DEVIATION * studentScale(random, tail) / Math.sqrt(TRADES);
        for (let trade = 0; trade < TRADES; trade++) {
          price += scale * random.normal();
          const paid = Math.exp(price + (random.uniform() < 0.5 ? spread : -spread) / 2);
          if (trade === 0) open[bar] = paid;
          high[bar] = Math.max(high[bar], paid);
          low[bar] = Math.min(low[bar], paid);
          close[bar] = paid;
        }
      }
      const prices = { open, high, low, close };
      return {
        edge: edge(prices).spread / spread - 1,
        corwin: corwinSchultz(prices) / spread - 1,
        abdi: abdiRanaldo(prices) / spread - 1,
      };
    },
    rows: [
      { kind: "found", measure: "EDGE: mean relative error", judge: unbiased("edge", 0.05) },
      {
        kind: "beside",
        measure: "Corwin and Schultz: mean relative error",
        judge: toldMean("corwin"),
        note: OTHERS,
      },
      {
        kind: "beside",
        measure: "Abdi and Ranaldo: mean relative error",
        judge: toldMean("abdi"),
        note: OTHERS,
      },
    ],
  };
}

export const SPREADS: readonly Experiment[] = [bounced(0.004, 0), bounced(0.004, 4)];
