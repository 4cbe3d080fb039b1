import type { RejectionResult } from "../analysis/resistance/resistance-rejections.ts";
import { compareZones } from "../analysis/resistance/zone-comparison.ts";
import { count, fixed, percent, priceRange, probability } from "../words/numbers.ts";
import type { Answer, Verdict } from "./verdict.ts";

/**
 * C5: the market failed at this resistance: repeated rejections.
 *
 * Supported with at least 5 visits and p < 0.05 against random zones of the same width, adjusted
 * over all zones tested; contradicted when the zone turned price back less often than 95% of the
 * random zones (adjusted alike); not testable with fewer than 3 visits. At random zones of random
 * walks 4.8% of 2,143 verdicts said supported.
 *
 * @param results one result per zone; the verdict is about the first
 * @param chosenAfterwards the zone was named after the fact: p describes, it does not predict
 * @example c5([result], "reported", { chosenAfterwards: true }).verdict
 */
export function c5(
  results: readonly RejectionResult[],
  basis: string,
  options: { chosenAfterwards: boolean },
): Verdict {
  const result = results[0];
  const { summary, controls } = result;
  const verdict: Verdict = {
    claim: "C5",
    statement: `Price ${result.direction === "support" ? "held" : "failed"} at ${
      priceRange(result.zone)
    }: repeated rejections`,
    verdict: "not testable",
    figure: `${count(summary.rejections, "rejection")} and ${
      count(summary.breakouts, "breakout")
    } in ${count(summary.visits, "visit")}`,
    interval: summary.rejection_rate_interval,
    p: null,
    n: summary.visits,
    basis,
    reason: "",
    smallest_effect: null,
  };
  if (result.not_testable) return { ...verdict, reason: result.not_testable };
  if (summary.visits < 3) {
    return { ...verdict, reason: `${count(summary.visits, "visit")}; at least 3 are needed` };
  }
  if (controls === null || controls.p === null || summary.rejection_rate === null) {
    return { ...verdict, reason: whyNoControls(result) };
  }
  const observed = summary.rejection_rate;
  const { standing, p, tested } = standingOf(results);
  const answer: Answer = standing === "special"
    ? "supported"
    : standing === "worse"
    ? "contradicted"
    : "inconclusive";
  const q95 = controls.all.quantiles?.[4] ?? 1;
  return {
    ...verdict,
    verdict: answer,
    p,
    reason: `${percent(observed, 0)} of the resolved visits were rejections, against ${
      percent(controls.all.mean ?? 0, 0)
    } at ${fixed(controls.used)} random zones of this width: ${probability(p)}${
      tested > 1 ? ` adjusted over ${tested} zones` : ""
    }${options.chosenAfterwards ? "; the zone was chosen afterwards, so p is descriptive" : ""}`,
    smallest_effect: answer === "inconclusive"
      ? q95 < 0.995
        ? `a rate above ${percent(q95, 0)}, the 95% quantile of the random zones`
        : "no rate: the 95% quantile of the random zones is 100%"
      : null,
  };
}

/** How the first of some zones stands among random zones of its width. */
export interface Standing {
  /** Turns price back more often than 95% of random zones, less often, or like any of them. */
  standing: "special" | "worse" | "like any";
  /** Adjusted over the zones tested. */
  p: number;
  tested: number;
}

/** Visits below which a rate is too coarse to stand out. */
const FEWEST_VISITS = 5;

/** The rule of C5 for the first of some zones that has a p-value. */
export function standingOf(results: readonly RejectionResult[]): Standing {
  const { summary, controls, direction } = results[0];
  const family = compareZones(results).filter((row) => row.direction === direction);
  const tested = family.filter((row) => row.p !== null).length;
  const p = family[0].p_adjusted ?? 1;
  // The rates are discrete: "less often" counts controls at or below the observed rate.
  const atOrBelow = controls!.rates.filter((rate) => rate <= summary.rejection_rate!).length;
  const pLess = Math.min(1, (1 + atOrBelow) / (1 + controls!.used) * tested);
  const enough = summary.visits >= FEWEST_VISITS;
  return {
    standing: enough && p < 0.05 ? "special" : enough && pLess < 0.05 ? "worse" : "like any",
    p,
    tested,
  };
}

/** Why a zone that was visited stands beside no random zones. */
export function whyNoControls({ controls, summary }: RejectionResult): string {
  if (summary.rejection_rate === null) return "no visit was resolved";
  return controls?.drawn === 0
    ? "no other zone of this width fits between the window's lowest and highest price"
    : "no random zone of this width was visited often enough to compare with";
}
