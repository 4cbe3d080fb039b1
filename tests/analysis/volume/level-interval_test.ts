import assert from "node:assert/strict";
import { levelInterval } from "../../../lib/analysis/volume/level-interval.ts";
import { createRandom } from "../../../lib/stats/random.ts";

const interval = (episodes: number[][], recent: number) =>
  levelInterval(episodes, episodes, recent, { random: createRandom(1), resamples: 400 });

/** Episodes of equal length about 100, each at its own level. */
const spread = (levels: number[], days = 9) =>
  levels.map((level) =>
    Array.from({ length: days }, (_, day) => level * Math.exp(0.02 * (day - (days - 1) / 2)))
  );

Deno.test("the interval holds the drop, and its mirror image is as wide on the log scale", () => {
  const { drop_interval: [low, high] } = interval(spread([80, 100, 125, 90, 110]), 50);
  assert.ok(low < -0.5 && high > -0.5);
  const middle = (Math.log1p(low) + Math.log1p(high)) / 2;
  assert.ok(Math.abs(middle - Math.log(0.5)) < 1e-9);
});

Deno.test("episodes that agree tell the level; those that do not, do not", () => {
  const width = (levels: number[]) => {
    const [low, high] = interval(spread(levels), 50).drop_interval;
    return high - low;
  };
  assert.ok(width([98, 99, 100, 101, 102]) < 0.1);
  assert.ok(width([50, 70, 100, 140, 200]) > 0.4);
});

Deno.test("more episodes of the same spread tell more; long ones count as little more than one", () => {
  const few = spread([80, 90, 110, 125]), many = [...few, ...few, ...few];
  const width = (episodes: number[][]) => {
    const [low, high] = interval(episodes, 50).drop_interval;
    return Math.log1p(high) - Math.log1p(low);
  };
  assert.ok(width(many) < 0.6 * width(few));
});

Deno.test("a week far below the weeks of optimism is unlikely; one among them is not", () => {
  const episodes = spread([80, 90, 100, 110, 125]);
  assert.ok(interval(episodes, 20).week_p < 0.01);
  assert.ok(Math.abs(interval(episodes, 100).week_p - 0.5) < 0.1);
});

Deno.test("a drop larger than the smallest one is seen by both, a smaller one is not", () => {
  const episodes = spread([80, 90, 100, 110, 125]);
  const { smallest_drop } = interval(episodes, 100);
  const seen = (drop: number) => {
    const { drop_interval, week_p } = interval(episodes, 100 * (1 - drop));
    return drop_interval[1] < 0 && week_p < 0.05;
  };
  assert.equal(seen(smallest_drop + 0.01), true);
  assert.equal(seen(smallest_drop - 0.01), false);
});
