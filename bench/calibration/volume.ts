/** Volume: when its level changed, and whether it fell below that of optimism. */
import { volumeChangePoints } from "../../lib/analysis/volume/volume-change-points.ts";
import { volumeDrops } from "../../lib/analysis/volume/volume-drops.ts";
import { c7 } from "../../lib/claims/c7.ts";
import { type Regime, simulateVolume } from "../../lib/simulate/volume.ts";
import { simulateFunding } from "../../lib/simulate/funding.ts";
import { median } from "../../lib/stats/quantile.ts";
import { createRandom } from "../../lib/stats/random.ts";
import { type Columns, emptyColumns } from "../../lib/tables/columns.ts";
import { DAY, HOUR, parseTime } from "../../lib/tables/time.ts";
import type { Experiment } from "./experiment.ts";
import { atLeast95, atMost5, coverage } from "./judge.ts";
import { dailyWalk, hourlyWalk, START } from "./series.ts";

const MECHANISMS: Record<string, { regimes: readonly Regime[]; noise: number }> = {
  "days that forget each other": { regimes: [{ hours: 4, sd: 0.25 }], noise: 0.3 },
  "regimes of hours and two days": {
    regimes: [{ hours: 4, sd: 0.25 }, { hours: 48, sd: 0.15 }],
    noise: 0.3,
  },
  "regimes of hours, days and weeks": {
    regimes: [{ hours: 4, sd: 0.25 }, { hours: 48, sd: 0.3 }, { hours: 480, sd: 0.4 }],
    noise: 0.3,
  },
};

/** Daily volume of so many days. */
function daily(name: string, days: number, shift: number, day: number, seed: string) {
  const { time, volume } = simulateVolume({
    from: START,
    step: HOUR,
    rows: 24 * days,
    mean: 6e8,
    pattern: 1,
    ...MECHANISMS[name],
    changes: shift === 0 ? [] : [{ at: START + day * DAY, shift }],
  }, seed);
  const quote_volume = new Float64Array(days);
  volume.forEach((value, hour) => quote_volume[Math.floor(hour / 24)] += value);
  return { time: time.filter((_, hour) => hour % 24 === 0), quote_volume };
}

const MEMORY =
  "days resemble their neighbours, and a regime of weeks is a change of level, too: the detector, " +
  "whose noise is that of one day to the next, finds them. Where no change was planned, even twice " +
  "the penalty names some. A change point says that the level differed, not that anything caused it.";
const PLACE =
  "a busy or quiet spell beside the change draws the date to itself, or is found as a change of its " +
  "own. Two days hold only where days forget each other.";
const NARROW =
  "the date is found in the same days as the shift, and the bootstrap takes it as given: the interval " +
  "is about an eighth too narrow where days forget each other, and far too narrow where a spell of " +
  "days was cut off as a segment of its own.";

function change(name: string, shift: number, markets: number): Experiment {
  const forgets = name === "days that forget each other";
  return {
    id: `change ${name} ${shift}`,
    method: "change points of volume, 240 days",
    mechanism: `${name}; ${shift === 0 ? "no change" : `one change of ${100 * shift}%`}`,
    markets,
    short: 10,
    run: (seed) => {
      const day = 60 + createRandom(seed).split("day").integer(120);
      const market = daily(name, 240, shift, day, seed);
      const result = volumeChangePoints(market, { resamples: 400 });
      const near = result.changes.filter(({ date }) =>
        Math.abs(parseTime(date) - market.time[day]) <= 2 * DAY
      );
      const exact = result.changes.find(({ date }) =>
        Math.abs(parseTime(date) - market.time[day]) <= 5 * DAY
      );
      const holding = result.changes.filter((one) => one.holds_at_double_penalty);
      return {
        one: 1,
        near: Number(near.length > 0),
        held: exact ? Number(exact.interval[0] <= shift && shift <= exact.interval[1]) : NaN,
        any: Number(result.changes.length > 0),
        strict: Number(holding.length > 0),
      };
    },
    rows: shift === 0
      ? [
        {
          kind: "nothing",
          measure: "any change reported",
          judge: atMost5("any", "with one"),
          known: forgets ? undefined : MEMORY,
        },
        {
          kind: "nothing",
          measure: "any change that holds at twice the penalty",
          judge: atMost5("strict", "with one"),
          known: forgets ? undefined : MEMORY,
        },
      ]
      : [
        {
          kind: "found",
          measure: "date within 2 days",
          judge: atLeast95("near", "one", "dated"),
          known: forgets ? undefined : PLACE,
        },
        {
          kind: "honest",
          measure: "interval of the shift, where it was found",
          judge: coverage("held"),
          known: NARROW,
        },
      ],
  };
}

