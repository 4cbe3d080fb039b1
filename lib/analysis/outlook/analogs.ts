/** Analogs: past cascades nearest to this one, and what followed them. */
import { percentileOf, quantiles } from "../../stats/quantile.ts";
import { createRandom } from "../../stats/random.ts";
import { DAY, formatTime } from "../../tables/time.ts";
import type { Cascade } from "../cascades/cascades.ts";
import { type State, stateAt, stateHistory, type StateInputs } from "../market/market-state.ts";
import { changesOf, type OutcomeName, type OutcomeRow, outcomeRow, OUTCOMES } from "./outcomes.ts";
import { type Interval, known, type Result, SCHEMA_VERSION } from "../result.ts";

/** What makes cascades alike; each as a percentile, so that they weigh the same. */
export const FEATURES = ["severity", "leverage", "funding", "volume"] as const;
export type Feature = typeof FEATURES[number];
export type Features = Record<Feature, number | null>;

/** The event: a cascade, or a time at which there was none. */
export interface AnalogEvent {
  /** From when on outcomes count: its end, ms. */
  end: number;
  /** From when on it counts as begun: features are those before, ms. */
  start: number;
  /** Total over one day's normal; null where the event is no cascade. */
  severity: number | null;
}

/** One analog with what followed. */
export interface Analog {
  start: string;
  end: string;
  /** Root mean square of the differences in percentile. */
  distance: number;
  features: Features;
  normal_days: number;
  price_7d: number | null;
  /** What C10 splits by: change of open interest in the first days, and price from then on. */
  oi_early: number | null;
  price_late: number | null;
}

/** Price after the analogs day by day, as fractions of the price at their end. */
export interface FanDay {
  day: number;
  n: number;
  median: number | null;
  /** Middle 80% of the analogs, and of random times. */
  band: Interval | null;
  random_n: number;
  random_median: number | null;
  random_band: Interval | null;
  event: number | null;
}

export interface Analogs extends Result {
  analysis: "outlook";
  at: string;
  features: Features;
  /** Features that were compared: those known of the event. */
  compared: Feature[];
  /** Past cascades with these features known, and those left out for lying too close to a nearer one. */
  candidates: number;
  dropped: number;
  analogs: Analog[];
  outcomes: OutcomeRow[];
  fan: FanDay[];
  /** One path a row of `analogs`, days 0 to 7. */
  paths: (number | null)[][];
}

export const ANALOG_DEFAULTS = {
  /** Nearest cascades that are kept. */
  most: 20,
  /** Analogs closer together than this share what follows them. */
  apartDays: 7,
  /** Days after which outcomes are told. */
  horizons: [1, 3, 7] as readonly number[],
  /** Days in which open interest is watched before price counts. */
  earlyDays: 3,
  seed: 1,
};

const LAST_DAY = 7;

/**
 * Past cascades nearest to an event and what price, open interest and funding did 1, 3 and 7 days after
 * their end, beside the same times moved at random. Only cascades whose 7 days were over when the
 * event began count: the analogs are what could have been known then.
 *
 * @param inputs bars, with open interest and funding where there are any, from half a year before the
 *   first cascade
 * @param cascades all of them, in order of time
 * @example analogs({ bars, step: HOUR, funding }, cascades, event).outcomes
 */
