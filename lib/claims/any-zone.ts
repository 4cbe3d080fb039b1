import type { RejectionResult } from "../analysis/resistance/resistance-rejections.ts";
import { count, fixed, percent, priceRange, probability, signed } from "../words/numbers.ts";
import { standingOf, whyNoControls } from "./c5.ts";

/** The answer to "is this zone special, or would any zone have done?". */
export interface AnyZone {
  question: string;
  answer: string;
  /** null where nothing can be said. */
  special: boolean | null;
}

/**
 * Whether a zone is special or any zone would have done, in words, by the rule of C5. Where the zone
 * was chosen afterwards the answer also says how likely one as good is among all zones of its width
 * that lie side by side in the window, because that is what was chosen from.
 *
 * @param results one result per zone tested; the answer is about the first
 * @example anyZone([result], "BTC", { chosenAfterwards: true }).answer
 */
export function anyZone(
  results: readonly RejectionResult[],
  subject: string,
  options: { chosenAfterwards: boolean },
): AnyZone {
  const result = results[0];
  const { summary, controls, not_testable } = result;
  const place = priceRange(result.zone);
  const question = `Is ${place} special, or would any zone have done?`;
  const nothing = (reason: string) => ({
    question,
    answer: `Nothing can be said: ${reason}.`,
    special: null,
  });
  if (not_testable) return nothing(not_testable);
  if (summary.visits < 3) return nothing(`${place} had ${count(summary.visits, "visit")}`);
  const mean = controls?.all.mean ?? null, rate = summary.rejection_rate;
  const interval = controls?.excess_interval ?? null;
  if (controls === null || controls.p === null || mean === null || rate === null || !interval) {
    return nothing(whyNoControls(result));
  }
  const { standing, p, tested } = standingOf(results);
  const resolved = summary.rejections + summary.breakouts;
  const adjusted = tested > 1 ? `, ${probability(p)} adjusted over ${tested} zones` : "";
  const facts = [
    `${place} turned ${subject} back in ${summary.rejections} of ${
      count(resolved, "resolved visit")
    } (${percent(rate, 0)})`,
    `${count(controls.used, "random zone")} of its width in the same window did so in ${
      percent(mean, 0)
    } of theirs on average, and ${percent(controls.p)} of them at least as often (${
      probability(controls.p)
    }${adjusted})`,
    `The difference is ${points(rate - mean)} points, 95% interval ${points(interval[0])} to ${
      points(interval[1])
    } points`,
  ].join(". ");
  return {
    question,
    answer: `${facts}. ${CONCLUSIONS[standing]}${
      options.chosenAfterwards && standing === "special" ? chosen(controls) : ""
    }`,
    special: standing === "special",
  };
}

const CONCLUSIONS = {
  special: "So most zones would not have done as well: by this test it stands out.",
  "like any": "So it does not stand out by this test: another zone could well have done.",
  worse: "So nearly any zone would have done better: it turned price back less often.",
};

function chosen({ p, independent_zones }: { p: number | null; independent_zones: number }): string {
  const odds = 1 - (1 - p!) ** independent_zones;
  return ` But it was chosen afterwards: of the ${
    fixed(independent_zones)
  } zones of this width that lie side by side in the window, at least one would do as well with a ` +
    `probability of about ${percent(odds, 0)}, if they were alike and independent.`;
}

function points(share: number): string {
  return signed(share * 100);
}
