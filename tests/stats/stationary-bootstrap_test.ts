import assert from "node:assert/strict";
import { mean, variance } from "../../lib/stats/mean.ts";
import { median } from "../../lib/stats/quantile.ts";
import { createRandom } from "../../lib/stats/random.ts";
import {
  stationaryBlocks,
  stationaryBootstrap,
  stationaryBootstrapOf,
  take,
} from "../../lib/stats/stationary-bootstrap.ts";
import { golden, near } from "./golden.ts";

interface Golden {
  series: number[];
  cases: {
    mean_block: number;
    statistic: "mean" | "median";
    deviation: number;
    interval: [number, number];
  }[];
}

Deno.test("the spread of means and medians is that of arch's StationaryBootstrap", () => {
  const { series, cases } = golden<Golden>("stats_bootstrap");
  for (const { mean_block, statistic, deviation, interval } of cases) {
    const { resampled, interval: found } = stationaryBootstrap(
      series,
      statistic === "mean" ? mean : median,
      { meanBlock: mean_block, random: createRandom(1), resamples: 10_000 },
    );
    // 10,000 resamples know the deviation to 0.7%, the ends to 2% of it.
    near(Math.sqrt(variance(resampled)) / deviation, 1, 0.03);
    near([found[0] / deviation, found[1] / deviation], interval.map((end) => end / deviation), 0.1);
  }
});

Deno.test("block lengths are geometric: P(length > k) = (1 - 1/mean)^k", () => {
  const sizes: number[] = [];
  const random = createRandom(2);
  // One long resample: only its last block is cut.
  stationaryBlocks(400_000, 4, random, (_, size) => sizes.push(size));
  near(mean(sizes), 4, 0.02);
  for (const k of [1, 2, 5, 10]) {
    near(sizes.filter((size) => size > k).length / sizes.length, 0.75 ** k, 0.01);
  }
});

Deno.test("a mean block of 1 is the plain bootstrap, and less is refused", () => {
  stationaryBlocks(50, 1, createRandom(1), (_, size) => assert.equal(size, 1));
  assert.throws(() => stationaryBlocks(50, 0.5, createRandom(1), () => {}), /shorter than 1/);
});

Deno.test("inside a block neighbours stay neighbours, past the end comes the beginning", () => {
  const length = 10, steps: number[] = [];
  stationaryBootstrapOf(length, (at) => {
    for (let i = 1; i < at.length; i++) steps.push((at[i] - at[i - 1] + length) % length);
    return 0;
  }, { meanBlock: 100, random: createRandom(1), resamples: 200 });
  // Blocks of about 100 on an axis of 10: nearly every step is +1.
  assert.ok(steps.filter((step) => step === 1).length > 0.97 * steps.length);
});

Deno.test("positions take the values of several series alike", () => {
  assert.deepEqual([...take([10, 20, 30], [2, 2, 0])], [30, 30, 10]);
});
