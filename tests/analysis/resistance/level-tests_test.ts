import assert from "node:assert/strict";
import { foundLevels } from "../../../lib/analysis/resistance/level-tests.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { emptyColumns } from "../../../lib/tables/columns.ts";
import { DAY, HOUR, parseTime } from "../../../lib/tables/time.ts";

const START = parseTime("2025-01-01");
const DAYS = 300;
const OPTIONS = { from: START + 40 * DAY, to: START + DAYS * DAY, step: HOUR };

/** A mean-reverting walk; with walls, it is mostly thrown back from every full five. */
function bars(seed: number, walls: boolean) {
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

const market = (seed: number, walls: boolean, subject = "X") => [
  { subject, bars: bars(seed, walls) },
];

Deno.test("levels that throw price back are found and reject more often than random zones", () => {
  const walled = [1, 2, 3, 4].flatMap((seed) => market(seed, true, `${seed}`));
  const { summary, levels } = foundLevels(walled, OPTIONS);
  assert(levels.some(({ price }) => Math.abs(price % 5 - 0.05) < 0.1));
  assert(summary.excess_interval![0] > 0.05, `${summary.excess_interval}`);
});

Deno.test("in walks without levels the pooled excess covers zero and hardly any is special", () => {
  const markets = Array.from({ length: 6 }, (_, seed) => market(seed, false, `${seed}`)).flat();
  const { summary, markets: each } = foundLevels(markets, OPTIONS);
  const [low, high] = summary.excess_interval!;
  assert(low < 0 && high > 0, `${summary.excess} in ${low} to ${high}`);
  assert(summary.tested >= 50, `${summary.tested}`);
  assert(summary.special <= 1, `${summary.special} of ${summary.tested}`);
  assert.equal(summary.found, each.reduce((sum, { found }) => sum + found, 0));
  assert(summary.excess_interval![1] - summary.excess_interval![0] < 0.2);
});

Deno.test("a level is not counted again while it is under test", () => {
  const { levels } = foundLevels(market(3, true), OPTIONS);
  for (const [i, level] of levels.entries()) {
    for (const other of levels.slice(0, i)) {
      const apart = Date.parse(level.found_at) - Date.parse(other.found_at);
      const overlap = level.zone[0] <= other.zone[1] && other.zone[0] <= level.zone[1];
      assert(!overlap || apart >= 30 * DAY);
    }
  }
});

Deno.test("nothing after a judgement changes which levels are found at it", () => {
  const whole = bars(3, true);
  const until = START + 200 * DAY;
  const cut = Math.round((until - START) / HOUR);
  const tail = { ...whole, high: whole.high.slice(), close: whole.close.slice() };
  tail.high.fill(500, cut);
  tail.close.fill(400, cut);
  const found = (part: typeof whole) =>
    foundLevels([{ subject: "X", bars: part }], OPTIONS).levels
      .filter(({ found_at }) => Date.parse(found_at) <= until)
      .map(({ found_at, price, zone, strength }) => ({ found_at, price, zone, strength }));
  assert.deepEqual(found(tail), found(whole));
});

Deno.test("progress counts levels up to the last", () => {
  const seen: [number, number][] = [];
  const { levels } = foundLevels(market(3, true), {
    ...OPTIONS,
    onProgress: (done, total) => seen.push([done, total]),
  });
  assert.deepEqual(seen.at(-1), [levels.length, levels.length]);
  assert.deepEqual(seen.map(([done]) => done), [...levels.keys(), levels.length]);
});

Deno.test("the same seed gives the same test, whatever other markets stand beside", () => {
  const alone = foundLevels(market(3, true), OPTIONS);
  const beside = foundLevels([...market(1, false, "Y"), ...market(3, true)], OPTIONS);
  assert.deepEqual(
    alone.levels.map(({ p }) => p),
    beside.levels.filter(({ subject }) => subject === "X").map(({ p }) => p),
  );
});

Deno.test("a history too short for any level is not testable", () => {
  const result = foundLevels(market(1, false), { ...OPTIONS, to: OPTIONS.from + DAY });
  assert.match(result.not_testable!, /no level was found/);
  assert.equal(result.summary.excess, null);
});
