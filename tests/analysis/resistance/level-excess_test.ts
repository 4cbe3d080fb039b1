import assert from "node:assert/strict";
import { levelExcess, type LevelOutcome } from "../../../lib/analysis/resistance/level-excess.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { DAY, formatTime } from "../../../lib/tables/time.ts";

const level = (day: number, rejections: number, breakouts: number, control_rate: number | null) =>
  ({ found_at: formatTime(day * DAY), rejections, breakouts, control_rate }) as LevelOutcome;

Deno.test("each level is compared with the random zones of its own weeks", () => {
  const result = levelExcess([level(0, 3, 1, 0.5), level(40, 1, 5, 0.25)], 30);
  // 4 rejections of 10, where 2 + 1.5 were to be expected.
  assert.equal(result.rejection_rate, 0.4);
  assert.equal(result.control_rate, 0.35);
  assert(Math.abs(result.excess! - 0.05) < 1e-12);
  assert.equal(result.stretches, 2);
  assert.equal(result.excess_interval, null, "two stretches have no scatter to speak of");
});

Deno.test("levels without a resolved visit or without random zones count for nothing", () => {
  const result = levelExcess([level(0, 0, 0, 0.5), level(40, 5, 1, null)], 30);
  assert.deepEqual([result.resolved, result.excess, result.stretches], [0, null, 0]);
});

Deno.test("levels of one stretch are one cluster: repeating them narrows nothing", () => {
  const levels = [0, 30, 60, 90, 120].map((day, i) => level(day, 3 + i % 3, 2, 0.6));
  const one = levelExcess(levels, 30).excess_interval!;
  const four = levelExcess([...levels, ...levels, ...levels, ...levels], 30).excess_interval!;
  assert(Math.abs(one[0] - four[0]) < 1e-12 && Math.abs(one[1] - four[1]) < 1e-12);
});

Deno.test("the interval covers what generated the data about 95 times in 100", () => {
  let covered = 0;
  const runs = 400;
  for (let run = 0; run < runs; run++) {
    const random = createRandom(`excess ${run}`);
    const levels: LevelOutcome[] = [];
    for (let stretch = 0; stretch < 13; stretch++) {
      // Levels of one stretch share its moves, so their rates move together.
      const common = 0.5 * (random.uniform() - 0.5);
      for (let i = 0; i < 6; i++) {
        const visits = random.integer(9);
        let rejections = 0;
        for (let v = 0; v < visits; v++) {
          if (random.uniform() < 0.7 + common) rejections++;
        }
        levels.push(level(stretch * 30 + i, rejections, visits - rejections, 0.6));
      }
    }
    const [low, high] = levelExcess(levels, 30).excess_interval!;
    if (low <= 0.1 && high >= 0.1) covered++;
  }
  // Binomial band of 400 runs at 95%.
  assert(covered >= 371 && covered <= 390, `${covered} of ${runs}`);
});
