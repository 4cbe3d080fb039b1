/** Self-excitation of single liquidations, and the lag between two assets. */
import { excitation } from "../../lib/analysis/cascades/excitation.ts";
import { peakLag } from "../../lib/analysis/cascades/pair-lags.ts";
import { pareto, studentScale } from "../../lib/simulate/draw.ts";
import { simulateEvents } from "../../lib/simulate/events.ts";
import { createActivity } from "../../lib/simulate/volume.ts";
import { createRandom } from "../../lib/stats/random.ts";
import { HOUR, MINUTE } from "../../lib/tables/time.ts";
import type { Experiment } from "./experiment.ts";
import { atLeast95, atMost5, coverage, size, told, unbiased } from "./judge.ts";
import { START } from "./series.ts";

const HOURS = 24 * 7;

function branching(ratio: number, changing: boolean): Experiment {
  return {
    id: `branching ${ratio}${changing ? " changing" : ""}`,
    method: "branching ratio by Hawkes fit, about 2,000 events",
    mechanism: changing
      ? `clusters of ratio ${ratio} on a background that changes by the hour`
      : `clusters of ratio ${ratio} on a constant background`,
    markets: 2000,
    short: 12,
    run: (seed) => {
      const background = 12 * (1 - ratio);
      const options = { duration: HOURS, background, branching: ratio, decay: 40 };
      const { time } = changing ? changingEvents(options, seed) : simulateEvents(options, seed);
      const milliseconds = time.map((at) => START + Math.floor(at * HOUR));
      const fit = excitation({ time: milliseconds }, { from: START, to: START + HOURS * HOUR });
      const [low, high] = fit.branching_interval ?? [NaN, NaN];
      return {
        error: (fit.branching_ratio ?? NaN) / ratio - 1,
        held: Number.isNaN(low) ? NaN : Number(low <= ratio && ratio <= high),
        bounded: fit.branching_at_most === null ? NaN : Number(ratio <= fit.branching_at_most),
        background: fit.background_p ?? NaN,
        interval: Number(fit.branching_interval !== null),
        residual: fit.residual_p ?? NaN,
        above: Number((fit.branching_ratio ?? NaN) > ratio),
        one: 1,
      };
    },
    rows: changing
      ? [
        {
          kind: "found",
          measure: "the ratio is at most the bound that is told",
          judge: atLeast95("bounded", "one", "below it"),
        },
        {
          kind: "nothing",
          measure: "an interval is told, as if the background were constant",
          judge: atMost5("interval", "told"),
        },
        {
          kind: "beside",
          measure: "ratio above the planted one",
          judge: told("above", "above"),
          note: BACKGROUND,
        },
      ]
      : [
        { kind: "found", measure: "ratio: mean relative error", judge: unbiased("error", 0.05) },
        {
          kind: "honest",
          measure: "interval of the ratio, where the background passes as constant",
          judge: coverage("held"),
        },
        { kind: "nothing", measure: "test of a constant background", judge: size("background") },
        { kind: "nothing", measure: "residual test", judge: size("residual") },
      ],
  };
}

const BACKGROUND =
  "A background that rises and falls looks like excitation to any Hawkes process with a constant " +
  "one. A test by windows finds that it does, and the result is then an upper bound without an interval.";

/** The same clusters on a background that rises and falls: thinned from its largest rate. */
function changingEvents(
  options: Parameters<typeof simulateEvents>[0],
  seed: string,
): { time: Float64Array } {
  const random = createRandom(seed);
  const activity = createActivity([{ hours: 6, sd: 0.5 }], HOUR, random.split("activity"));
  const parts: number[] = [];
  for (let hour = 0; hour < options.duration; hour++) {
    const background = options.background * Math.exp(activity() - 0.125);
    // Offspring may come after the hour: the record of each hour's families runs to the end.
    const { time, parent } = simulateEvents(
      { ...options, duration: 1, background },
      `${seed} ${hour}`,
    );
    time.forEach((at, i) => {
      if (parent[i] !== parent[i] || parent[i] >= 0) parts.push(hour + at);
    });
  }
  return { time: Float64Array.from(parts).sort() };
}

const LAG = 2;

function lags(mechanism: string, tails: number, correlated: boolean): Experiment {
  const days = 30, rows = days * 288;
  return {
    id: `lags ${mechanism}`,
    method: "lag of the largest cross-correlation, 30 days of 5 minutes",
    mechanism: correlated ? `${mechanism}; the second follows ${LAG} steps later` : mechanism,
    markets: 2000,
    short: 20,
    run: (seed) => {
      const random = createRandom(seed);
      const busy = createActivity([{ hours: 24, sd: tails ? 0.6 : 0 }], 5 * MINUTE, random);
      const x = new Float64Array(rows), y = new Float64Array(rows);
      let common: number[] = Array(LAG).fill(0);
      for (let i = 0; i < rows; i++) {
        const scale = Math.exp(busy()) * studentScale(random, tails);
        const news = tails && random.uniform() < 0.002 ? pareto(random, 3, 2.2) : 0;
        const shock = scale * random.normal() + (random.uniform() < 0.5 ? news : -news);
        x[i] = (correlated ? shock : 0) + scale * random.normal();
        y[i] = (correlated ? common[0] : 0) + 2 * scale * random.normal();
        common = [...common.slice(1), shock];
      }
      const options = { barsPerDay: 288, maxLag: 12, step: 5 * MINUTE, random };
      const found = peakLag(x, y, options);
      const isTold = found.lag_minutes !== null, [low, high] = found.interval_minutes ?? [NaN, NaN];
      return {
        near: Number(isTold && Math.abs(found.lag_minutes! - 5 * LAG) <= 5),
        held: isTold ? Number(low <= 5 * LAG && 5 * LAG <= high) : NaN,
        told: Number(isTold),
      };
    },
    rows: correlated
      ? [
        {
          kind: "found",
          measure: "lag within one step, of those told",
          judge: atLeast95("near", "told", "within one step"),
        },
        { kind: "beside", measure: "a lag is told", judge: told("told", "told") },
        { kind: "honest", measure: "interval of the lag", judge: coverage("held") },
      ]
      : [{ kind: "nothing", measure: "a lag is told", judge: atMost5("told", "told") }],
  };
}

export const EVENTS: readonly Experiment[] = [
  branching(0.3, false),
  branching(0.6, false),
  branching(0.85, false),
  branching(0.6, true),
  lags("normal returns", 0, true),
  lags("fat-tailed returns with news and storms", 4, true),
  lags("strangers: normal returns", 0, false),
  lags("strangers in the same storms, fat tails", 4, false),
];
