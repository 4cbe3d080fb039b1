/** Cascades: whether the planted ones are found, and nothing but them; and what comes with them. */
import { type Cascade, findCascades } from "../../lib/analysis/cascades/cascades.ts";
import { contagion } from "../../lib/analysis/cascades/contagion.ts";
import { macroCalendar } from "../../lib/analysis/cascades/macro-calendar.ts";
import { pressure } from "../../lib/analysis/cascades/pressure.ts";
import { FED_DECISIONS } from "../../lib/analysis/cascades/fed-decisions.ts";
import { c12 } from "../../lib/claims/c12.ts";
import { c6 } from "../../lib/claims/c6.ts";
import { c8 } from "../../lib/claims/c8.ts";
import { type CascadeOptions, simulateCascades } from "../../lib/simulate/cascades.ts";
import { pareto } from "../../lib/simulate/draw.ts";
import { hourOfWeek, weekPattern } from "../../lib/simulate/volume.ts";
import { createRandom, type Random } from "../../lib/stats/random.ts";
import { emptyColumns } from "../../lib/tables/columns.ts";
import { DAY, formatTime, HOUR, MINUTE, parseTime } from "../../lib/tables/time.ts";
import type { Experiment } from "./experiment.ts";
import { atLeast95, atMost5, coverage, size, toldOf } from "./judge.ts";
import { START } from "./series.ts";

const STEP = 5 * MINUTE, DAYS = 45;
/** Severity from which cascades must be found. */
const SEVERE = 3;

const BACKGROUNDS: Record<
  string,
  Pick<CascadeOptions, "perDay" | "pattern" | "regimes" | "branching">
> = {
  "steady background": { perDay: 1500, pattern: 0, regimes: [], branching: 0 },
  "background with hours, storms and self-excitation": {
    perDay: 1500,
    pattern: 1,
    regimes: [{ hours: 4, sd: 0.4 }, { hours: 48, sd: 0.5 }],
    branching: 0.5,
  },
  "few, large liquidations in storms": {
    perDay: 150,
    pattern: 1,
    regimes: [{ hours: 4, sd: 0.6 }, { hours: 48, sd: 0.6 }],
    branching: 0.6,
  },
};

const STORMS =
  "Where a few large liquidations make a normal day, storms of the background reach 3 times it within " +
  "hours. Few of them exceed all but one day of the two weeks before: that is what `extraordinary` asks.";
const BUSY =
  "A busy moment of the background just before a cascade is its first bar by the rule of 4 times normal. " +
  "The onset, by a cumulative sum against halfway to the threshold, passes it over.";

