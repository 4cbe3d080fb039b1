/** Funding reset: what funding did after an event, beside what it does without one. */
import { lowerBound, upperBound } from "../../series/asof.ts";
import { createRandom } from "../../stats/random.ts";
import type { Columns } from "../../tables/columns.ts";
import { DAY, formatTime, HOUR } from "../../tables/time.ts";
import { type DailyMarket, dailyMarket } from "../market/daily-market.ts";
import {
  type Crowding,
  type Excess,
  type ExcessFinder,
  excessFinder,
  RESET_RULES,
  type ResetRules,
  timeToReset,
} from "./funding-excess.ts";
import { fundingHalfLife, type HalfLife } from "./funding-half-life.ts";
import {
  type Placebo,
  PLACEBO_RULES,
  placeboPercentile,
  type PlaceboRules,
  placebosOf,
} from "./funding-placebo.ts";
import { type FundingRates, fundingRates } from "../market/funding-rates.ts";
import { type LeverageAround, leverageAround } from "./leverage-around.ts";
import { type BaseReadings, type Flush, flushPercentile, openInterestFlush } from "./oi-flush.ts";
import { baseOpenInterest } from "../market/open-interest.ts";
import { known, type Result, SCHEMA_VERSION } from "../result.ts";

/** Funding of one series, and what else is known of its market. */
export interface FundingResetInputs {
  funding: Columns<"funding">;
  /** What is known of it beside its rows, such as intervals that were inferred. */
  fundingNotes?: readonly string[];
  /** Bars of the same market, and the length of one, ms: for leverage, and for open interest in USD. */
  bars?: Columns<"candles">;
  step?: number;
  openInterest?: Columns<"open_interest">;
  /**
   * Of the venue that the bars are of, for leverage; `openInterest` unless told, null where that venue
   * has none.
   */
  venueOpenInterest?: Columns<"open_interest"> | null;
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

export interface FundingResetResult extends Result, HalfLife, LeverageAround {
  analysis: "funding-reset";
  at: string;
  neutral: number | null;
  e0: number | null;
  noise: number | null;
  crowding: Crowding | null;
  outcome: ResetOutcome | null;
  time_to_reset_hours: number | null;
  /** Null, as the percentile, where hardly any time was alike: see the notes. */
  placebo_reset_rate: number | null;
  /** Where the event's time lies among theirs, in percent: low is sooner. Ties count half. */
  placebo_percentile: number | null;
  placebo: Placebo | null;
  path: FundingPoint[];
  flush: Flush | null;
  /** Why there is no flush, or null. */
  flush_not_testable: string | null;
  /** Share, in percent, of days away from cascades on which open interest fell as far; and days. */
  flush_percentile: number | null;
  flush_placebo_days: number;
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
  return resetOf(preparedMarket(inputs, resetRules(options)), options);
}

/** The rules of an analysis: the defaults, and what its options change. */
export function resetRules(
  { rules }: Pick<FundingResetOptions, "rules">,
): ResetRules & PlaceboRules {
  return { ...RESET_RULES, ...PLACEBO_RULES, ...rules };
}

/** A market made ready for many events. */
export interface PreparedMarket extends FundingResetInputs {
  rates: FundingRates;
  excessAt: ExcessFinder;
  market?: DailyMarket;
  readings: BaseReadings;
  /** Of the venue of the bars. */
  venueReadings: BaseReadings;
}

/** What all events of a market share, worked out once. */
export function preparedMarket(inputs: FundingResetInputs, rules: ResetRules): PreparedMarket {
  const { bars, step, funding, fundingNotes = [] } = inputs;
  const { openInterest, venueOpenInterest = openInterest } = inputs;
  const read = (rows: Columns<"open_interest"> | null | undefined): BaseReadings => ({
    time: rows?.time ?? new Float64Array(0),
    base: rows ? baseOpenInterest(rows, bars) : new Float64Array(0),
  });
  const told = fundingRates(funding);
  const rates = { ...told, notes: [...fundingNotes, ...told.notes] };
  return {
    ...inputs,
    rates,
    excessAt: excessFinder(rates, rules),
    market: bars && step ? dailyMarket(bars, step) : undefined,
    readings: read(openInterest),
    venueReadings: read(venueOpenInterest),
  };
}

/** `fundingReset` of a market that is ready. */
export function resetOf(
  prepared: PreparedMarket,
  options: FundingResetOptions,
): FundingResetResult {
  const { at, cascades = [], seed = 1, resamples } = options;
  const rules = resetRules(options);
  const { rates, excessAt } = prepared;
  const excess = excessAt(at);
  const told = typeof excess === "string" ? null : excess;
  const notes = [...rates.notes];
  const outcome = told && judge(rates, at, told, rules, notes);
  const placebo = outcome && outcome.outcome !== "nothing to reset" && told
    ? placebosOf(rates, excessAt, at, cascades, told.e0, rules)
    : null;
  const { readings, venueReadings, market } = prepared;
  const compared = placebo !== null && placebo.n >= rules.fewest;
  if (placebo?.widened) {
    const within = 100 * placebo.tolerance;
    notes.push(
      `few placebos: those with an excess within ${within}% of the event's are ${placebo.n}` +
        (compared ? "" : `; ${rules.fewest} are needed to compare it with them`),
    );
  }
  const flush = openInterestFlush(at, readings, rules.horizon_days);
  const usual = typeof flush === "string"
    ? { percentile: null, days: 0 }
    : flushPercentile(at, readings, flush.flush, [at, ...cascades], rules.away_days);
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
    placebo_reset_rate: compared ? known(placebo.reset / placebo.n) : null,
    placebo_percentile: compared && outcome && !Number.isNaN(outcome.hours)
      ? known(placeboPercentile(placebo.times.map(({ hours }) => hours ?? Infinity), outcome.hours))
      : null,
    ...fundingHalfLife(rates, at, rules.horizon_days, { random, resamples }),
    placebo,
    path: pathAround(rates, at, told, rules),
    flush: typeof flush === "string" ? null : flush,
    ...(market
      ? leverageAround(at, venueReadings, market)
      : { leverage_before: null, leverage_after: null }),
    flush_not_testable: typeof flush === "string" ? flush : null,
    flush_percentile: usual.percentile,
    flush_placebo_days: usual.days,
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
  if (gap >= 1) {
    notes.push(`funding is missing for ${Math.round(gap)} hours around or after the event`);
  }
  if (excess.crowding === "none") return { outcome: "nothing to reset", hours: NaN };
  const outcome = Number.isNaN(hours) ? "unknown" : hours < Infinity ? "reset" : "not reset";
  return { outcome, hours };
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
