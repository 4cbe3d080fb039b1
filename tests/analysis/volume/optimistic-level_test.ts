import assert from "node:assert/strict";
import {
  LEVEL_RULES,
  levelAt,
  recentMedians,
} from "../../../lib/analysis/volume/optimistic-level.ts";

/** 400 days of volume 100; five episodes of six optimistic days each, of volume 200. */
function inputs(change: (volume: Float64Array) => void = () => {}) {
  const volume = new Float64Array(400).fill(100);
  const optimistic = new Int8Array(400);
  for (let episode = 0; episode < 5; episode++) {
    for (let day = 60 * episode + 50; day < 60 * episode + 56; day++) {
      optimistic[day] = 1;
      volume[day] = 200;
    }
  }
  change(volume);
  return { volume, optimistic, recent: recentMedians(volume, LEVEL_RULES) };
}

const at = (given = inputs(), day = 399) => levelAt(given, day, 7, LEVEL_RULES);

Deno.test("the level is the median of the optimistic days of the year before", () => {
  const result = at();
  assert.equal(result.not_testable, null);
  assert.equal(result.optimistic_days, 30);
  assert.equal(result.episodes.length, 5);
  assert.deepEqual([result.level, result.recent, result.drop], [200, 100, -0.5]);
  // Of each episode's six days the first three still have a 7-day median of 100.
  assert.equal(result.percentile_in_optimism, 50);
});

Deno.test("the judged day is not among its own optimistic days, nor any older than a year", () => {
  const given = inputs();
  given.optimistic[399] = 1;
  given.optimistic[33] = 1;
  given.optimistic[34] = 1;
  assert.equal(at(given).optimistic_days, 31);
});

Deno.test("too few days or episodes: not testable, with the numbers", () => {
  assert.match(at(inputs(), 180).not_testable!, /^18 optimistic days in the 365 before, 20/);
  const joined = inputs();
  joined.optimistic.fill(0);
  joined.optimistic.fill(1, 100, 130);
  assert.match(at(joined).not_testable!, /^1 episode of optimism/);
});

Deno.test("a market that trades 3 times as much as before, or a third, has no baseline", () => {
  for (const factor of [3.1, 1 / 3.1]) {
    const given = inputs((volume) => volume.fill(100 * factor, 310));
    assert.match(at(given).not_testable!, /^baseline broken/);
  }
  assert.equal(at(inputs((volume) => volume.fill(290, 310))).not_testable, null);
});

Deno.test("a week ten times over its level, or under a tenth of it, has no level to lie below", () => {
  for (const factor of [21, 0.19]) {
    const given = inputs((volume) => volume.fill(100 * factor, 393));
    assert.match(
      at(given).not_testable!,
      /^baseline broken: the week trades (10\.5|0\.095) times/,
    );
  }
  assert.equal(at(inputs((volume) => volume.fill(1900, 393))).not_testable, null);
  assert.match(at(inputs((volume) => volume.fill(1e5, 300))).not_testable!, /trade 1,000 times/);
});

Deno.test("a short history, missing days and a stopped market are named", () => {
  const short = inputs((volume) => volume.fill(NaN, 0, 290));
  short.optimistic.fill(1, 300, 305);
  short.optimistic.fill(1, 320, 325);
  short.optimistic.fill(1, 340, 345);
  short.optimistic.fill(1, 360, 365);
  assert.match(at(short).not_testable!, /only 20 complete days before the last 90/);
  assert.match(at(inputs((volume) => volume.fill(NaN, 395))).not_testable!, /of the 7 days are/);
  assert.match(at(inputs((volume) => volume.fill(0, 390))).not_testable!, /no volume/);
});

Deno.test("two missing days of the seven are borne", () => {
  assert.equal(at(inputs((volume) => volume.fill(NaN, 398, 399))).recent, 100);
});
