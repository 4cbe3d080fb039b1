/** Self-excitation: how many further liquidations one liquidation sets off. Needs single events. */
import { upperBound } from "../../series/asof.ts";
import { constantBackground } from "../../stats/hawkes-background.ts";
import { hawkes, hawkesGaps } from "../../stats/hawkes.ts";
import { exponentialCdf, kolmogorovSmirnov } from "../../stats/kolmogorov-smirnov.ts";
import { createRandom } from "../../stats/random.ts";
import { spreadTies } from "../../stats/spread-ties.ts";
import type { Columns } from "../../tables/columns.ts";
import { formatTime, HOUR } from "../../tables/time.ts";
import { type Interval, known, type Result, SCHEMA_VERSION } from "../result.ts";

export interface ExcitationOptions {
  /** Window, ms, the end exclusive; by default from the first event to the last. */
  from: number;
  to: number;
  /** The feed shows only some of the events: the branching ratio then comes out too low. */
  throttled: boolean;
  seed: number;
}

export interface Excitation extends Result {
  /** Window that was fitted. */
  from: string | null;
  to: string | null;
  /** Orders after joining fills, and the rows they came from. */
  events: number;
  rows: number;
  /** Times were recorded in whole seconds and spread within them. */
  spread_seconds: boolean;
  throttled: boolean;
  /** Liquidations that nothing set off. */
  background_per_hour: number | null;
  /** Whether the background is constant, by windows: a small p says that it is not. */
  background_p: number | null;
  /** alpha / beta: further liquidations that one sets off; from 1 on it would never end. */
  branching_ratio: number | null;
  /** None where the background changes (background_p < 0.1): that looks like excitation. */
  branching_interval: Interval | null;
  /** What the ratio is at most, at 95%: holds where the background changes, too. */
  branching_at_most: number | null;
  /** Time in which the effect of one fades to half. */
  half_life_seconds: number | null;
  /** Log-likelihood gained over a constant rate. */
  log_likelihood_gain: number | null;
  /** Time-rescaled gaps against Exp(1): a small p says that the model is wrong. */
  residual_d: number | null;
  residual_p: number | null;
  /** Quantiles of the rescaled gaps beside those of Exp(1), for a plot. */
  residual_quantiles: { expected: number; observed: number }[];
  /** The fit ran into the end of the range searched: do not trust it. */
  at_bound: boolean;
  notes: string[];
}

// Standard errors from the likelihood hold for many events only.
const FEWEST_EVENTS = 100;
const EVENTS_PER_WINDOW = 20, MOST_WINDOWS = 48;
// Rather no interval than a wrong one: of 2,000 simulated backgrounds that change by the hour, p
// passes few at this level.
const CHANGING = 0.1;

/**
 * Fits a Hawkes process with exponential kernel to single liquidations of one series.
 *
 * The background is taken as constant, and tested for it: where it rises and falls the ratio comes out
 * too high (simulated clusters of 0.6 give 0.64, and the interval would hold the truth in 58% of
 * cases), so that there only an upper bound is given.
 *
 * Rows at the same millisecond are fills of one order and are joined. Where the clock shows whole
 * seconds only, events are spread within theirs.
 *
 * @param liquidations of one venue and asset, sorted
 * @example excitation(liquidations).branching_ratio
 */
