/** Funding reset: what funding did after an event, beside what it does without one. */
import { lowerBound, upperBound } from "../series/asof.ts";
import { wilson } from "../stats/proportion.ts";
import { median } from "../stats/quantile.ts";
import { createRandom } from "../stats/random.ts";
import type { Columns } from "../tables/columns.ts";
import { DAY, formatTime, HOUR } from "../tables/time.ts";
import { type DailyMarket, dailyMarket } from "./daily-market.ts";
import {
  type Crowding,
  type Excess,
  excessBefore,
  RESET_RULES,
  type ResetRules,
  timeToReset,
} from "./funding-excess.ts";
import { fundingHalfLife, type HalfLife } from "./funding-half-life.ts";
import {
  type Candidate,
  matchPlacebos,
  PLACEBO_RULES,
  placeboCandidates,
  placeboPercentile,
  type PlaceboRules,
} from "./funding-placebo.ts";
import { type FundingRates, fundingRates } from "./funding-rates.ts";
import { type Flush, openInterestFlush } from "./oi-flush.ts";
import { episodesOf } from "./optimism.ts";
import { type Interval, known, type Result, SCHEMA_VERSION } from "./result.ts";

/** Funding of one series, and what else is known of its market. */
export interface FundingResetInputs {
  funding: Columns<"funding">;
  /** Bars of the same market, and the length of one, ms: for leverage, and for open interest in USD. */
  bars?: Columns<"candles">;
  step?: number;
  openInterest?: Columns<"open_interest">;
}

export interface FundingResetOptions {
  /** The event: a cascade's peak, or any time, ms. */
  at: number;
  /** Times of all cascades, ms: placebos keep away from them. */
  cascades?: readonly number[];
  seed?: number;
  resamples?: number;
  rules?: Partial<ResetRules & PlaceboRules>;
}

/** How an event came out. `unknown`: funding is missing where it would tell. */
export type ResetOutcome = "nothing to reset" | "reset" | "not reset" | "unknown";

/** Times that were no cascade, matched by excess. */
export interface Placebo {
  n: number;
  /** Largest difference of their e0 from the event's, as a share of it; and whether it was widened. */
  tolerance: number;
  widened: boolean;
  /** Runs of matched days more than 7 days apart: neighbouring days are nearly one observation. */
  episodes: number;
  reset: number;
  /** Of the reset rate: Wilson, as if there were one observation an episode. */
  reset_rate_interval: Interval;
  /** Null where half of them or more never reset. */
  median_hours: number | null;
  /** Of each its own neutral, and its hours to reset, null where it did not. */
  times: { at: string; neutral: number; hours: number | null }[];
}

/** One settlement around the event, in 8-hour terms. */
export interface FundingPoint {
  time: string;
  /** From the event. */
  hours: number;
  rate_8h: number;
  /** Simple, a year. */
  rate_yearly: number;
  excess: number | null;
}

export interface FundingResetResult extends Result, HalfLife {
  analysis: "funding-reset";
  at: string;
  neutral: number | null;
  e0: number | null;
  noise: number | null;
  crowding: Crowding | null;
  outcome: ResetOutcome | null;
  time_to_reset_hours: number | null;
  placebo_reset_rate: number | null;
  /** Where the event's time lies among theirs, in percent: low is sooner. Ties count half. */
  placebo_percentile: number | null;
  placebo: Placebo | null;
  path: FundingPoint[];
  flush: Flush | null;
  /** Why there is no flush, or null. */
  flush_not_testable: string | null;
  notes: string[];
}

/**
 * Whether an event reset funding: what excess there was before it, whether and when it went, and how
 * that compares with times of like excess at which nothing happened. Funding comes back by itself,
 * so an outcome alone says nothing about the event.
 *
 * @example
 * fundingReset({ funding }, { at: parseTime("2025-10-10T21:20"), cascades }).outcome // "reset"
 */
export function fundingReset(
  inputs: FundingResetInputs,
  options: FundingResetOptions,
): FundingResetResult {
  return resetOf(preparedMarket(inputs), options);
}

/** A market made ready for many events. */
export interface PreparedMarket extends FundingResetInputs {
  rates: FundingRates;
  market?: DailyMarket;
}

/** What all events of a market share, worked out once. */
export function preparedMarket(inputs: FundingResetInputs): PreparedMarket {
  const { bars, step, funding } = inputs;
  const market = bars && step ? dailyMarket(bars, step) : undefined;
  return { ...inputs, rates: fundingRates(funding), market };
}

