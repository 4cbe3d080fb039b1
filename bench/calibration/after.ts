/** What comes after: rejections, found levels, analogs and retests, where nothing follows. */
import { analogs } from "../../lib/analysis/outlook/analogs.ts";
import { retests } from "../../lib/analysis/outlook/retests.ts";
import { afterRejections } from "../../lib/analysis/resistance/after-rejections.ts";
import { foundLevels } from "../../lib/analysis/resistance/level-tests.ts";
import { resistanceRejections } from "../../lib/analysis/resistance/resistance-rejections.ts";
import { c10 } from "../../lib/claims/c10.ts";
import { pareto } from "../../lib/simulate/draw.ts";
import { createRandom } from "../../lib/stats/random.ts";
import { sliceColumns } from "../../lib/tables/columns.ts";
import { DAY, HOUR } from "../../lib/tables/time.ts";
import { cascadeAt } from "./cascades.ts";
import type { Experiment } from "./experiment.ts";
import { atMost5, coverage, size } from "./judge.ts";
import {
  anyZone,
  hourlyWalk,
  openInterestBeside,
  START,
  WALK_NAMES,
  type WalkName,
} from "./series.ts";

/** Days beyond a window in which returns after its last hours are known. */
const BEYOND = 7;

function rejected(name: WalkName): Experiment {
  const days = 61;
  return {
    id: `rejected ${name}`,
    method: "returns after rejections, 61 days of 1 hour",
    mechanism: `${name}; a zone anywhere`,
    markets: 2000,
    short: 4,
    run: (seed) => {
      const bars = hourlyWalk(name, days + BEYOND, seed);
      const zone = anyZone(sliceColumns(bars, 0, 24 * days), createRandom(seed).split("zone"));
      const window = { from: START, to: START + days * DAY, step: HOUR };
      const result = resistanceRejections({ bars }, { zone, ...window, controls: 0 });
      const { horizons } = afterRejections(bars, result, 1);
      const at = (hours: number) => horizons.find((one) => one.hours === hours);
      const interval = at(24)?.interval;
      return {
        hours: at(4)?.p ?? NaN,
        day: at(24)?.p ?? NaN,
        held: interval ? Number(interval[0] <= 0 && interval[1] >= 0) : NaN,
      };
    },
    rows: [
      { kind: "nothing", measure: "p of the mean return after 4 hours", judge: size("hours") },
      { kind: "nothing", measure: "p of the mean return after a day", judge: size("day") },
      { kind: "honest", measure: "interval of the mean return (0)", judge: coverage("held") },
    ],
  };
}

function unremembered(name: WalkName): Experiment {
  const days = 415;
  return {
    id: `levels ${name}`,
    method: "levels found from the past, 415 days of 1 hour",
    mechanism: `${name}; no level is special`,
    markets: 500,
    short: 1,
    run: (seed) => {
      const bars = hourlyWalk(name, days, seed);
      const span = { from: START, to: START + days * DAY, step: HOUR };
      const { summary } = foundLevels([{ subject: "BTC", bars }], span);
      const { excess_interval, special, tested } = summary;
      return {
        held: excess_interval ? Number(excess_interval[0] <= 0 && excess_interval[1] >= 0) : NaN,
        special: tested > 0 ? Number(special > 0) : NaN,
      };
    },
    rows: [
      { kind: "honest", measure: "interval of the excess (0)", judge: coverage("held") },
      { kind: "nothing", measure: "any level is special", judge: atMost5("special", "with one") },
    ],
  };
}

function unrelated(name: WalkName): Experiment {
  const days = 600;
  return {
    id: `outlook ${name}`,
    method: "what follows (C10), 600 days of 1 hour",
    mechanism: `${name}; cascades and open interest that know nothing of price`,
    markets: 500,
    short: 1,
    run: (seed) => {
      const bars = hourlyWalk(name, days, seed);
      const openInterest = openInterestBeside(bars, seed);
      const random = createRandom(seed).split("cascades");
      const cascades = Array.from(
        { length: 40 },
        (_, i) =>
          cascadeAt(
            START + (200 + 9 * i + 8 * random.uniform()) * DAY,
            pareto(random, 20e6, 1.5),
            0,
          ),
      );
      const event = START + (days - 15) * DAY;
      const past = analogs({ bars, step: HOUR, openInterest }, cascades, {
        start: event,
        end: event + HOUR,
        severity: 2,
      });
      const tests = retests({ bars, step: HOUR }, { from: START + 60 * DAY, to: event });
      const { verdict } = c10(past, tests, "simulated");
      const testable = verdict !== "not testable";
      const { break_interval } = tests;
      return {
        supported: testable ? Number(verdict === "supported") : NaN,
        contradicted: testable ? Number(verdict === "contradicted") : NaN,
        apart: tests.by_volume ? Number(tests.by_volume.apart) : NaN,
        told: Number(break_interval !== null),
      };
    },
    rows: [
      { kind: "nothing", measure: "verdict on C10", judge: atMost5("supported") },
      {
        kind: "nothing",
        measure: "verdict on C10, other side",
        judge: atMost5("contradicted", "contradicted"),
      },
      {
        kind: "nothing",
        measure: "retests by volume are apart",
        judge: atMost5("apart", "apart"),
      },
    ],
  };
}

export const AFTER: readonly Experiment[] = [
  ...WALK_NAMES.map(rejected),
  ...WALK_NAMES.map(unremembered),
  ...WALK_NAMES.map(unrelated),
];