export function excitation(
  liquidations: Pick<Columns<"liquidations">, "time">,
  options: Partial<ExcitationOptions> = {},
): Excitation {
  const { throttled = false, seed = 1 } = options;
  const all = liquidations.time;
  const { from = all[0], to = all[all.length - 1] + 1 } = options;
  const inside = all.filter((time) => time >= from && time < to);
  const seconds = inside.length > 0 && inside.every((time) => time % 1000 === 0);
  const times = seconds
    ? spreadTies(inside, 1000, createRandom(seed))
    : inside.filter((time, i) => i === 0 || time > inside[i - 1]);
  const empty: Excitation = {
    schema_version: SCHEMA_VERSION,
    analysis: "liquidation-wave",
    not_testable: `${times.length} single liquidations; ${FEWEST_EVENTS} are needed`,
    seed,
    from: inside.length > 0 ? formatTime(from) : null,
    to: inside.length > 0 ? formatTime(to) : null,
    events: times.length,
    rows: inside.length,
    spread_seconds: seconds,
    throttled,
    background_per_hour: null,
    background_p: null,
    branching_ratio: null,
    branching_interval: null,
    branching_at_most: null,
    half_life_seconds: null,
    log_likelihood_gain: null,
    residual_d: null,
    residual_p: null,
    residual_quantiles: [],
    at_bound: false,
    notes: notesOf(throttled, seconds, inside.length - times.length),
  };
  if (times.length < FEWEST_EVENTS) return empty;
  // Hours keep the likelihood's numbers near 1.
  const hours = times.map((time) => (time - from) / HOUR);
  const observation = { from: 0, to: Math.max((to - from) / HOUR, hours[hours.length - 1]) };
  const fit = hawkes(hours, observation);
  const gaps = hawkesGaps(hours, fit, 0);
  const residual = kolmogorovSmirnov(gaps, exponentialCdf);
  const windows = Math.min(MOST_WINDOWS, Math.floor(times.length / EVENTS_PER_WINDOW));
  const background_p = constantBackground(hours, fit, observation, windows);
  const changing = background_p < CHANGING;
  const error = fit.standardErrors.branching;
  return {
    ...empty,
    not_testable: null,
    background_per_hour: fit.mu,
    background_p,
    branching_ratio: fit.branching,
    branching_interval: Number.isNaN(error) || changing
      ? null
      : [Math.max(0, fit.branching - 1.96 * error), fit.branching + 1.96 * error],
    branching_at_most: known(fit.branching + 1.645 * error),
    notes: changing ? [...empty.notes, UPPER_BOUND] : empty.notes,
    half_life_seconds: known(Math.LN2 / fit.beta * 3600),
    log_likelihood_gain: fit.logLikelihood - fit.poissonLogLikelihood,
    residual_d: residual.d,
    residual_p: residual.p,
    residual_quantiles: residualQuantiles(gaps),
    at_bound: fit.atBound,
  };
}

const UPPER_BOUND =
  "the background changes within the window, which looks like excitation: the branching ratio is an " +
  "upper bound";

function notesOf(throttled: boolean, seconds: boolean, joined: number): string[] {
  const notes: string[] = [];
  if (throttled) {
    notes.push("the feed is throttled and hides events: the branching ratio is biased down");
  }
  if (seconds) notes.push("times in whole seconds: events were spread within theirs");
  if (joined > 0) notes.push(`${joined} rows at the millisecond of the row before: joined to it`);
  return notes;
}

function residualQuantiles(gaps: Float64Array): { expected: number; observed: number }[] {
  const sorted = gaps.toSorted();
  return Array.from({ length: 99 }, (_, i) => {
    const expected = -Math.log1p(-(i + 1) / 100);
    return { expected, observed: sorted[Math.floor((i + 1) / 100 * sorted.length)] };
  });
}

/**
 * The rate of liquidations that a fit expects at given times: for a chart beside the events.
 *
 * @param times of events, sorted, ms
 * @param at times to show, ms, sorted
 * @returns liquidations per hour
 */
export function fittedRate(
  times: Float64Array,
  { background_per_hour, branching_ratio, half_life_seconds }: Excitation,
  at: Float64Array,
): Float64Array {
  const beta = Math.LN2 * 3600 / (half_life_seconds ?? NaN);
  const alpha = (branching_ratio ?? NaN) * beta;
  let excited = 0, last = 0, next = 0;
  return at.map((time) => {
    const end = upperBound(times, time);
    for (; next < end; next++) {
      excited = excited * Math.exp(-beta * (times[next] - last) / HOUR) + 1;
      last = times[next];
    }
    return (background_per_hour ?? NaN) + alpha * excited * Math.exp(-beta * (time - last) / HOUR);
  });
}