const FOLLOWS = "volume follows volatility";

/** The median daily volume that a mechanism has in the long run: the level of any days. */
const levels = new Map<string, number>();
function levelOf(name: string): number {
  const known = levels.get(name);
  if (known !== undefined) return known;
  const level = median(volumeOf(name, name === FOLLOWS ? 4000 : 20_000, "level"));
  levels.set(name, level);
  return level;
}

/** Daily volume with no week in it. */
function volumeOf(name: string, days: number, seed: string): Float64Array {
  if (name === FOLLOWS) {
    const { quote_volume } = hourlyWalk(FOLLOWS, days, seed);
    const sums = new Float64Array(days);
    quote_volume.forEach((value, hour) => sums[Math.floor(hour / 24)] += value);
    return sums;
  }
  return daily(name, days, 0, 0, seed).quote_volume;
}

/** Volume that knows nothing of optimism: price and funding go their own ways. */
function indifferent(name: string): Experiment {
  return {
    id: `indifferent ${name}`,
    method: "volume below the level of optimism (C7), 400 days",
    mechanism: `${name}; price and funding apart from it`,
    markets: 500,
    short: 4,
    run: (seed) => {
      const days = 400;
      const bars = dailyWalk(days, `${seed} price`);
      bars.quote_volume.set(volumeOf(name, days, seed));
      bars.volume.set(bars.quote_volume.map((value, day) => value / bars.close[day]));
      const result = volumeDrops({ bars, funding: mood(days, seed) }, {
        at: START + (days - 1) * DAY,
        step: DAY,
        resamples: 400,
      });
      const { drop_interval, recent } = result;
      const truth = (recent ?? NaN) / levelOf(name) - 1;
      return {
        held: drop_interval ? Number(drop_interval[0] <= truth && truth <= drop_interval[1]) : NaN,
        supported: result.not_testable === null
          ? Number(c7([result], "simulated").verdict === "supported")
          : NaN,
      };
    },
    rows: [
      { kind: "honest", measure: "interval of the drop", judge: coverage("held") },
      { kind: "nothing", measure: "verdict on C7, where testable", judge: atMost5("supported") },
    ],
  };
}

function mood(days: number, seed: string): Columns<"funding"> {
  const process = { kind: "ar1", phi: 0.95, sd: 0.00006 } as const;
  const options = { from: START, hours: 8, rows: 3 * days, level: -0.00045, process, crowding: [] };
  const { time, rate } = simulateFunding(options, `${seed} funding`);
  const funding = emptyColumns("funding", time.length);
  funding.time.set(time);
  funding.rate.set(rate);
  funding.interval_hours.fill(8);
  return funding;
}

const NAMES = Object.keys(MECHANISMS);
export const VOLUME: readonly Experiment[] = [
  ...NAMES.map((name) => change(name, 0, 2000)),
  change(NAMES[0], -0.35, 2000),
  change(NAMES[0], 0.6, 2000),
  change(NAMES[1], -0.35, 2000),
  change(NAMES[2], -0.45, 2000),
  ...NAMES.map(indifferent),
  indifferent(FOLLOWS),
];
