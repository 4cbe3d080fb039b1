/** Funding: the memory of its excess, and whether events reset it. */
import { fundingEventStudy } from "../../lib/analysis/funding/funding-event-study.ts";
import { fundingHalfLife } from "../../lib/analysis/funding/funding-half-life.ts";
import { excessPath, pathBand } from "../../lib/analysis/funding/funding-paths.ts";
import { fundingRates } from "../../lib/analysis/market/funding-rates.ts";
import { c9 } from "../../lib/claims/c9.ts";
import { simulateFunding } from "../../lib/simulate/funding.ts";
import { halfLife } from "../../lib/stats/autoregression.ts";
import { createRandom } from "../../lib/stats/random.ts";
import { type Columns, emptyColumns } from "../../lib/tables/columns.ts";
import { DAY, HOUR } from "../../lib/tables/time.ts";
import type { Experiment } from "./experiment.ts";
import { atMost5, coverage, size, toldMean, unbiased } from "./judge.ts";
import { START } from "./series.ts";

/** Premium far below its clamp: the rate is then the premium plus a constant. */
const UNCLAMPED = -0.001;
/** Premium of a usual market: many settlements stay at the default of 0.01%. */
const USUAL = -0.00045;

function settlements(
  kind: "ar1" | "jumps",
  phi: number,
  level: number,
  rows: number,
  seed: string,
): Columns<"funding"> {
  const process = { kind, phi, sd: 0.00006 };
  const options = { from: START, hours: 8, rows, level, process, crowding: [] };
  const { time, rate } = simulateFunding(options, seed);
  const funding = emptyColumns("funding", rows);
  funding.time.set(time);
  funding.rate.set(rate);
  funding.interval_hours.fill(8);
  return funding;
}

const NEAR_ONE =
  "Kendall's correction is of first order: above 0.9 some 0.02 of the bias of 42 values stay. The result " +
  "says so beside a phi above 0.9; its interval holds.";

const between = (value: number, [low, high]: readonly [number, number | null]) =>
  Number(low <= value && value <= (high ?? Infinity));

function memory(kind: "ar1" | "jumps", phi: number): Experiment {
  const jumps = kind === "jumps";
  return {
    id: `memory ${kind} ${phi}`,
    method: "half-life of funding's excess, 42 settlements",
    mechanism: jumps
      ? `funding that is no AR(1): holds a level, then jumps; autocorrelation ${phi}`
      : `AR(1) with phi ${phi}`,
    markets: 2000,
    short: 20,
    run: (seed) => {
      const rates = fundingRates(settlements(kind, phi, UNCLAMPED, 43, seed));
      const random = createRandom(seed).split("bootstrap");
      const options = { random, resamples: 400 };
      const fit = fundingHalfLife(rates, START, 14, options);
      const { phi_corrected, phi_interval, half_life_interval } = fit;
      return {
        error: (phi_corrected ?? NaN) - phi,
        held: phi_interval ? between(phi, phi_interval) : NaN,
        half: half_life_interval ? between(halfLife(phi), half_life_interval) : NaN,
      };
    },
    rows: [
      phi > 0.9
        ? {
          kind: "beside",
          measure: "corrected phi: mean error",
          judge: toldMean("error"),
          note: NEAR_ONE,
        }
        : {
          kind: "found",
          measure: "corrected phi: mean error",
          judge: unbiased("error", 0.02),
        },
      { kind: "honest", measure: "interval of phi", judge: coverage("held") },
      { kind: "honest", measure: "interval of the half-life", judge: coverage("half") },
    ],
  };
}

/** A shorter baseline than the usual 180 days: what is tested is the comparison, and it is quick. */
const BASELINE = 60, STUDY_DAYS = 400;

function noReset(kind: "ar1" | "jumps", level: number): Experiment {
  const clamped = level === USUAL;
  return {
    id: `no reset ${kind}`,
    method: `funding event study (C9), ${STUDY_DAYS} days, baseline of ${BASELINE}`,
    mechanism: `${kind === "jumps" ? "funding that is no AR(1)" : "AR(1) funding"}${
      clamped ? ", often at its clamp" : ""
    }; cascades at any time that touch nothing`,
    markets: 500,
    short: 2,
    run: (seed) => {
      const funding = settlements(kind, 0.9, level, 3 * STUDY_DAYS, seed);
      const random = createRandom(seed).split("events");
      // At one time of day, as far as the day goes anywhere.
      const events = Array.from({ length: 30 }, () => ({
        time: START + (BASELINE + 5 + random.integer(STUDY_DAYS - BASELINE - 20)) * DAY + 10 * HOUR,
      }));
      const inputs = { assets: [{ asset: "BTC", funding }], events };
      const study = fundingEventStudy(inputs, {
        resamples: 100,
        rules: { neutral_days: BASELINE },
      });
      const { events: crowded, p_sooner, p_later } = study.long;
      // The test itself works from three events on; the verdict asks for eight.
      const enough = crowded >= 3;
      const first = study.rows.find(({ placebo_percentile }) => placebo_percentile !== null);
      const verdict = c9(study, "simulated").verdict;
      return {
        sooner: enough ? p_sooner ?? NaN : NaN,
        later: enough ? p_later ?? NaN : NaN,
        supported: verdict === "not testable" ? NaN : Number(verdict === "supported"),
        early: first ? (first.placebo_percentile ?? NaN) / 100 : NaN,
      };
    },
    rows: [
      { kind: "nothing", measure: "p of a reset that comes sooner", judge: size("sooner") },
      { kind: "nothing", measure: "p of a reset that comes later", judge: size("later") },
      { kind: "nothing", measure: "one event's percentile among placebos", judge: size("early") },
      { kind: "nothing", measure: "verdict on C9", judge: atMost5("supported") },
    ],
  };
}

/** Mean rate where the premium is far below its clamp, which adds 0.05%. */
const MEAN_RATE = UNCLAMPED + 0.0005;
const PATHS = 25;

function paths(kind: "ar1" | "jumps"): Experiment {
  return {
    id: `paths ${kind}`,
    method: `mean path of funding over ${PATHS} events`,
    mechanism: `${
      kind === "jumps" ? "funding that is no AR(1)" : "AR(1) funding"
    }; events at any time that touch nothing`,
    markets: 2000,
    short: 10,
    run: (seed) => {
      const days = 10 * PATHS;
      const rates = fundingRates(settlements(kind, 0.8, UNCLAMPED, 3 * days, seed));
      const random = createRandom(seed);
      const own = Array.from(
        { length: PATHS },
        (_, i) =>
          excessPath(rates, START + (10 * i + 2 + 3 * random.uniform()) * DAY, MEAN_RATE, [24]),
      );
      const [interval] = pathBand(own, { random, resamples: 400 }).interval;
      return { held: interval ? between(0, interval) : NaN };
    },
    rows: [{ kind: "honest", measure: "interval a day after them", judge: coverage("held") }],
  };
}

export const FUNDING: readonly Experiment[] = [
  memory("ar1", 0.35),
  memory("ar1", 0.7),
  memory("ar1", 0.9),
  memory("ar1", 0.97),
  memory("jumps", 0.7),
  memory("jumps", 0.9),
  paths("ar1"),
  paths("jumps"),
  noReset("ar1", UNCLAMPED),
  noReset("jumps", USUAL),
];
