import {
  BUILT_UP,
  type Measure,
  type MeasureName,
  MEASURES,
  type WaitingResult,
} from "../analysis/resistance/waiting.ts";
import { dateTime } from "../words/dates.ts";
import { count, fixed, priceRange, significant } from "../words/numbers.ts";
import type { Answer, Verdict } from "./verdict.ts";

const WORDS: Record<MeasureName, string> = {
  open_interest: "open interest added",
  taker_buying: "net taker buying",
  ladder_longs: "longs still open (estimated)",
};

/** Measures that a verdict needs, and that must agree. */
const NEEDED = 2;

/**
 * C4: long positions had built up at this zone during the week before.
 *
 * Judged at the visit that counts for the event: the last one that started before it, else the
 * first. Supported when at least two of the three measures (open interest added and taker buying
 * while price was inside the zone, and the leverage ladder's longs entered there) stand at or above
 * their 90th percentile among other times; contradicted when at least two stand at or below their
 * 10th; not testable with fewer than two measures. On simulated markets without any build-up 4.3% of
 * 4,090 verdicts said supported.
 *
 * @param asset in which the measures are given, as `BTC`
 * @param basis of the bars; the ladder's longs are estimated whatever it is
 * @example c4(waitingAtVisits(inputs, result, at), "BTC", "reported").verdict
 */
export function c4(result: WaitingResult, asset: string, basis: string): Verdict {
  const { counted } = result;
  const verdict: Verdict = {
    claim: "C4",
    statement: `Long positions had built up at ${priceRange(result.zone)} during the week before`,
    verdict: "not testable",
    figure: "no visit",
    interval: null,
    p: null,
    n: null,
    basis: basis === "reported" ? "reported, longs by the ladder estimated" : basis,
    reason: result.not_testable ?? "",
    smallest_effect: null,
  };
  if (result.not_testable || counted === null) return verdict;
  const waiting = result.visits[counted];
  const known = MEASURES.filter((name) => waiting[name].percentile !== null);
  const missing = MEASURES.filter((name) => waiting[name].percentile === null);
  const gaps = missing.length
    ? `; no data on ${missing.map((name) => WORDS[name]).join(" and ")}`
    : "";
  const figure = known.map((name) => WORDS[name] + measured(waiting[name], asset)).join("; ");
  if (known.length < NEEDED) {
    return {
      ...verdict,
      figure: figure || "no measure",
      n: known.length,
      reason: `${
        count(known.length, "measure")
      } of who was waiting; at least two are needed${gaps}`,
    };
  }
  const high = known.filter((name) => waiting[name].percentile! >= BUILT_UP).length;
  const low = known.filter((name) => waiting[name].percentile! <= 100 - BUILT_UP).length;
  const answer: Answer = high >= NEEDED
    ? "supported"
    : low >= NEEDED
    ? "contradicted"
    : "inconclusive";
  const when = Date.parse(waiting.at) < Date.parse(result.at)
    ? "the last before the event"
    : "the first, none came before the event";
  return {
    ...verdict,
    verdict: answer,
    figure,
    n: known.length,
    reason: `at the visit of ${dateTime(Date.parse(waiting.at))} UTC (${when}) ${high} of ${
      count(known.length, "measure")
    } stood at or above the 90th percentile of the half year before${gaps}`,
    smallest_effect: answer === "inconclusive"
      ? `${
        known.map((name) => `${WORDS[name]} above ${amount(waiting[name].built_up_from!)}`)
          .join(", ")
      } ${asset}`
      : null,
  };
}

function measured({ value, percentile }: Measure, asset: string): string {
  return ` ${amount(value!)} ${asset} (percentile ${fixed(percentile!)})`;
}

/** Three digits at most, with a sign and thousands separators: "+12,300". */
function amount(value: number): string {
  return (value > 0 ? "+" : "") + significant(value, 3);
}
