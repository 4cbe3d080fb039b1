import type { LevelTests } from "../analysis/resistance/level-tests.ts";
import { count, fixed, percent, signed } from "../words/numbers.ts";

/**
 * Whether levels that could be known beforehand turn price back more often than random zones, in
 * words; where they do not visibly, with the smallest difference that could have been seen.
 *
 * @example foundLevelsAnswer(foundLevels(markets, { ...span, seed: 1 }))
 */
export function foundLevelsAnswer({ not_testable, summary, markets }: LevelTests): string {
  const { rejection_rate, control_rate, excess, excess_interval } = summary;
  if (
    not_testable !== null || rejection_rate === null || control_rate === null || excess === null ||
    excess_interval === null
  ) {
    return `Nothing can be said of found levels: ${not_testable}.`;
  }
  const [low, high] = excess_interval;
  const conclusion = low > 0
    ? "So levels found from the past do turn price back more often."
    : high < 0
    ? "So levels found from the past turn price back less often."
    : `So they do no better than random zones that one could see; a difference of ${
      fixed((high - low) / 2 * 100, 1)
    } points would have shown.`;
  return `Over ${count(markets.length, "market")}, ${
    count(summary.found, "level")
  } found from the past turned price back in ${percent(rejection_rate)} of ${
    count(summary.resolved, "resolved visit")
  }, random zones of the same weeks in ${percent(control_rate)}: a difference of ${
    points(excess)
  } points (95% interval ${points(low)} to ${points(high)}). After adjustment ${
    summary.special === 0 ? "none" : summary.special
  } of the ${count(summary.tested, "level")} with a test stands out by itself. ${conclusion}`;
}

function points(share: number): string {
  return signed(share * 100, 1);
}
