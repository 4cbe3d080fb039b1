/** All events together: what funding did around them, over events and beside placebos. */
import { mean } from "../../stats/mean.ts";
import { median } from "../../stats/quantile.ts";
import { createRandom, type Random } from "../../stats/random.ts";
import { formatTime } from "../../tables/time.ts";
import type { Cascade } from "../cascades/cascades.ts";
import type { Crowding, ResetRules } from "./funding-excess.ts";
import { spaced } from "./funding-paths.ts";
import type { PlaceboRules } from "./funding-placebo.ts";
import {
  type FundingResetInputs,
  preparedMarket,
  resetOf,
  type ResetOutcome,
  resetRules,
} from "./funding-reset.ts";
import { type MatchedTest, matchedTest } from "./matched-times.ts";
import { type Predictor, resetPredictors } from "./reset-predictors.ts";
import { type Result, SCHEMA_VERSION } from "../result.ts";
import type { LeverageAround } from "./leverage-around.ts";
import {
  type Case,
  crowdedAt,
  type GroupRow,
  groupsOf,
  hoursOf,
  type StudyEvent,
} from "./study-cases.ts";
import { datedEvents, eventDays } from "./study-days.ts";
import { type StudyPaths, studyPaths } from "./study-paths.ts";

export interface StudyInputs {
  assets: readonly (FundingResetInputs & { asset: string })[];
  events: readonly StudyEvent[];
}

export interface StudyOptions {
  seed?: number;
  resamples?: number;
  /** An event closer than this to one kept is dropped, days. */
  spacing_days?: number;
  rules?: Partial<ResetRules & PlaceboRules>;
}

/** One event in one asset. */
export interface StudyRow extends LeverageAround {
  at: string;
  asset: string;
  severity: number | null;
  crowding: Crowding | null;
  outcome: ResetOutcome | null;
  e0: number | null;
  noise: number | null;
  time_to_reset_hours: number | null;
  placebo_n: number;
  placebo_reset_rate: number | null;
  placebo_percentile: number | null;
  half_life_periods: number | null;
  half_life_interval: [low: number, high: number | null] | null;
  half_life_note: string | null;
  flush: number | null;
  rebuilt_hours: number | null;
  /** Why there is no outcome, or null. */
  not_testable: string | null;
}

export interface FundingEventStudy extends Result {
  analysis: "funding-event-study";
  /** Events given, dropped because they came within 7 days after one kept, and kept. */
  events_given: number;
  events_dropped: number;
  events: number;
  assets: string[];
  rows: StudyRow[];
  /** Cases without crowding before the event, and cases whose funding does not tell. */
  nothing_to_reset: number;
  unknown: number;
  groups: GroupRow[];
  paths: StudyPaths[];
  /** Of long-crowded and of short-crowded events: do they reset sooner than their placebos? */
  long: MatchedTest;
  short: MatchedTest;
  /** Over long-crowded events: what goes with the time to reset. */
  predictors: Predictor[];
  notes: string[];
}

/**
 * Aligns the excess of several assets at several events.
 *
 * Shocks are common to all assets, so the unit is the event: assets of one event are averaged (their
 * median time to reset, their mean path) before anything is compared or resampled. A case that never
 * reset counts as the horizon of 14 days.
 *
 * @param inputs all cascades, also those too close together: placebos keep away from each
 * @example
 * fundingEventStudy({ assets: [{ asset: "BTC", funding }], events: studyEvents(cascades) }).long
 */
