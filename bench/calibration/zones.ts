/** Zones: visits as a wall made them, and claims about zones where none is special. */
import { resistanceRejections } from "../../lib/analysis/resistance/resistance-rejections.ts";
import { findVisits, VISIT_RULES } from "../../lib/analysis/resistance/visits.ts";
import { unwind } from "../../lib/analysis/cascades/unwind.ts";
import { waitingAtVisits } from "../../lib/analysis/resistance/waiting.ts";
import { c3 } from "../../lib/claims/c3.ts";
import { c4 } from "../../lib/claims/c4.ts";
import { c5 } from "../../lib/claims/c5.ts";
import { runMarket, STEP } from "../../lib/simulate/market.ts";
import type { Preset } from "../../lib/simulate/preset.ts";
import { BASE, BTC } from "../../lib/simulate/presets/base.ts";
import { createRandom } from "../../lib/stats/random.ts";
import { sliceColumns } from "../../lib/tables/columns.ts";
import { DAY, HOUR, parseTime } from "../../lib/tables/time.ts";
import type { Experiment } from "./experiment.ts";
import { atLeast95, atMost5, coverage, size } from "./judge.ts";
import {
  anyZone,
  hourlyWalk,
  openInterestBeside,
  START,
  WALK_NAMES,
  type WalkName,
} from "./series.ts";

const WALL_DAYS = 24;

function walled(name: string, change: Partial<Preset>): Experiment {
  return {
    id: `wall ${name}`,
    method: "visits to a zone, 5-minute bars",
    mechanism: `the whole market with a wall of sellers, ${name}`,
    markets: 500,
    short: 2,
    run: (seed) => {
      const low = 95_000 * 1.012, zone: [number, number] = [low, low * 1.012];
      const preset: Preset = {
        ...BASE,
        ...change,
        name: "wall",
        seed: 1,
        from: START,
        to: START + WALL_DAYS * DAY,
        assets: [BTC],
        wall: {
          zone,
          from: START,
          to: START + WALL_DAYS * DAY,
          absorb: 0.6,
          capacity: 4e9,
          giveBack: 0.7,
          giveBackHours: 2,
          pushes: [2, 6, 10, 14, 18].map((day) => START + (day + 0.5) * DAY),
          persistHours: 2,
          pushPace: 0.00007,
        },
      };
      const { records: [record], truth } = runMarket(preset, seed);
      const time = record.close.map((_, row) => START + row * STEP);
      const rules = { ...VISIT_RULES, retreat: 0.006 };
      const found = findVisits({ time, ...record }, zone, STEP, rules)
        .filter(({ outcome }) => outcome !== "unresolved");
      const planted = truth.visits.filter(({ outcome }) => outcome !== "withdrawn");
      const agree = (visit: typeof found[number], one: typeof planted[number]) =>
        time[visit.first] <= parseTime(one.end) &&
        time[visit.last] + STEP >= parseTime(one.start) &&
        (visit.outcome === "rejection") === (one.outcome === "held");
      return {
        planted: planted.length,
        hits: planted.filter((one) => found.some((visit) => agree(visit, one))).length,
        found: found.length,
        right: found.filter((visit) => planted.some((one) => agree(visit, one))).length,
      };
    },
    rows: [
      {
        kind: "found",
        measure: "visits of the mechanism, with their outcome",
        judge: atLeast95("hits", "planted", "found"),
      },
      {
        kind: "found",
        measure: "visits found that the mechanism made",
        judge: atLeast95("right", "found", "made"),
      },
    ],
  };
}

function unremarkable(name: WalkName): Experiment {
  const days = 61;
  return {
    id: `zone ${name}`,
    method: "is the zone special (C5), 61 days of 1 hour",
    mechanism: `${name}; a zone anywhere`,
    markets: 2000,
    short: 10,
    run: (seed) => {
      const bars = hourlyWalk(name, days, seed);
      const zone = anyZone(bars, createRandom(seed).split("zone"));
      const window = { from: START, to: START + days * DAY, step: HOUR };
      const result = resistanceRejections({ bars }, { zone, ...window, controls: 400 });
      const { visits } = result.summary;
      const verdict = c5([result], "simulated", { chosenAfterwards: false }).verdict;
      return {
        p: visits >= 3 ? result.controls?.p ?? NaN : NaN,
        supported: verdict === "not testable" ? NaN : Number(verdict === "supported"),
        contradicted: verdict === "not testable" ? NaN : Number(verdict === "contradicted"),
      };
    },
    rows: [
      { kind: "nothing", measure: "p against random zones", judge: size("p") },
      { kind: "nothing", measure: "verdict on C5", judge: atMost5("supported") },
      {
        kind: "nothing",
        measure: "verdict on C5, other side",
        judge: atMost5("contradicted", "contradicted"),
      },
    ],
  };
}

