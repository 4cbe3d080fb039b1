import type { Pressure } from "../analysis/cascades/pressure.ts";
import { onVenues } from "../tables/venue-name.ts";
import { count, fixed } from "../words/numbers.ts";
import type { Answer, Verdict } from "./verdict.ts";

/** Cascades with open interest below which nothing is said about pressure. */
const FEWEST_CASCADES = 20;
/** Below its median, open interest did plainly not stay high. */
const CLEARLY_NOT_HIGH = 50;

/**
 * C8: open interest stayed high, so forced selling pressed prices more.
 *
 * Supported when open interest was at or above its 80th percentile before the cascade and, over at
 * least 20 cascades, price fell further per dollar liquidated when it was high (interval above 0).
 * Contradicted when that interval lies below 0, or open interest was below its median. Not testable
 * without open interest.
 *
 * @example c8(pressure("BTC", cascades, { openInterest, bars }, at)).verdict
 */
export function c8(result: Pressure): Verdict {
  const { event_percentile: percentile, interval, difference, events } = result;
  const verdict: Verdict = {
    claim: "C8",
    statement: "Open interest stayed high, so forced selling pressed prices more",
    verdict: "not testable",
    figure: "no open interest",
    interval: null,
    p: null,
    n: events.length,
    basis: result.basis,
    reason: result.not_testable ?? "no open interest before the event",
    smallest_effect: null,
  };
  if (result.not_testable || percentile === null) return verdict;
  const enough = events.length >= FEWEST_CASCADES && interval !== null;
  const high = percentile >= result.high_from;
  const answer: Answer = high && enough && interval[0] > 0
    ? "supported"
    : percentile < CLEARLY_NOT_HIGH || (enough && interval[1] < 0)
    ? "contradicted"
    : "inconclusive";
  const pressed = difference !== null && interval !== null
    ? `price fell ${fixed(Math.abs(difference), 2)} points ${
      difference < 0 ? "less" : "further"
    } (further by ${fixed(interval[0], 2)} to ${
      fixed(interval[1], 2)
    }) per $100M when it was high, over ${count(events.length, "cascade")} of longs`
    : `${count(result.high, "cascade")} of longs with high and ${
      fixed(result.other)
    } with other open interest ` +
      "are too few to compare";
  const caution = result.basis === "estimated"
    ? "; estimated dollars come from the same price moves, which weakens the comparison"
    : "";
  return {
    ...verdict,
    verdict: answer,
    figure: `${result.asset} open interest${
      result.venue ? ` ${onVenues([result.venue])}` : ""
    } before at percentile ${fixed(percentile)} of 180 days`,
    interval,
    reason: `${
      high ? "open interest was high" : "open interest was not high"
    }; ${pressed}${caution}`,
    smallest_effect: answer === "inconclusive" && interval !== null
      ? `${fixed((interval[1] - interval[0]) / 2, 2)} points per $100M`
      : null,
  };
}
