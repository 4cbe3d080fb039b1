import assert from "node:assert/strict";
import { volumeDrops } from "../../../lib/analysis/volume/volume-drops.ts";
import { DAY } from "../../../lib/tables/time.ts";
import { dailyBars, settlements } from "../funding/funding-rows.ts";

/** 400 days; price rises and funding is high in five stretches of 20 days, when volume doubles. */
function market() {
  const high = (day: number) => day > 60 && day % 60 < 20;
  const usd = Array.from({ length: 400 }, (_, day) => (high(day) ? 190 + day / 10 : 100) + day % 7);
  let price = 100;
  const prices = usd.map((_, day) => price *= day % 60 < 30 ? 1.01 : 0.992);
  const rates = Array.from({ length: 1200 }, (_, i) => high(Math.floor(i / 3)) ? 1e-4 : 2e-5);
  return { bars: dailyBars(usd, (day) => prices[day]), funding: settlements(rates) };
}

const at = 399 * DAY;

Deno.test("reports the level, the week and the drop, with series, days and weeks for charts", () => {
  const result = volumeDrops(market(), { at, step: DAY });
  assert.equal(result.not_testable, null);
  assert.equal(result.episodes, 6);
  assert.ok(result.level! > 190 && result.recent! < 110);
  assert.equal(result.drop, result.recent! / result.level! - 1);
  assert.ok(result.drop_interval![1] < 0);
  assert.equal(result.days.length, 400);
  assert.equal(result.series.length, 400);
  assert.equal(result.optimistic_weeks.length, result.optimistic_days);
  assert.equal(result.at, "1971-02-04T00:00:00Z");
  assert.doesNotThrow(() => JSON.stringify(result));
});

Deno.test("the series' last day is the judged day, and tells since when volume lies below", () => {
  const { series, drop, below_since } = volumeDrops(market(), { at, step: DAY });
  assert.equal(series[399].drop, drop);
  const since = series.findIndex(({ date }) => date === below_since);
  assert.ok(series.slice(since).every((row) => row.drop! < 0));
  assert.ok(!(series[since - 1].drop! < 0));
});

Deno.test("later days change nothing: past only", () => {
  const { bars, funding } = market();
  const before = volumeDrops({ bars, funding }, { at: 350 * DAY, step: DAY });
  bars.quote_volume.fill(9e9, 351);
  funding.rate.fill(0.1, 351 * 3);
  const after = volumeDrops({ bars, funding }, { at: 350 * DAY, step: DAY });
  assert.deepEqual([after.level, after.drop, after.drop_interval], [
    before.level,
    before.drop,
    before.drop_interval,
  ]);
});

Deno.test("the same seed gives the same interval, another one another", () => {
  const of = (seed: number) => volumeDrops(market(), { at, step: DAY, seed }).drop_interval;
  assert.deepEqual(of(7), of(7));
  assert.notDeepEqual(of(7), of(8));
});

Deno.test("the window bounds what is reported, not the history", () => {
  const whole = volumeDrops(market(), { at, step: DAY });
  const cut = volumeDrops(market(), { at, step: DAY, from: 390 * DAY, to: 395 * DAY });
  assert.equal(cut.drop, whole.drop);
  assert.deepEqual(cut.days, whole.days.slice(390, 395));
});

Deno.test("without funding, with percent, or outside the bars: not testable, days all the same", () => {
  const { bars, funding } = market();
  const none = volumeDrops({ bars }, { at, step: DAY });
  assert.match(none.not_testable!, /^no funding/);
  assert.deepEqual([none.drop, none.drop_interval, none.days.length], [null, null, 400]);
  const percent = { ...funding, rate: funding.rate.map((rate) => rate * 100) };
  assert.match(
    volumeDrops({ bars, funding: percent }, { at, step: DAY }).not_testable!,
    /looks like percent/,
  );
  assert.match(
    volumeDrops({ bars, funding }, { at: 500 * DAY, step: DAY }).not_testable!,
    /lies outside the bars/,
  );
  // No funding is known of such a day either, and it is not what is missing.
  assert.match(
    volumeDrops({ bars }, { at: 500 * DAY, step: DAY }).not_testable!,
    /lies outside the bars/,
  );
});