/** `fundingReset` of a market that is ready. */
export function resetOf(
  prepared: PreparedMarket,
  options: FundingResetOptions,
): FundingResetResult {
  const { at, cascades = [], seed = 1, resamples } = options;
  const rules = { ...RESET_RULES, ...PLACEBO_RULES, ...options.rules };
  const { rates } = prepared;
  const excess = excessBefore(rates, at, rules);
  const told = typeof excess === "string" ? null : excess;
  const notes = [...rates.notes];
  const outcome = told && judge(rates, at, told, rules, notes);
  const placebo = outcome && outcome.outcome !== "nothing to reset" && told
    ? besidePlacebos(placebosAt(rates, at, cascades, told.e0, rules), rules, notes)
    : null;
  const flush = openInterestFlush(at, prepared, rules.horizon_days);
  const random = createRandom(seed).split("half-life");
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "funding-reset",
    not_testable: typeof excess === "string" ? excess : null,
    seed,
    at: formatTime(at),
    neutral: told && told.neutral,
    e0: told && told.e0,
    noise: told && told.noise,
    crowding: told && told.crowding,
    outcome: outcome && outcome.outcome,
    time_to_reset_hours: outcome && known(outcome.hours),
    placebo_reset_rate: placebo && known(placebo.reset / placebo.n),
    placebo_percentile: placebo && outcome && !Number.isNaN(outcome.hours)
      ? known(placeboPercentile(placebo.times.map(({ hours }) => hours ?? Infinity), outcome.hours))
      : null,
    ...fundingHalfLife(rates, at, rules.horizon_days, { random, resamples }),
    placebo,
    path: pathAround(rates, at, told, rules),
    flush: typeof flush === "string" ? null : flush,
    flush_not_testable: typeof flush === "string" ? flush : null,
    notes,
  };
}

/** The outcome of an event, and its hours to reset: Infinity without a reset, NaN where unknown. */
export function judge(
  rates: FundingRates,
  at: number,
  excess: Excess,
  rules: ResetRules,
  notes: string[] = [],
): { outcome: ResetOutcome; hours: number } {
  const { hours, longest_gap_hours: gap } = timeToReset(rates, at, excess, rules);
  if (gap >= 1) notes.push(`funding is missing for ${Math.round(gap)} hours after the event`);
  if (excess.crowding === "none") return { outcome: "nothing to reset", hours: NaN };
  const outcome = Number.isNaN(hours) ? "unknown" : hours < Infinity ? "reset" : "not reset";
  return { outcome, hours };
}

/** Times like the event at which nothing happened. */
function placebosAt(
  rates: FundingRates,
  at: number,
  cascades: readonly number[],
  e0: number,
  rules: ResetRules & PlaceboRules,
) {
  const away = [at, ...cascades];
  const candidates = placeboCandidates(rates, at, away, rules, rules.away_days);
  return matchPlacebos(candidates, e0, rules);
}

function besidePlacebos(
  { matched, tolerance }: { matched: Candidate[]; tolerance: number },
  rules: PlaceboRules,
  notes: string[],
): Placebo {
  const n = matched.length;
  const widened = tolerance > rules.tolerance;
  if (widened) {
    notes.push(
      `few placebos: those with an excess within ${100 * tolerance}% of the event's are ${n}`,
    );
  }
  const hours = matched.map((placebo) => placebo.hours);
  const reset = hours.filter((value) => value < Infinity).length;
  const days = matched.map(({ time }) => Math.round(time / DAY));
  const episodes = episodesOf(days, rules.away_days).length;
  return {
    n,
    tolerance,
    widened,
    episodes,
    reset,
    reset_rate_interval: wilson(n ? episodes * reset / n : 0, episodes),
    median_hours: known(median(hours)),
    times: matched.map(({ time, excess, hours }) => ({
      at: formatTime(time),
      neutral: excess.neutral,
      hours: known(hours),
    })),
  };
}

function pathAround(
  rates: FundingRates,
  at: number,
  excess: Excess | null,
  rules: ResetRules,
): FundingPoint[] {
  const first = lowerBound(rates.time, at - rules.before_days * DAY);
  const end = upperBound(rates.time, at + rules.horizon_days * DAY);
  const points: FundingPoint[] = [];
  for (let i = first; i < end; i++) {
    points.push({
      time: formatTime(rates.time[i]),
      hours: (rates.time[i] - at) / HOUR,
      rate_8h: rates.rate_8h[i],
      rate_yearly: rates.rate_8h[i] * 8760 / 8,
      excess: excess && rates.rate_8h[i] - excess.neutral,
    });
  }
  return points;
}
