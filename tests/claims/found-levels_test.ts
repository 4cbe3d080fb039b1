import assert from "node:assert/strict";
import type { LevelTests } from "../../lib/analysis/resistance/level-tests.ts";
import { foundLevelsAnswer } from "../../lib/claims/found-levels.ts";

const result = (low: number, high: number, not_testable: string | null = null) =>
  ({
    not_testable,
    markets: [{}, {}],
    summary: {
      found: 130,
      tested: 60,
      special: 0,
      resolved: 1200,
      rejection_rate: 0.62,
      control_rate: 0.61,
      excess: 0.01,
      excess_interval: not_testable === null ? [low, high] : null,
    },
  }) as unknown as LevelTests;

Deno.test("no visible difference says what could have been seen", () => {
  assert.equal(
    foundLevelsAnswer(result(-0.02, 0.04)),
    "Over 2 markets, 130 levels found from the past turned price back in 62.0% of 1,200 resolved " +
      "visits, random zones of the same weeks in 61.0%: a difference of +1.0 points (95% interval " +
      "−2.0 to +4.0). After adjustment none of the 60 levels with a test stands out by itself. So " +
      "they do no better than random zones that one could see; a difference of 3.0 points would " +
      "have shown.",
  );
});

Deno.test("an interval on one side of zero is an answer", () => {
  assert.match(foundLevelsAnswer(result(0.005, 0.04)), /do turn price back more often\.$/);
  assert.match(foundLevelsAnswer(result(-0.04, -0.005)), /turn price back less often\.$/);
});

Deno.test("without a test it says why", () => {
  assert.equal(
    foundLevelsAnswer(result(0, 0, "no level was found")),
    "Nothing can be said of found levels: no level was found.",
  );
});
