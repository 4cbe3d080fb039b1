import type { MacroCalendar } from "../analysis/cascades/macro-calendar.ts";
import { fixed, probability } from "../words/numbers.ts";
import type { Answer, Verdict } from "./verdict.ts";

/**
 * C12: technical and macroeconomic causes met at the same time.
 *
 * Supported when more cascades come within 12 hours of a calendar event than under circular shifts of
 * the calendar (p < 0.05); contradicted when fewer do (p < 0.05); not testable with fewer than 10
 * cascades or events.
 *
 * @example c12(macroCalendar(cascades, FED_DECISIONS, { from, to })).verdict
 */
export function c12(result: MacroCalendar): Verdict {
  const { near, expected, usual, p_more, p_fewer } = result;
  const verdict: Verdict = {
    claim: "C12",
    statement: "Cascades come at the time of macroeconomic events",
    verdict: "not testable",
    figure:
      `${fixed(near)} of ${fixed(result.cascades)} cascades within ${result.within_hours} h ` +
      `of one of ${fixed(result.events)} events`,
    interval: null,
    p: p_more,
    n: result.cascades,
    basis: result.basis,
    reason: result.not_testable ?? "",
    smallest_effect: null,
  };
  if (expected === null || usual === null || p_more === null || p_fewer === null) return verdict;
  const answer: Answer = p_more < 0.05
    ? "supported"
    : p_fewer < 0.05
    ? "contradicted"
    : "inconclusive";
  return {
    ...verdict,
    verdict: answer,
    reason: `${fixed(expected, 1)} would come so near by chance (${usual[0]} to ${
      usual[1]
    } in nine of ten shifted calendars): ${probability(p_more)}`,
    smallest_effect: answer === "inconclusive" ? `${usual[1] + 1} cascades near events` : null,
  };
}
