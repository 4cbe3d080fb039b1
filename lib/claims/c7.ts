import type { VolumeDropResult } from "../analysis/volume/volume-drops.ts";
import { benjaminiHochberg } from "../stats/adjust.ts";
import { date } from "../words/dates.ts";
import { change, count, fixed, percent, probability, usd } from "../words/numbers.ts";
import type { Answer, Verdict } from "./verdict.ts";

/**
 * C7: trading volume had fallen below the level that goes with optimism among traders.
 *
 * Supported when the drop's interval lies wholly below 0 and at most 10% of the weeks of optimism were
 * as quiet. Those two alone would also be met by 6 to 13% of ordinary weeks of simulated markets with
 * 4 to 10 episodes of optimism: few episodes tell the level better than the spread about it. So the
 * chance that a week of optimism is as quiet must also be under 5% (adjusted over all series tested),
 * which leaves 2% of them (tests/long/volume-level_test.ts). Contradicted by the mirror image; not testable with too few days or
 * episodes of optimism or a broken baseline.
 *
 * Every series is judged on its own, with its chance adjusted for all that were tested beside it: one
 * quiet market among many is what chance gives.
 *
 * @param results one result per series; the verdict is about the first
 * @example c7([btc, eth, sol], "reported").verdict
 */
export function c7(results: readonly VolumeDropResult[], basis: string): Verdict {
  return judge(results[0], results, basis);
}

/**
 * The verdict on each market by itself: the first carries the claim's own id, the others name their
 * asset behind it.
 *
 * @example c7ByMarket([{ asset: "BTC", result }, { asset: "ETH", result: other }], "reported")[1].claim // "C7 ETH"
 */
export function c7ByMarket(
  markets: readonly { asset: string; result: VolumeDropResult }[],
  basis: string,
): Verdict[] {
  const results = markets.map(({ result }) => result);
  return markets.map(({ asset, result }, i) => ({
    ...judge(result, results, basis),
    claim: i === 0 ? "C7" : `C7 ${asset}`,
    statement: `${asset} trading volume had fallen below the level that goes with optimism among ` +
      "traders",
  }));
}

function judge(
  result: VolumeDropResult,
  results: readonly VolumeDropResult[],
  basis: string,
): Verdict {
  const verdict: Verdict = {
    claim: "C7",
    statement: "Trading volume had fallen below the level that goes with optimism among traders",
    verdict: "not testable",
    figure: "no figure",
    interval: null,
    p: null,
    n: result.episodes,
    basis,
    reason: result.not_testable ?? "",
    smallest_effect: null,
  };
  const { drop, drop_interval, percentile_in_optimism: rank, week_p, level, recent } = result;
  if (
    result.not_testable !== null || drop === null || drop_interval === null || rank === null ||
    week_p === null
  ) return verdict;
  const others = results.filter((other) => other.week_p !== null);
  const tested = others.map((other) => other.week_p ?? NaN);
  const own = others.indexOf(result);
  const p = benjaminiHochberg(tested)[own];
  const pAbove = benjaminiHochberg(tested.map((value) => 1 - value))[own];
  const answer: Answer = drop_interval[1] < 0 && rank <= 10 && p < 0.05
    ? "supported"
    : drop_interval[0] > 0 && rank >= 90 && pAbove < 0.05
    ? "contradicted"
    : "inconclusive";
  const adjusted = tested.length > 1 ? ` adjusted over ${tested.length} series` : "";
  return {
    ...verdict,
    verdict: answer,
    figure: `${change(drop)} (${change(drop_interval[0])} to ${change(drop_interval[1])}): ${
      usd(recent ?? 0)
    } a day in the week up to ${date(Date.parse(result.at))}, against ${
      usd(level ?? 0)
    } in optimism${
      result.below_since ? `; below it every day since ${date(Date.parse(result.below_since))}` : ""
    }`,
    interval: drop_interval,
    p: answer === "contradicted" ? pAbove : p,
    reason: `${percent(rank / 100, 0)} of ${fixed(result.optimistic_days)} weeks of optimism, in ${
      count(result.episodes, "episode")
    }, were as quiet or quieter (${
      drop > 0 ? `as loud by chance: ${probability(pAbove)}` : `by chance: ${probability(p)}`
    }${adjusted}), and the interval ${
      drop_interval[1] < 0
        ? "lies below 0"
        : drop_interval[0] > 0
        ? "lies above 0"
        : `reaches over 0: from ${count(result.episodes, "episode")} the level is not known better`
    }`,
    smallest_effect: answer === "inconclusive" && result.smallest_drop !== null
      ? `a drop of ${percent(result.smallest_drop, 0)}, quieter than 90% of the weeks of optimism`
      : null,
  };
}