const rates = new Map<WalkName, number>();
/** Share of rejections among first visits to zones as high above the price, along one long walk. */
function rateOf(name: WalkName): number {
  const known = rates.get(name);
  if (known !== undefined) return known;
  const bars = hourlyWalk(name, 3000, "rate");
  let rejections = 0, resolved = 0;
  for (let day = 0; day + 30 <= 3000; day++) {
    const ahead = sliceColumns(bars, 24 * day, 24 * (day + 30));
    const price = ahead.open[0];
    const [first] = findVisits(ahead, [1.01 * price, 1.0222 * price], HOUR, VISIT_RULES);
    if (first === undefined || first.outcome === "unresolved") continue;
    resolved++;
    if (first.outcome === "rejection") rejections++;
  }
  rates.set(name, rejections / resolved);
  return rejections / resolved;
}

function rejectionRate(name: WalkName): Experiment {
  return {
    id: `rate ${name}`,
    method: "Wilson interval of a rejection rate",
    mechanism: `${name}; a zone 1% above the first price`,
    markets: 2000,
    short: 30,
    run: (seed) => {
      const days = 61, bars = hourlyWalk(name, days, seed);
      const window = { from: START, to: START + days * DAY, step: HOUR };
      const options = { zone: [90_900, 91_998] as const, ...window, controls: 0 };
      const { summary } = resistanceRejections({ bars }, options);
      const [low, high] = summary.rejection_rate_interval ?? [NaN, NaN];
      const enough = summary.rejections + summary.breakouts >= 5;
      const rate = rateOf(name);
      return { held: enough ? Number(low <= rate && rate <= high) : NaN };
    },
    rows: [{ kind: "honest", measure: "interval, from 5 visits", judge: coverage("held") }],
  };
}

function nobodyWaiting(name: WalkName): Experiment {
  const days = 120;
  return {
    id: `waiting ${name}`,
    method: "who was waiting (C4), 120 days of 1 hour",
    mechanism: `${name}; open interest and takers that know no zone`,
    markets: 2000,
    short: 6,
    run: (seed) => {
      const bars = hourlyWalk(name, days, seed);
      const openInterest = openInterestBeside(bars, seed);
      const random = createRandom(seed).split("zone");
      const from = START + 60 * DAY, to = START + days * DAY;
      const zone = anyZone(sliceColumns(bars, 60 * 24, days * 24), random);
      const window = { from, to, step: HOUR, controls: 0 };
      const found = resistanceRejections({ bars }, { zone, ...window });
      // Only the visit that counts is measured: the rest would cost time and change nothing.
      const result = { ...found, visits: found.visits.slice(-1) };
      const verdict = c4(
        waitingAtVisits({ bars, openInterest }, result, to),
        "BTC",
        "simulated",
      ).verdict;
      return {
        supported: verdict === "not testable" ? NaN : Number(verdict === "supported"),
      };
    },
    rows: [{ kind: "nothing", measure: "verdict on C4", judge: atMost5("supported") }],
  };
}

function noUnwind(name: WalkName): Experiment {
  const days = 190;
  return {
    id: `unwind ${name}`,
    method: "open interest unwound (C3), 190 days of 1 hour",
    mechanism: `${name}; open interest that wanders, an hour picked at random`,
    markets: 2000,
    short: 10,
    run: (seed) => {
      const bars = hourlyWalk(name, days, seed);
      const openInterest = openInterestBeside(bars, seed);
      const hour = createRandom(seed).split("event").integer(24 * 5);
      const from = START + (24 * (days - 6) + hour) * HOUR;
      const result = unwind([{ asset: "BTC", openInterest, bars }], { from, to: from + 6 * HOUR });
      return { supported: Number(c3(result, "simulated").verdict === "supported") };
    },
    rows: [{ kind: "nothing", measure: "verdict on C3", judge: atMost5("supported") }],
  };
}

export const ZONES: readonly Experiment[] = [
  walled("as in every preset", {}),
  walled("fat-tailed news", { news: { perDay: 1, scale: 0.006, tail: 2.5 }, tailDegrees: 4 }),
  walled("volume follows volatility", { activity: "volume-follows-volatility" }),
  ...WALK_NAMES.map(unremarkable),
  ...WALK_NAMES.map(rejectionRate),
  ...WALK_NAMES.map(nobodyWaiting),
  ...WALK_NAMES.map(noUnwind),
];
