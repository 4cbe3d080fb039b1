import type { DepthResult } from "../analysis/liquidity/depth.ts";
import { change, count, fixed, usd } from "../words/numbers.ts";
import type { Answer, Verdict } from "./verdict.ts";

/**
 * C11: market depth kept falling into the end of the year.
 *
 * Supported when the Theil-Sen trend of the depth within 1% of mid, both sides together, lies below 0
 * with its whole 95% interval, which allows for the autocorrelation of depth; contradicted when it
 * lies above 0; not testable without depth.
 *
 * @param asset whose depth it is; `fetch` the command that would get what is missing
 * @example c11(depthTrend(sides, { from, to }), "BTC", "reported").verdict
 */
export function c11(result: DepthResult, asset: string, basis: string, fetch = ""): Verdict {
  const both = result.trends.find(({ side }) => side === "both");
  const verdict: Verdict = {
    claim: "C11",
    statement: "Market depth kept falling into the end of the year",
    verdict: "not testable",
    figure: "no trend of depth",
    interval: null,
    p: null,
    n: result.days.length,
    basis,
    reason: `${result.not_testable ?? "no trend"}${fetch && `; to get it: ${fetch}`}`,
    smallest_effect: null,
  };
  if (result.not_testable || !both) return verdict;
  const [low, high] = both.interval;
  const answer: Answer = high < 0 ? "supported" : low > 0 ? "contradicted" : "inconclusive";
  const sides = result.trends.filter(({ side }) => side !== "both")
    .map((trend) => `${trend.side}s ${change(trend.change)}`).join(", ");
  return {
    ...verdict,
    verdict: answer,
    figure: `${asset} depth within ${result.percent}% of mid changed by ${
      change(both.change)
    } along its trend, ${usd(both.usd_per_day)} a day (${sides}; median ${usd(both.median_usd)})`,
    interval: both.interval,
    reason: `the trend over ${count(result.days.length, "day")} lies between ${
      change(both.change_interval[0])
    } and ${change(both.change_interval[1])}, allowing for an autocorrelation of ${
      fixed(both.phi, 2)
    }; the interval is in USD a day`,
    smallest_effect: answer === "inconclusive"
      ? `a change by ${
        change(-Math.abs(both.change_interval[1] - both.change_interval[0]) / 2)
      } over the window`
      : null,
  };
}
