import type { FundingEventStudy } from "../analysis/funding/funding-event-study.ts";
import type { FundingResetResult } from "../analysis/funding/funding-reset.ts";
import { dateTime } from "../words/dates.ts";
import { change, count, probability, significant } from "../words/numbers.ts";
import type { Answer, Verdict } from "./verdict.ts";

const FEWEST_EVENTS = 3;
const ENOUGH_EVENTS = 8;

/**
 * C9: the cascade reset funding rates and removed excess leverage.
 *
 * Funding comes back by itself, so one event says nothing. Supported when over at least 8 events with
 * long crowding the reset comes sooner than at times of like excess without a cascade (p < 0.05, one
 * sided, by shifting all events together); contradicted when it comes later at the same strength; not testable with
 * fewer than 3 such events.
 *
 * @param event the event that the report is about, whose own outcome stands in the figure
 * @example c9(study, "reported", fundingReset({ funding }, { at, cascades })).verdict
 */
export function c9(study: FundingEventStudy, basis: string, event?: FundingResetResult): Verdict {
  const { long } = study;
  const own = event && outcomeOf(event);
  const verdict: Verdict = {
    claim: "C9",
    statement: "The cascade reset funding rates and removed excess leverage",
    verdict: "not testable",
    figure: own ?? "no figure",
    interval: null,
    p: null,
    n: long.events,
    basis,
    reason: study.not_testable ?? "",
    smallest_effect: null,
  };
  if (study.not_testable !== null) return verdict;
  const { difference_hours, median_hours, placebo_median_hours, p_sooner, p_later } = long;
  if (
    long.events < FEWEST_EVENTS || median_hours === null || placebo_median_hours === null ||
    p_sooner === null || p_later === null
  ) {
    return {
      ...verdict,
      reason: `${count(long.events, "event")} with long crowding and something to compare with, ` +
        `of ${study.events}; at least ${FEWEST_EVENTS} are needed`,
    };
  }
  const enough = long.events >= ENOUGH_EVENTS;
  const answer: Answer = enough && p_sooner < 0.05
    ? "supported"
    : enough && p_later < 0.05
    ? "contradicted"
    : "inconclusive";
  const needed = enough
    ? ""
    : ` ${ENOUGH_EVENTS} events are needed for an answer, and there are ${long.events}`;
  return {
    ...verdict,
    verdict: answer,
    figure: `${own ? `${own}; ` : ""}over ${count(long.events, "event")} with long crowding ` +
      `funding was back after ${hours(median_hours)} (median), without a cascade after ${
        hours(placebo_median_hours)
      }`,
    interval: long.difference_interval,
    p: answer === "contradicted" ? p_later : p_sooner,
    reason: `sooner than at times of like excess: ${probability(p_sooner)}; later: ${
      probability(p_later)
    }${needed && `;${needed}`}${
      difference_hours === null ? "" : `; the interval is that of the difference in hours`
    }`,
    smallest_effect: answer === "inconclusive" && long.smallest_effect_hours !== null
      ? `a median ${hours(long.smallest_effect_hours)} sooner than without a cascade`
      : null,
  };
}

function hours(value: number): string {
  return `${significant(value, 3)} h`;
}

/** One event in words. */
function outcomeOf(event: FundingResetResult): string {
  const { crowding, outcome, time_to_reset_hours, flush } = event;
  const time = `${dateTime(Date.parse(event.at))} UTC`;
  const leverage = flush ? `, open interest ${change(flush.flush)}` : "";
  if (outcome === null) return `${time}: not testable${leverage}`;
  if (outcome === "nothing to reset") return `${time}: nothing to reset${leverage}`;
  const after = time_to_reset_hours === null ? "" : ` after ${hours(time_to_reset_hours)}`;
  return `${time}: ${crowding} crowding, ${outcome}${after}${leverage}`;
}
