import assert from "node:assert/strict";
import { testFoundLevels } from "../../lib/analysis/level-tests.ts";
import { createRandom } from "../../lib/stats/random.ts";
import { emptyColumns } from "../../lib/tables/columns.ts";
import { DAY, HOUR, parseTime } from "../../lib/tables/time.ts";

const START = parseTime("2025-01-01");
const DAYS = 300;
const OPTIONS = { from: START + 40 * DAY, to: START + DAYS * DAY, step: HOUR };

/** A mean-reverting walk; with walls, it is mostly thrown back from every full five. */
function market(seed: number, walls: boolean) {
  const random = createRandom(seed);
  const bars = emptyColumns("candles", DAYS * 24);
  let price = 104;
  for (let i = 0; i < bars.time.length; i++) {
    const before = price;
    price *= Math.exp(0.005 * random.normal() + 0.001 * Math.log(104 / price));
    const wall = Math.ceil(before / 5) * 5;
    const touched = walls && price > wall - 0.15 && random.uniform() < 0.9;
    bars.time[i] = START + i * HOUR;
    bars.open[i] = before;
    bars.high[i] = touched
      ? wall + 0.1 * random.uniform()
      : Math.max(before, price) * (1 + 0.001 * random.uniform());
    if (touched) price = wall * 0.99;
    bars.close[i] = price;
    bars.low[i] = Math.min(before, price) * 0.999;
    bars.volume[i] = 1 + random.uniform();
  }
  return bars;
}

Deno.test("levels that throw price back are found and reject more often than random zones", () => {
  const { summary, levels } = testFoundLevels(market(3, true), OPTIONS);
  assert(summary.found >= 3);
  assert(levels.some(({ price }) => Math.abs(price % 5 - 0.05) < 0.1));
  assert(summary.excess_interval![0] > 0.05, `${summary.excess}`);
});

Deno.test("in a walk without levels the excess covers zero and none is special", () => {
  let special = 0, misses = 0, testable = 0;
  for (let seed = 0; seed < 8; seed++) {
    const { summary } = testFoundLevels(market(seed, false), OPTIONS);
    if (summary.excess_interval === null) continue;
    testable++;
    if (summary.special > 0) special++;
    const [low, high] = summary.excess_interval;
    if (low > 0 || high < 0) misses++;
  }
  assert(testable >= 6, `${testable}`);
  assert(special <= 2, `${special} of ${testable} markets have a special level`);
  assert(misses <= 2, `${misses}`);
});

Deno.test("a level is not counted again while it is under test", () => {
  const { levels } = testFoundLevels(market(3, true), OPTIONS);
  for (const [i, level] of levels.entries()) {
    for (const other of levels.slice(0, i)) {
      const apart = Date.parse(level.found_at) - Date.parse(other.found_at);
      const overlap = level.zone[0] <= other.zone[1] && other.zone[0] <= level.zone[1];
      assert(!overlap || apart >= 30 * DAY);
    }
  }
});

Deno.test("a history too short for any level is not testable", () => {
  const bars = market(1, false);
  const result = testFoundLevels(bars, { ...OPTIONS, to: OPTIONS.from + DAY });
  assert.match(result.not_testable!, /no level/);
  assert.equal(result.summary.excess, null);
});
