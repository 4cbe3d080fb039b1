import type { Analogs } from "../analysis/outlook/analogs.ts";
import type { Retests } from "../analysis/outlook/retests.ts";
import { type Split, splitMeans } from "../analysis/outlook/splits.ts";
import { change, count, fixed, percent } from "../words/numbers.ts";
import type { Answer, Verdict } from "./verdict.ts";

const FEWEST_ANALOGS = 10;

/**
 * C10: what follows depends on open interest in the next days, and on a new attempt at the resistance
 * with better liquidity.
 *
 * Two splits at the median, each by what is known before its outcome. Over at least 10 analogs: mean
 * price change from day 3 to day 7, by the change of open interest in the first 3 days. Over retests of
 * rejected levels: how often they broke, by the relative volume before the retest. Supported when the
 * 95% intervals of the halves are apart in both, and more volume broke more; contradicted when less
 * volume broke more, intervals apart; not testable with fewer than 10 analogs whose open interest is
 * known, or without retests to split.
 *
 * @param fetch the command that would get what is missing
 * @example c10(analogs(inputs, cascades, event), retests(inputs, window), "estimated").verdict
 */
export function c10(analogs: Analogs, retests: Retests, basis: string, fetch = ""): Verdict {
  const followed = analogs.analogs.filter(({ price_late }) => price_late !== null);
  const withInterest = followed.filter(({ oi_early }) => oi_early !== null);
  const byInterest = splitMeans(
    withInterest.map(({ oi_early, price_late }) => ({ by: oi_early, outcome: price_late })),
  );
  const byVolume = retests.by_volume;
  const verdict: Verdict = {
    claim: "C10",
    statement:
      "What follows depends on open interest in the next days and on a new attempt at the " +
      "resistance with better liquidity",
    verdict: "not testable",
    figure: [
      byInterest && interestWords(byInterest),
      byVolume && volumeWords(byVolume),
    ].filter(Boolean).join("; ") || "no figure",
    interval: null,
    p: null,
    n: followed.length,
    basis,
    reason: "",
    smallest_effect: null,
  };
  const none = (reason: string) => ({ ...verdict, reason });
  if (followed.length < FEWEST_ANALOGS) {
    return none(
      `${count(followed.length, "analog")} with what followed${
        analogs.not_testable ? ` (${analogs.not_testable})` : ""
      }; at least ${FEWEST_ANALOGS} are needed`,
    );
  }
  if (withInterest.length < FEWEST_ANALOGS || !byInterest) {
    return none(
      `open interest is known after ${withInterest.length} of ${
        count(followed.length, "analog")
      }; at least ${FEWEST_ANALOGS} are needed${fetch && `; to get it: ${fetch}`}`,
    );
  }
  if (!byVolume) {
    return none(`${count(retests.resolved, "retest")} with an outcome are too few to split`);
  }
  const answer: Answer = byInterest.apart && byVolume.apart && byVolume.difference > 0
    ? "supported"
    : byVolume.apart && byVolume.difference < 0
    ? "contradicted"
    : "inconclusive";
  return {
    ...verdict,
    verdict: answer,
    reason:
      `${apart(byInterest)} by open interest and ${apart(byVolume)} by relative volume at the ` +
      `retest (${count(byVolume.lower.n + byVolume.upper.n, "retest")})`,
    smallest_effect: answer === "inconclusive"
      ? `halves ${points(reach(byInterest))} apart in price and ${
        points(reach(byVolume))
      } apart in the share that broke`
      : null,
  };
}

function interestWords({ lower, upper, threshold }: Split): string {
  return `price from day 3 to 7 ${change(upper.value)} (${
    ends(upper.interval, change)
  }) where open ` +
    `interest had changed by more than ${change(threshold)} in 3 days, else ${
      change(lower.value)
    } (${ends(lower.interval, change)})`;
}

function volumeWords({ lower, upper, threshold }: Split): string {
  return `${whole(upper.value)} (${ends(upper.interval, whole)}) of retests broke with more than ` +
    `${fixed(threshold, 2)} times the usual volume, else ${whole(lower.value)} (${
      ends(lower.interval, whole)
    })`;
}

function whole(share: number): string {
  return percent(share, 0);
}

function ends([low, high]: readonly [number, number], format: (value: number) => string): string {
  return `${format(low)} to ${format(high)}`;
}

function apart({ apart }: Split): string {
  return `outcomes are ${apart ? "" : "not "}apart`;
}

/** How far the halves' values would have to differ for their intervals not to touch. */
function reach({ lower, upper }: Split): number {
  return (lower.interval[1] - lower.interval[0] + upper.interval[1] - upper.interval[0]) / 2;
}

function points(share: number): string {
  return `${fixed(share * 100, 1)} points`;
}
