import type { Concentration } from "../analysis/wave/concentration.ts";
import { count, fixed, percent } from "../words/numbers.ts";
import { rarity } from "./rarity.ts";
import type { Answer, Verdict } from "./verdict.ts";

/**
 * C2: losses were concentrated in the majors.
 *
 * Supported when BTC's and ETH's share of liquidations exceeds their share of volume over the 30 days
 * before, by more than on 95% of the days in the 180 before; contradicted when it falls short of it,
 * by more than on 95% of those days; not testable with fewer than 20 assets or too few days before.
 *
 * @example c2(concentration(assets, "estimated", { from, to })).verdict
 */
export function c2(result: Concentration): Verdict {
  const { excess, percentile } = result;
  const majors = result.majors.join(" and ");
  const verdict: Verdict = {
    claim: "C2",
    statement: `Losses were concentrated in the majors, ${majors}`,
    verdict: "not testable",
    figure: result.liquidation_share === null
      ? "no shares"
      : `${percent(result.liquidation_share)} of liquidations against ${
        percent(result.volume_share ?? 0)
      } of volume, over ${count(result.assets, "asset")}`,
    interval: null,
    p: null,
    n: result.windows,
    basis: result.basis,
    reason: result.not_testable ?? "",
    smallest_effect: null,
  };
  if (result.not_testable || excess === null || percentile === null) return verdict;
  const [low, high] = rarity(percentile, result.windows);
  const answer: Answer = excess > 0 && high <= 0.05
    ? "supported"
    : excess < 0 && low <= 0.05
    ? "contradicted"
    : "inconclusive";
  return {
    ...verdict,
    verdict: answer,
    p: high,
    reason: `the difference of ${points(excess)} is at or above that of ${
      fixed(percentile)
    }% of the ${fixed(result.windows)} windows before`,
    smallest_effect: answer === "inconclusive"
      ? `a difference above ${points(Math.max(0, result.usual_excess ?? 0))}`
      : null,
  };
}

const points = (share: number) => `${fixed(share * 100, 1)} percentage points`;
