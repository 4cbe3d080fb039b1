import type { Unwind } from "../analysis/cascades/unwind.ts";
import { onVenues } from "../tables/venue-name.ts";
import { dateTime } from "../words/dates.ts";
import { change, fixed, listed } from "../words/numbers.ts";
import { rarity } from "./rarity.ts";
import type { Answer, Verdict } from "./verdict.ts";

/**
 * C3: open interest unwound rapidly.
 *
 * Supported when open interest in the base asset fell by more than in 95% of the windows of that
 * length in the 180 days before; contradicted when it rose by more than in 95% of them; not testable
 * without open interest through the event or with too few windows before it.
 *
 * @param basis of the open interest
 * @example c3(unwind(assets, { from, to }), "reported").verdict
 */
export function c3(result: Unwind, basis: string): Verdict {
  const { percentile, usual } = result;
  const verdict: Verdict = {
    claim: "C3",
    statement: "Open interest unwound rapidly",
    verdict: "not testable",
    figure: result.change === null
      ? "no open interest"
      : `open interest of ${listed(result.by_asset.map(({ asset }) => asset))} ${
        result.venues.length > 0 ? `${onVenues(result.venues)} ` : ""
      }${change(result.change)} in base asset from ${dateTime(Date.parse(result.from))} to ${
        dateTime(Date.parse(result.to))
      } UTC`,
    interval: null,
    p: null,
    n: result.windows,
    basis,
    reason: result.not_testable ?? "",
    smallest_effect: null,
  };
  if (result.not_testable || result.change === null || percentile === null || usual === null) {
    return verdict;
  }
  const [low, high] = rarity(percentile, result.windows);
  const answer: Answer = result.change < 0 && low <= 0.05
    ? "supported"
    : result.change > 0 && high <= 0.05
    ? "contradicted"
    : "inconclusive";
  return {
    ...verdict,
    verdict: answer,
    p: low,
    reason:
      `it fell as far or further in ${fixed(percentile, 1)}% of the ${fixed(result.windows)} ` +
      `windows of this length before (${fixed(result.independent_windows)} that do not overlap)`,
    smallest_effect: answer === "inconclusive" ? `a fall beyond ${change(usual[0])}` : null,
  };
}