export function fundingEventStudy(
  inputs: StudyInputs,
  options: StudyOptions = {},
): FundingEventStudy {
  const { seed = 1, resamples = 2000, spacing_days = 7 } = options;
  const rules = resetRules(options);
  const kept = spaced(inputs.events, spacing_days);
  const cascades = inputs.events.map(({ time }) => time);
  const markets = inputs.assets.map((asset) => ({
    ...preparedMarket(asset, rules),
    asset: asset.asset,
  }));
  const cases = kept.flatMap((event) =>
    markets.map((market): Case => ({
      event,
      market,
      asset: market.asset,
      result: resetOf(market, { at: event.time, cascades, seed, resamples, rules }),
    }))
  );
  const random = createRandom(seed).split("event-study");
  const horizon = rules.horizon_days * 24;
  const ground = eventDays(kept, markets, rules);
  const test = (crowding: Crowding) => {
    const { events, days } = datedEvents(ground, cascades, crowding, rules);
    return matchedTest(events, days, { random: random.split(`test ${crowding}`), resamples });
  };
  const testable = cases.filter(({ result }) => result.not_testable === null);
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "funding-event-study",
    not_testable: testable.length ? null : whyNone(inputs, cases),
    seed,
    events_given: inputs.events.length,
    events_dropped: inputs.events.length - kept.length,
    events: kept.length,
    assets: markets.map(({ asset }) => asset),
    rows: cases.map(rowOf),
    nothing_to_reset: cases.filter(({ result }) => result.outcome === "nothing to reset").length,
    unknown: cases.filter(({ result }) => (result.outcome ?? "unknown") === "unknown").length,
    groups: groupsOf(testable, horizon),
    paths: (["long", "short", "all"] as const).map((crowding) =>
      studyPaths(kept, testable, crowding, rules, {
        random: random.split(`path ${crowding}`),
        resamples,
      })
    ),
    long: test("long"),
    short: test("short"),
    predictors: predictorsOf(kept, cases, horizon, random.split("predictors")),
    notes: [
      ...new Set(markets.flatMap(({ asset, rates }) => rates.notes.map((n) => `${asset}: ${n}`))),
    ],
  };
}

/**
 * Cascades as events of the study, at their peaks.
 *
 * @example fundingEventStudy({ assets, events: studyEvents(cascades.cascades) })
 */
export function studyEvents(cascades: readonly Cascade[]): StudyEvent[] {
  return cascades.map((cascade) => ({
    time: Date.parse(cascade.peak_time),
    severity: cascade.normal_days,
    price_change: cascade.price_change,
    long_share: cascade.long_share,
  }));
}

function whyNone({ events, assets }: StudyInputs, cases: readonly Case[]): string {
  if (assets.length === 0) return "no funding";
  if (events.length === 0) return "no events";
  return cases[0]?.result.not_testable ?? "no events";
}

function rowOf({ event, asset, result }: Case): StudyRow {
  return {
    at: formatTime(event.time),
    asset,
    severity: event.severity ?? null,
    crowding: result.crowding,
    outcome: result.outcome,
    e0: result.e0,
    noise: result.noise,
    time_to_reset_hours: result.time_to_reset_hours,
    placebo_n: result.placebo?.n ?? 0,
    placebo_reset_rate: result.placebo_reset_rate,
    placebo_percentile: result.placebo_percentile,
    half_life_periods: result.half_life_periods,
    half_life_interval: result.half_life_interval,
    half_life_note: result.half_life_note,
    flush: result.flush && result.flush.flush,
    rebuilt_hours: result.flush && result.flush.rebuilt_hours,
    leverage_before: result.leverage_before,
    leverage_after: result.leverage_after,
    not_testable: result.not_testable,
  };
}

function predictorsOf(
  events: readonly StudyEvent[],
  cases: readonly Case[],
  horizon: number,
  random: Random,
): Predictor[] {
  const crowded = events.map((event) => crowdedAt(cases, event, "long"));
  const used = events.map((event, i) => ({ event, crowded: crowded[i] }))
    .filter(({ crowded }) => crowded.length > 0);
  const average = (of: (one: Case) => number) => used.map(({ crowded }) => mean(crowded.map(of)));
  const hours = used.map(({ crowded }) => median(crowded.map((one) => hoursOf(one, horizon))));
  return resetPredictors(hours, {
    severity: used.map(({ event }) => event.severity ?? NaN),
    price_change: used.map(({ event }) => event.price_change ?? NaN),
    long_share: used.map(({ event }) => event.long_share ?? NaN),
    excess: average(({ result }) => (result.e0 ?? NaN) / (result.noise ?? NaN)),
    flush: average(({ result }) => result.flush?.flush ?? NaN),
  }, { random });
}