export function analogs(
  inputs: StateInputs,
  cascades: readonly Cascade[],
  event: AnalogEvent,
  options: Partial<typeof ANALOG_DEFAULTS> = {},
): Analogs {
  const { most, apartDays, horizons, earlyDays, seed } = { ...ANALOG_DEFAULTS, ...options };
  const history = stateHistory(inputs);
  const past = cascades.filter(({ end }) => Date.parse(end) + LAST_DAY * DAY <= event.start);
  const severities = past.map(({ normal_days }) => normal_days);
  const featuresAt = (start: number, severity: number | null): Features => ({
    severity: severity === null ? null : known(percentileOf(severities, severity)),
    ...knownState(stateAt(history, start)),
  });
  const own = featuresAt(event.start, event.severity);
  const all = past.map((cascade) => ({
    cascade,
    end: ceil(Date.parse(cascade.end), inputs.step),
    features: featuresAt(Date.parse(cascade.start), cascade.normal_days),
  }));
  // What is known of the event but of hardly any cascade (a young feed) would leave nothing.
  const compared = FEATURES.filter((name) =>
    own[name] !== null &&
    all.filter(({ features }) => features[name] !== null).length * 2 >= all.length
  );
  const near = all
    .filter(({ features }) =>
      compared.length > 0 && compared.every((name) => features[name] !== null)
    )
    .map((one) => ({ ...one, distance: distance(own, one.features, compared) }))
    .sort((a, b) => a.distance - b.distance);
  const kept: typeof near = [];
  let dropped = 0;
  for (const one of near) {
    if (kept.length === most) break;
    if (kept.some(({ end }) => Math.abs(end - one.end) < apartDays * DAY)) dropped++;
    else kept.push(one);
  }
  const changes = changesOf({ bars: inputs.bars, history });
  const random = createRandom(seed);
  const first = all[0]?.end ?? event.start;
  const span = [first, Math.max(first, ceil(event.start - LAST_DAY * DAY, inputs.step))] as const;
  const ends = kept.map(({ end }) => end);
  const price = (at: number, day: number) => day === 0 ? 0 : changes.price(at, day);
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "outlook",
    not_testable: kept.length > 0 ? null : whyNone(past.length, compared, own),
    seed,
    at: formatTime(event.start),
    features: own,
    compared,
    candidates: near.length,
    dropped,
    analogs: kept.map(({ cascade, end, distance, features }): Analog => ({
      start: cascade.start,
      end: cascade.end,
      distance,
      features,
      normal_days: cascade.normal_days,
      price_7d: known(changes.price(end, LAST_DAY)),
      oi_early: known(changes.open_interest(end, earlyDays)),
      price_late: known(changes.price(end + earlyDays * DAY, LAST_DAY - earlyDays)),
    })),
    outcomes: OUTCOMES.flatMap((name: OutcomeName) =>
      horizons.map((days) =>
        outcomeRow(name, changes[name], days, ends, {
          span,
          step: inputs.step,
          random: random.split(`${name} ${days}`),
        })
      )
    ),
    fan: fanOf(price, ends, ceil(event.end, inputs.step), randomTimes(span, inputs.step)),
    paths: ends.map((end) => fanDays().map((day) => known(price(end, day)))),
  };
}

function knownState({ leverage, funding, volume }: State): Omit<Features, "severity"> {
  return { leverage: known(leverage), funding: known(funding), volume: known(volume) };
}

function distance(a: Features, b: Features, names: readonly Feature[]): number {
  const squares = names.reduce((sum, name) => sum + (a[name]! - b[name]!) ** 2, 0);
  return Math.sqrt(squares / names.length);
}

/** Every sixth hour of the span: enough for a band, and the same for every seed. */
function randomTimes([from, to]: readonly [number, number], step: number): number[] {
  const times: number[] = [];
  const every = Math.max(step, DAY / 4);
  for (let at = ceil(from, step); at < to; at += every) times.push(at);
  return times;
}

function fanDays(): number[] {
  return Array.from({ length: LAST_DAY + 1 }, (_, day) => day);
}

function fanOf(
  price: (at: number, day: number) => number,
  analogs: readonly number[],
  event: number,
  others: readonly number[],
): FanDay[] {
  const bandOf = (times: readonly number[], day: number) => {
    const values = times.map((at) => price(at, day)).filter(Number.isFinite);
    const [low, middle, high] = quantiles(values, [0.1, 0.5, 0.9]);
    return values.length === 0
      ? { n: 0, median: null, band: null }
      : { n: values.length, median: middle, band: [low, high] as Interval };
  };
  return fanDays().map((day): FanDay => {
    const { n, median: random_median, band: random_band } = bandOf(others, day);
    return {
      day,
      ...bandOf(analogs, day),
      random_n: n,
      random_median,
      random_band,
      event: known(price(event, day)),
    };
  });
}

function whyNone(past: number, compared: readonly Feature[], own: Features): string {
  if (past === 0) return "no cascade lies more than 7 days before the event in the data";
  if (compared.length > 0) return "no past cascade has all features known";
  const missing = FEATURES.filter((name) => own[name] === null);
  return missing.length === FEATURES.length
    ? "nothing is known of the market before the event: its history is too short"
    : "what is known of the event is not known of past cascades";
}

function ceil(time: number, step: number): number {
  return Math.ceil(time / step) * step;
}
