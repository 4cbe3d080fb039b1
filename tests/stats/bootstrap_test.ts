import assert from "node:assert/strict";
import { bootstrap } from "../../lib/stats/bootstrap.ts";
import { mean, variance } from "../../lib/stats/mean.ts";
import { median } from "../../lib/stats/quantile.ts";
import { createRandom } from "../../lib/stats/random.ts";
import { golden, near } from "./golden.ts";

interface Golden {
  cases: {
    units: number[];
    statistic: "mean" | "median";
    level: number;
    deviation: number;
    interval: [number, number];
  }[];
}

const values = Array.from({ length: 50 }, createRandom("units").normal);

Deno.test("the spread of a resampled mean is its standard error", () => {
  const { estimate, interval, resampled } = bootstrap(values, mean, { random: createRandom(1) });
  assert.equal(estimate, mean(values));
  assert.equal(resampled.length, 2000);
  const error = Math.sqrt(variance(values) * 49 / 50 / 50);
  near(Math.sqrt(variance(resampled)) / error, 1, 0.05);
  near([(interval[0] - estimate) / error, (interval[1] - estimate) / error], [-1.96, 1.96], 0.1);
});

Deno.test("standard errors and ends of means and medians are those of arch's IIDBootstrap", () => {
  for (const one of golden<Golden>("stats_bootstrap_units").cases) {
    const { units, statistic, level, deviation } = one;
    const { resampled, interval } = bootstrap(
      units,
      statistic === "mean" ? mean : median,
      { random: createRandom(1), resamples: 20_000, level },
    );
    // 20,000 resamples of these know the error to 1%, the ends of means to 2% of it. An end of the
    // median is a unit or the middle of two: either the same or quite another.
    near(Math.sqrt(variance(resampled)) / deviation, 1, 0.03);
    near(interval.map((end) => end / deviation), one.interval.map((end) => end / deviation), 0.06);
  }
});

Deno.test("whole episodes are drawn: days of one episode never part", () => {
  const episodes = [[1, 1, 1], [5], [9, 9]];
  const sizes = new Set<number>();
  bootstrap(episodes, (drawn) => {
    assert.ok(drawn.every((episode) => episodes.includes(episode)));
    sizes.add(drawn.flat().length);
    return median(drawn.flat());
  }, { random: createRandom(1), resamples: 200 });
  assert.deepEqual([...sizes].sort(), [3, 4, 5, 6, 7, 8, 9]);
});

Deno.test("the same seed gives the same interval, another seed another", () => {
  const interval = (seed: number) =>
    bootstrap(values, mean, { random: createRandom(seed) }).interval;
  assert.deepEqual(interval(7), interval(7));
  assert.notDeepEqual(interval(7), interval(8));
});

Deno.test("resamples whose statistic is unknown are left out and can be counted", () => {
  const { interval, resampled } = bootstrap(
    [NaN, 1],
    (drawn) => drawn[0],
    { random: createRandom(1), resamples: 100 },
  );
  assert.ok(resampled.length > 30 && resampled.length < 70);
  assert.deepEqual(interval, [1, 1]);
});
