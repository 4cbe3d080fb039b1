import assert from "node:assert/strict";
import type { VisitedMarket } from "../../../lib/analysis/resistance/level-visits.ts";
import { volumeAtLevels } from "../../../lib/analysis/volume/volume-at-levels.ts";
import { visitVolumes, volumeByOutcome } from "../../../lib/analysis/volume/volume-at-visits.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { DAY, formatTime, HOUR } from "../../../lib/tables/time.ts";
import { barsOf } from "../bars.ts";

const START = 70 * DAY;

/**
 * Visits on every third day, every third of them a breakout; before each breakout the day trades
 * `before` times as much. Each is told `twins` times: one rise visits many levels.
 */
function market(subject: string, before: number, visits: number, twins = 1): VisitedMarket {
  const random = createRandom(3).split(subject);
  const outcomes = Array.from({ length: visits }, (_, i) => i % 3 === 0 ? "breakout" : "rejection");
  const rows = Array.from({ length: (75 + 3 * visits) * 24 }, (_, hour) => {
    const day = Math.floor(hour / 24) - 70;
    const next = outcomes[(day + 1) / 3];
    return {
      high: 1,
      low: 1,
      close: 1,
      volume: Math.exp(0.5 * random.normal()) * (next === "breakout" ? before : 1),
    };
  });
  return {
    subject,
    bars: barsOf(rows, HOUR),
    levels: twins,
    visits: outcomes.flatMap((outcome, i) =>
      Array.from({ length: twins }, () => ({
        start: formatTime(START + 3 * i * DAY),
        end: formatTime(START + 3 * i * DAY + 2 * HOUR),
        outcome: outcome as "breakout" | "rejection",
        zone: [1, 2] as const,
      }))
    ),
  };
}

const BEFORE = { when: "before", subject: "all" };
const find = (result: ReturnType<typeof volumeAtLevels>, { when, subject }: typeof BEFORE) =>
  result.comparisons.find((one) => one.when === when && one.subject === subject)!;

Deno.test("more volume before breakouts is found, over all markets and in each", () => {
  const result = volumeAtLevels([market("A", 2, 60), market("B", 2, 60)]);
  assert.deepEqual([result.levels, result.visits, result.comparisons.length], [2, 120, 6]);
  for (const subject of ["all", "A", "B"]) {
    const { superiority, superiority_interval, breakouts } = find(result, { ...BEFORE, subject });
    assert(superiority! > 0.9 && superiority_interval![0] > 0.5, `${subject} ${superiority}`);
    assert.equal(breakouts, subject === "all" ? 40 : 20);
  }
  // Volume during the visits was not planted.
  const during = find(result, { when: "during", subject: "all" }).superiority_interval!;
  assert(during[0] < 0.5 && during[1] > 0.5, `${during}`);
});

Deno.test("the estimate is that of Mann and Whitney over all visits", () => {
  const one = market("A", 1.2, 40);
  const rows = visitVolumes(one.bars, one.visits);
  const { superiority } = volumeByOutcome(rows, "before", { seed: 1, resamples: 10 });
  const pooled = volumeAtLevels([one]).comparisons[0].superiority!;
  assert(Math.abs(pooled - superiority!) < 1e-12, `${pooled} against ${superiority}`);
});

Deno.test("the same visits told ten times make nothing surer: whole weeks are drawn", () => {
  const width = (twins: number) => {
    const { comparisons } = volumeAtLevels([market("A", 1.2, 60, twins)]);
    const [low, high] = comparisons[0].superiority_interval!;
    return high - low;
  };
  assert(Math.abs(width(10) / width(1) - 1) < 0.1, `${width(10)} against ${width(1)}`);
});

Deno.test("a few weeks of visits have no interval, and the result says why", () => {
  const result = volumeAtLevels([market("A", 3, 9)]);
  assert.equal(result.comparisons.length, 2);
  assert.equal(result.comparisons[0].superiority_interval, null);
  assert.match(result.not_testable!, /in 8 weeks are needed/);
});

Deno.test("no visits, no markets: not testable instead of a number", () => {
  const none = volumeAtLevels([{ ...market("A", 1, 3), visits: [], levels: 0 }]);
  assert.deepEqual([none.comparisons[0].superiority, none.visits], [null, 0]);
  assert.match(volumeAtLevels([]).not_testable!, /are needed/);
});
