/** Whether the interval of a volume drop and the verdict C7 are honest, in simulated markets. */
import assert from "node:assert/strict";
import { levelInterval } from "../../lib/analysis/volume/level-interval.ts";
import { bootstrap } from "../../lib/stats/bootstrap.ts";
import { median, percentileOf } from "../../lib/stats/quantile.ts";
import { createRandom, type Random } from "../../lib/stats/random.ts";

/** Lengths, in days, of the episodes of optimism of BTC, ETH, SOL and DOGE in 2025. */
const LENGTHS = [1, 1, 2, 2, 3, 4, 6, 6, 7, 7, 8, 20, 21, 28, 32, 34, 47, 60];
const LONG = LENGTHS.filter((days) => days >= 7);
/** Spread of log volume within an episode, and its autocorrelation from day to day. */
const WITHIN = 0.4, PHI = 0.6;

interface World {
  /** Spread of the episodes' own levels, in log volume. */
  between: number;
  /** How much louder long episodes are, per log day. */
  louder: number;
}

/** Daily log volume of one episode. */
function episode(days: number, { between, louder }: World, random: Random): number[] {
  const level = between * random.normal() + louder * (Math.log(days) - 2);
  let state = random.normal();
  return Array.from({ length: days }, (_, day) => {
    if (day > 0) state = PHI * state + Math.sqrt(1 - PHI * PHI) * random.normal();
    return level + WITHIN * state;
  });
}

function history(episodes: number, world: World, random: Random): number[][] {
  for (;;) {
    const lengths = Array.from({ length: episodes }, () => LENGTHS[random.integer(LENGTHS.length)]);
    if (lengths.reduce((sum, days) => sum + days, 0) >= 20) {
      return lengths.map((days) => episode(days, world, random));
    }
  }
}

const weeks = (days: number[]) => days.map((_, i) => median(days.slice(Math.max(0, i - 6), i + 1)));
const exp = (episodes: number[][]) => episodes.map((days) => days.map(Math.exp));

const RUNS = 400, RESAMPLES = 200;
const WORLDS: World[] = [0, 0.1].flatMap((louder) =>
  [0.1, 0.25, 0.4].map((between) => ({ between, louder }))
);

for (const episodes of [4, 5, 8, 12]) {
  Deno.test(`with ${episodes} episodes the interval holds the level, C7 seldom cries wolf`, () => {
    let heldOverall = 0;
    for (const world of WORLDS) {
      const random = createRandom(`${episodes} ${world.between} ${world.louder}`);
      const truth = median(history(4000, world, random).flat());
      let held = 0, naive = 0, supported = 0;
      for (let run = 0; run < RUNS; run++) {
        const days = history(episodes, world, random);
        const options = { random, resamples: RESAMPLES };
        // The week of an ordinary stretch of optimism: any drop found is noise.
        const length = LONG[random.integer(LONG.length)];
        const week = median(episode(length, world, random).slice(-7));
        const recents = days.map(weeks);
        const result = levelInterval(exp(days), exp(recents), Math.exp(week), options);
        const drop = Math.expm1(week - truth);
        const [low, high] = result.drop_interval;
        if (low <= drop && drop <= high) held++;
        const [from, to] = bootstrap(days, (drawn) => median(drawn.flat()), options).interval;
        if (from <= truth && truth <= to) naive++;
        const rank = percentileOf(recents.flat(), week);
        if (high < 0 && rank <= 10 && result.week_p < 0.05) supported++;
      }
      const percent = (count: number) => (100 * count / RUNS).toFixed(1);
      console.log(
        `episodes ${episodes}, between ${world.between}, louder ${world.louder}: interval ` +
          `${percent(held)}%, percentile bootstrap ${percent(naive)}%, C7 supported ${
            percent(supported)
          }%`,
      );
      heldOverall += held / (RUNS * WORLDS.length);
      assert.ok(supported <= 0.07 * RUNS, "too many ordinary weeks are called quiet");
    }
    assert.ok(heldOverall >= 0.92 && heldOverall <= 0.985, `holds the level in ${heldOverall}`);
  });
}