function detection(name: string): Experiment {
  return {
    id: `cascades ${name}`,
    method: "cascades, 45 days of 5 minutes",
    mechanism: `${name}; five cascades of 1 to 8 normal days`,
    markets: 2000,
    short: 3,
    run: (seed) => {
      const random = createRandom(seed).split("plan");
      const bursts = Array.from({ length: 5 }, (_, i) => ({
        at: START + (16 + 6 * i + 4 * random.uniform()) * DAY,
        severity: Math.min(8, pareto(random, 1, 1)),
        fadeMinutes: 10 + 50 * random.uniform(),
      }));
      const { totals, cascades: planted } = simulateCascades({
        from: START,
        step: STEP,
        rows: DAYS * DAY / STEP,
        size: 50_000,
        ...BACKGROUNDS[name],
        bursts,
      }, seed);
      const assets = [{ asset: "BTC", totals }];
      const { cascades } = findCascades({ assets, step: STEP, basis: "simulated" });
      const meets = (one: Cascade, { start, end }: { start: number; end: number }) =>
        parseTime(one.start) < end && parseTime(one.end) > start;
      const severe = planted.filter(({ severity }) => severity >= SEVERE);
      const found = cascades.filter(({ normal_days }) => normal_days >= SEVERE);
      const starts = severe.flatMap((truth) => {
        const first = cascades.find((one) => meets(one, truth));
        return first ? [{ first, truth: truth.start }] : [];
      });
      const near = (time: (cascade: Cascade) => string) =>
        starts.filter(({ first, truth }) => Math.abs(parseTime(time(first)) - truth) < 2 * STEP)
          .length;
      const isPlanted = (one: Cascade) => planted.some((truth) => meets(one, truth));
      const extraordinary = found.filter((one) => one.extraordinary);
      return {
        severe: severe.length,
        hits: severe.filter((truth) => cascades.some((one) => meets(one, truth))).length,
        found: found.length,
        right: found.filter(isPlanted).length,
        beyond: extraordinary.length,
        beyond_right: extraordinary.filter(isPlanted).length,
        called: starts.filter(({ first }) => first.extraordinary).length,
        starts: starts.length,
        onsets: near(({ onset }) => onset),
        firsts: near(({ start }) => start),
      };
    },
    rows: [
      {
        kind: "found",
        measure: "recall from 3 normal days",
        judge: atLeast95("hits", "severe", "found"),
      },
      {
        kind: "found",
        measure: "precision from 3 normal days, of the extraordinary",
        judge: atLeast95("beyond_right", "beyond", "planted"),
      },
      {
        kind: "found",
        measure: "onset within a bar",
        judge: atLeast95("onsets", "starts", "in time"),
      },
      {
        kind: "beside",
        measure: "precision from 3 normal days, of all",
        judge: toldOf("right", "found", "planted"),
        note: STORMS,
      },
      {
        kind: "beside",
        measure: "planted from 3 normal days and called extraordinary",
        judge: toldOf("called", "starts", "called so"),
        note: STORMS,
      },
      {
        kind: "beside",
        measure: "first bar within a bar of the planted start",
        judge: toldOf("firsts", "starts", "in time"),
        note: BUSY,
      },
    ],
  };
}

const ASSETS = ["BTC", "ETH", "SOL", "DOGE"];

/** Onsets of shared shocks: an asset joins late, and the leader, if there is one, less so. */
function onsets(shocks: number, lead: number, random: Random): Float64Array[] {
  const times: number[][] = ASSETS.map(() => []);
  for (let shock = 0; shock < shocks; shock++) {
    const at = START + Math.floor(400 * DAY * random.uniform() / STEP) * STEP;
    for (let a = 0; a < ASSETS.length; a++) {
      if (random.uniform() < 0.3) continue;
      const delay = 8 * MINUTE * random.exponential() * (a === 0 ? 1 - lead : 1);
      times[a].push(at + Math.floor(delay / STEP) * STEP);
    }
  }
  return times.map((own) => Float64Array.from(own).sort());
}

function leadOf(shocks: number, lead: number, random: Random) {
  const own = onsets(shocks, lead, random);
  const assets = ASSETS.map((asset, a) => ({ asset, onsets: own[a] }));
  const window = { from: START, to: START + 401 * DAY, step: STEP, shifts: 100 };
  return contagion(assets, "simulated", window);
}

function passage(shocks: number, lead: number): Experiment {
  // The share that the leader leads in the long run, where no two shocks meet.
  const share = lead === 0 ? 0.5 : longRunShare(lead);
  return {
    id: `passage ${shocks} ${lead}`,
    method: "who leads (C6), 400 days",
    mechanism: `${shocks} shocks that reach four assets ${
      lead === 0 ? "in any order" : "late, Bitcoin less so"
    }`,
    markets: 2000,
    short: 20,
    run: (seed) => {
      const result = leadOf(shocks, lead, createRandom(seed));
      const [first] = result.leads;
      const verdict = c6(result).verdict;
      const interval = verdict === "not testable" ? null : first.interval;
      return {
        held: interval ? Number(interval[0] <= share && share <= interval[1]) : NaN,
        supported: interval ? Number(verdict === "supported") : NaN,
      };
    },
    rows: [
      { kind: "honest", measure: "interval of Bitcoin's share of leads", judge: coverage("held") },
      ...(lead === 0
        ? [{ kind: "nothing", measure: "verdict on C6", judge: atMost5("supported") } as const]
        : []),
    ],
  };
}

