/** Daily figures: dollars of the ladder, shares of the majors, the trend of depth. */
import { concentration } from "../../lib/analysis/wave/concentration.ts";
import { predictionInterval } from "../../lib/analysis/ladder/estimate-interval.ts";
import { c2 } from "../../lib/claims/c2.ts";
import { pareto, studentScale } from "../../lib/simulate/draw.ts";
import { createActivity } from "../../lib/simulate/volume.ts";
import { createRandom } from "../../lib/stats/random.ts";
import { robustTrend } from "../../lib/stats/robust-trend.ts";
import { theilSen } from "../../lib/stats/theil-sen.ts";
import { DAY } from "../../lib/tables/time.ts";
import type { Experiment } from "./experiment.ts";
import { atMost5, coverage, told, unbiased } from "./judge.ts";
import { START } from "./series.ts";

/** Ratios of reported to estimated dollars, of which the last day's is to be foretold. */
function dollars(drift: number): Experiment {
  return {
    id: `dollars ${drift}`,
    method: "prediction interval of the ladder's dollars, 240 days",
    mechanism: drift === 0
      ? "fat-tailed ratios that forget each other"
      : "fat-tailed ratios, a third of whose variance drifts over months",
    markets: 2000,
    short: 40,
    run: (seed) => {
      const random = createRandom(seed);
      const slow = createActivity([{ hours: 24 * 40, sd: drift }], DAY, random.split("drift"));
      const time = Float64Array.from({ length: 240 }, (_, day) => START + day * DAY);
      const ratio = time.map(() =>
        Math.exp(slow() + 0.6 * studentScale(random, 4) * random.normal())
      );
      const interval = predictionInterval({ time, ratio }, time[239], 1);
      const held = interval && interval[0] <= ratio[239] && ratio[239] <= interval[1];
      return { held: Number(held) };
    },
    rows: [{
      kind: "honest",
      measure: "reported dollars of the last day",
      judge: coverage("held"),
    }],
  };
}

const NAMES = ["BTC", "ETH", ...Array.from({ length: 23 }, (_, i) => `COIN${i}`)];

/** Liquidations in proportion to volume, but for chance that is each asset's own. */
function proportional(tail: number): Experiment {
  return {
    id: `majors ${tail}`,
    method: "share of the majors (C2), 25 assets, 215 days",
    mechanism: tail
      ? "liquidations as volume, with fat-tailed storms of single assets"
      : "liquidations as volume, with log-normal noise",
    markets: 2000,
    short: 20,
    run: (seed) => {
      const random = createRandom(seed);
      const days = 215, event = 210;
      const time = Float64Array.from({ length: days }, (_, day) => START + day * DAY);
      const assets = NAMES.map((asset, i) => {
        const busy = createActivity([{ hours: 24 * 10, sd: 0.4 }], DAY, random.split(asset));
        const volume = time.map(() => 3e10 / (i + 1) * Math.exp(busy() + 0.2 * random.normal()));
        const usd = volume.map((value) =>
          0.005 * value * (tail ? pareto(random, 0.5, tail) : Math.exp(0.8 * random.normal()))
        );
        return { asset, liquidations: { time, usd }, volume: { time, usd: volume } };
      });
      const window = { from: time[event], to: time[event] + DAY };
      const verdict = c2(concentration(assets, "simulated", window)).verdict;
      return { supported: verdict === "not testable" ? NaN : Number(verdict === "supported") };
    },
    rows: [{ kind: "nothing", measure: "verdict on C2", judge: atMost5("supported") }],
  };
}

const BOOK_MEMORY =
  "Sen's interval takes days as independent: where thin and deep spells last for days it is far too " +
  "narrow. C11 rests on the interval that allows for memory.";

function depthTrend(hours: number, trend: number): Experiment {
  return {
    id: `depth ${hours} ${trend}`,
    method: "trend of depth (C11), 90 days",
    mechanism: `${
      trend === 0 ? "depth without a trend" : `depth that thins by ${-100 * trend}% a day`
    }, with noise that lasts ${hours} hours`,
    markets: 1000,
    short: 8,
    run: (seed) => {
      const random = createRandom(seed);
      const noise = createActivity([{ hours, sd: 0.25 }], DAY, random);
      const days = Float64Array.from({ length: 90 }, (_, day) => day);
      const depth = days.map((day) => trend * day + noise() + 0.1 * random.normal());
      const options = { random: random.split("trend"), resamples: 200 };
      const { slope, interval: [low, high] } = robustTrend(days, depth, options);
      const raw = theilSen(days, depth).interval;
      return {
        error: slope / trend - 1,
        held: Number(low <= trend && trend <= high),
        raw: Number(raw[0] <= trend && trend <= raw[1]),
        falls: Number(high < 0),
      };
    },
    rows: trend === 0
      ? [{ kind: "nothing", measure: "verdict on C11", judge: atMost5("falls") }]
      : [
        { kind: "found", measure: "trend: mean relative error", judge: unbiased("error", 0.05) },
        { kind: "honest", measure: "interval of the trend", judge: coverage("held") },
        {
          kind: "beside",
          measure: "Sen's own interval of the trend",
          judge: told("raw", "covered"),
          note: BOOK_MEMORY,
        },
      ],
  };
}

export const TOTALS: readonly Experiment[] = [
  dollars(0),
  dollars(0.42),
  proportional(0),
  proportional(2.2),
  depthTrend(6, -0.004),
  depthTrend(96, -0.004),
  depthTrend(6, 0),
  depthTrend(96, 0),
];
