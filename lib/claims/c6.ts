import type { Contagion } from "../analysis/cascades/contagion.ts";
import { count, fixed, percent, probability } from "../words/numbers.ts";
import type { Answer, Verdict } from "./verdict.ts";

/** Whose cascade the story says came first. */
const LEADER = "BTC";
/** Untied pairs below which nothing is said about who leads. */
const FEWEST_PAIRS = 20;

/**
 * C6: the cascade passed from Bitcoin to the rest of the market.
 *
 * Supported when the leader begins first in more than half of the untied pairs with its interval above
 * 0.5; contradicted when the interval lies below 0.5; not testable with fewer than 20 untied pairs.
 * Synchrony is stated and decides nothing: common price moves make it nearly certain.
 *
 * @example c6(contagion(assets, "estimated", { from, to, step })).verdict
 */
export function c6(result: Contagion): Verdict {
  const lead = result.leads.find(({ asset }) => asset === LEADER);
  const verdict: Verdict = {
    claim: "C6",
    statement: `The cascade passed from ${LEADER} to the rest of the market`,
    verdict: "not testable",
    figure: "no pairs of onsets",
    interval: null,
    p: null,
    n: lead?.untied_pairs ?? 0,
    basis: result.basis,
    reason: result.not_testable ?? `no cascades of ${LEADER}`,
    smallest_effect: null,
  };
  if (result.not_testable || !lead) return verdict;
  const figure = `${LEADER} first in ${fixed(lead.led)} of ${fixed(lead.untied_pairs)} untied ` +
    `pairs, ${fixed(lead.simultaneous_pairs)} more in the same bar`;
  if (lead.untied_pairs < FEWEST_PAIRS || lead.share === null || lead.interval === null) {
    return {
      ...verdict,
      figure,
      reason: `${count(lead.untied_pairs, "untied pair")}; ${FEWEST_PAIRS} are needed`,
    };
  }
  const [low, high] = lead.interval;
  const answer: Answer = low > 0.5 ? "supported" : high < 0.5 ? "contradicted" : "inconclusive";
  const together = result.synchrony
    ? `; onsets of assets come together (${fixed(result.synchrony.pairs)} pairs against ${
      fixed(result.synchrony.expected, 1)
    } by chance, ${probability(result.synchrony.p)}), which shows no passage`
    : "";
  return {
    ...verdict,
    verdict: answer,
    figure,
    interval: lead.interval,
    reason: `a share of ${percent(lead.share, 0)} between ${percent(low, 0)} and ${
      percent(high, 0)
    } over ${count(lead.events, "event")}, against one half${together}`,
    smallest_effect: answer === "inconclusive"
      ? `a share above ${percent(Math.min(1, 0.5 + lead.share - low), 0)}`
      : null,
  };
}