function longRunShare(lead: number): number {
  let led = 0, pairs = 0;
  const random = createRandom("long run");
  for (let run = 0; run < 300; run++) {
    const [first] = leadOf(40, lead, random.split(run)).leads;
    led += first.led;
    pairs += first.untied_pairs;
  }
  return led / pairs;
}

/** Cascades as far as claims about them need them. */
export function cascadeAt(time: number, usd: number, fall: number): Cascade {
  return {
    start: formatTime(time),
    onset: formatTime(time),
    detected_at: formatTime(time),
    peak_time: formatTime(time),
    end: formatTime(time + HOUR),
    hours: 1,
    ended: "quiet",
    capped: false,
    total_usd: usd,
    long_share: 0.9,
    by_asset: {
      BTC: {
        total_usd: usd,
        share: 1,
        price_change: -fall,
        oi_change: null,
        oi_share_liquidated: null,
      },
    },
    times_normal: 40,
    normal_days: 2,
    busier_days: 0,
    extraordinary: true,
    price_change: -fall,
    oi_change: null,
    oi_share_liquidated: null,
    rank_usd: 1,
    rank_severity: 1,
    basis: "simulated",
  };
}

const pressed: Experiment = {
  id: "pressure",
  method: "price pressure by open interest (C8), 40 cascades",
  mechanism: "fat-tailed falls, sizes and open interest that know nothing of one another",
  markets: 2000,
  short: 20,
  run: (seed) => {
    const random = createRandom(seed);
    const openInterest = emptyColumns("open_interest", 600);
    let level = 0;
    for (let day = 0; day < 600; day++) {
      level += 0.04 * random.normal() - level / 30;
      openInterest.time[day] = START + day * DAY;
      openInterest.open_interest[day] = 200_000 * Math.exp(level);
    }
    const cascades = Array.from({ length: 40 }, (_, i) =>
      cascadeAt(
        START + (90 + 12 * i + 10 * random.uniform()) * DAY,
        pareto(random, 20e6, 1.5),
        0.02 * Math.exp(0.8 * random.normal()),
      ));
    const result = pressure("BTC", cascades, { openInterest }, START + 590 * DAY);
    const { interval } = result;
    return {
      held: interval ? Number(interval[0] <= 0 && interval[1] >= 0) : NaN,
      supported: Number(c8(result).verdict === "supported"),
    };
  },
  rows: [
    { kind: "honest", measure: "interval of the difference (0)", judge: coverage("held") },
    { kind: "nothing", measure: "verdict on C8", judge: atMost5("supported") },
  ],
};

/** Cascades that come in clusters, at busy hours of the week; no calendar moves them. */
function calendarless(pattern: number): Experiment {
  const busy = weekPattern(pattern), most = Math.max(...busy);
  return {
    id: `calendar ${pattern}`,
    method: "cascades near calendar events (C12), 3 years",
    mechanism: pattern === 0
      ? "clusters of cascades at any time"
      : "clusters of cascades at busy hours of the week",
    markets: 2000,
    short: 20,
    run: (seed) => {
      const random = createRandom(seed);
      const from = parseTime("2023-01-01"), to = parseTime("2026-01-01");
      const times: number[] = [];
      while (times.length < 60) {
        const time = from + random.uniform() * (to - from);
        if (random.uniform() * most > busy[hourOfWeek(time)]) continue;
        do times.push(time + 12 * HOUR * random.exponential()); while (random.uniform() < 0.4);
      }
      const cascades = times.map((time) => cascadeAt(time, 1e8, 0.02));
      const result = macroCalendar(cascades, FED_DECISIONS, { from, to, shifts: 1000 });
      return {
        more: result.p_more ?? NaN,
        supported: Number(c12(result).verdict === "supported"),
      };
    },
    rows: [
      { kind: "nothing", measure: "p of more cascades than by chance", judge: size("more") },
      { kind: "nothing", measure: "verdict on C12", judge: atMost5("supported") },
    ],
  };
}

export const CASCADES: readonly Experiment[] = [
  ...Object.keys(BACKGROUNDS).map(detection),
  passage(28, 0),
  passage(40, 0),
  passage(40, 0.6),
  pressed,
  calendarless(0),
  calendarless(1),
];
