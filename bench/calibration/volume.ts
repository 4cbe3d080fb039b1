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
import { atLeast95, atMost5, atMost5Of, coverage, told } from "./judge.ts";
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

const SPELLS =
  "PELT takes days as independent. Busy and quiet spells of days and weeks are then changes, even at " +
  "twice the penalty: its dates are candidates, and nothing rests on them.";
const POWER =
  "A change is told from a spell by being more sudden and more lasting than the series' own. Where " +
  "spells last for weeks, a fall by 45% is no more than they do themselves: most such changes cannot " +
  "be seen, and hardly any can be dated. The result then names no change, or one without a date.";

/** Days by which a change may be off and still be the one that was planted. */
const OWN = 5;

function change(name: string, shift: number): Experiment {
  return {
    id: `change ${name} ${shift}`,
    method: "change points of volume, 240 days",
    mechanism: `${name}; ${shift === 0 ? "no change" : `one change of ${100 * shift}%`}`,
    markets: 2000,
    short: 4,
    run: (seed) => {
      const day = 60 + createRandom(seed).split("day").integer(120);
      const market = shifted(name, shift, day, seed);
      const planted = market.time[day];
      const { changes, candidates, strict_dates } = volumeChangePoints(market, { resamples: 59 });
      const off = (date: string) => (parseTime(date) - planted) / DAY;
      const own = changes.filter(({ date, date_interval: [first, last] }) =>
        Math.abs(off(date)) <= OWN || off(first) <= 0 && off(last) >= 0
      );
      const dated = own.filter((one) => one.dated);
      const [first] = own;
      return {
        any: Number(changes.length > 0),
        any_dated: Number(changes.some((one) => one.dated)),
        reported: changes.length,
        strange: changes.length - own.length,
        found: Number(own.length > 0),
        dated: dated.length,
        near: dated.filter(({ date }) => Math.abs(off(date)) <= 2).length,
        has_date: Number(dated.length > 0),
        held: first ? Number(first.interval[0] <= shift && shift <= first.interval[1]) : NaN,
        placed: first
          ? Number(off(first.date_interval[0]) <= 0 && off(first.date_interval[1]) >= 0)
          : NaN,
        pelt: Number(candidates.length > 0),
        strict: Number(strict_dates.length > 0),
      };
    },
    rows: shift === 0
      ? [
        { kind: "nothing", measure: "a change is reported", judge: atMost5("any", "with one") },
        { kind: "nothing", measure: "a date is reported", judge: atMost5("any_dated", "with one") },
        {
          kind: "beside",
          measure: "PELT alone: any candidate",
          judge: told("pelt", "with one"),
          note: SPELLS,
        },
        {
          kind: "beside",
          measure: "PELT alone: any candidate at twice the penalty",
          judge: told("strict", "with one"),
          note: SPELLS,
        },
      ]
      : [
        {
          kind: "found",
          measure: "date within 2 days, of the changes called dated",
          judge: atLeast95("near", "dated", "within 2 days"),
        },
        {
          kind: "honest",
          measure: "interval of the date, where the change was found",
          judge: coverage("placed"),
        },
        {
          kind: "honest",
          measure: "interval of the shift, where the change was found",
          judge: coverage("held"),
        },
        {
          kind: "nothing",
          measure: "changes reported that nobody planted",
          judge: atMost5Of("strange", "reported", "not planted"),
        },
        {
          kind: "beside",
          measure: "the planted change is found",
          judge: told("found", "found"),
          note: POWER,
        },
        {
          kind: "beside",
          measure: "the planted change is found and dated",
          judge: told("has_date", "dated"),
          note: POWER,
        },
      ],
  };
}

const FOLLOWS = "volume follows volatility";

/** Daily volume whose level changes on a day. */
function shifted(name: string, shift: number, day: number, seed: string) {
  const days = 240;
  if (name !== FOLLOWS) return daily(name, days, shift, day, seed);
  const quote_volume = volumeOf(FOLLOWS, days, seed)
    .map((value, i) => i < day ? value : value * (1 + shift));
  return { time: quote_volume.map((_, i) => START + i * DAY), quote_volume };
}

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
  ...[...NAMES, FOLLOWS].map((name) => change(name, 0)),
  change(NAMES[0], -0.35),
  change(NAMES[0], 0.6),
  change(NAMES[1], -0.35),
  change(NAMES[2], -0.45),
  change(FOLLOWS, -0.35),
  ...NAMES.map(indifferent),
  indifferent(FOLLOWS),
];
