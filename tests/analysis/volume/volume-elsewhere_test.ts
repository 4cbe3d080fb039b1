import assert from "node:assert/strict";
import { volumeDrops } from "../../../lib/analysis/volume/volume-drops.ts";
import { volumeElsewhere } from "../../../lib/analysis/volume/volume-elsewhere.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { DAY } from "../../../lib/tables/time.ts";
import { dailyBars, settlements } from "../funding/funding-rows.ts";

/** 400 days; in five stretches of 20 days price and funding are high and volume doubles. */
function market(times: (day: number) => number, seed: string) {
  const random = createRandom(seed);
  const usd = Array.from(
    { length: 400 },
    (_, day) => (high(day) ? 200 : 100) * Math.exp(0.1 * random.normal()) * times(day),
  );
  let price = 100;
  const prices = usd.map((_, day) => price *= day % 60 < 30 ? 1.01 : 0.992);
  return dailyBars(usd, (day) => prices[day]);
}
const high = (day: number) => day > 60 && day % 60 < 20;
const funding = settlements(
  Array.from({ length: 1200 }, (_, i) => high(Math.floor(i / 3)) ? 1e-4 : 2e-5),
);
const here = { name: "Here", bars: market(() => 1, "here"), funding, step: DAY };
const at = 399 * DAY;

Deno.test("a place that kept its volume while the judged market lost it stands out", () => {
  const result = volumeElsewhere(here, [
    { name: "Same", bars: market(() => 0.5, "same") },
    { name: "Won", bars: market((day) => day > 392 ? 1 : 0.5, "won") },
  ], { at, resamples: 200 });
  const [same, won] = result.rows;
  assert.equal(result.here.drop, volumeDrops(here, { at, step: DAY }).drop);
  assert(same.drop! < -0.4 && same.drop_interval![1] < 0, `${same.drop}`);
  assert(Math.abs(same.ratio! / 0.5 - 1) < 0.1 && Math.abs(same.recent_ratio! / 0.5 - 1) < 0.2);
  // It lost nothing: what the judged market lost went there.
  assert(Math.abs(won.drop!) < 0.2, `${won.drop}`);
  assert(won.recent_ratio! > 1.6 * won.ratio! && won.recent_percentile! > 95);
});

Deno.test("a place with a short history has a size, and no level to lie below", () => {
  const short = market(() => 0.3, "short");
  const usd = Array.from(
    { length: 100 },
    (_, day) => short.volume[300 + day] * short.close[300 + day],
  );
  const days = dailyBars(usd, (day) => short.close[300 + day]);
  const cut = { ...days, time: days.time.map((time) => time + 300 * DAY) };
  const [row] = volumeElsewhere(here, [{ name: "Short", bars: cut }], { at, resamples: 50 }).rows;
  assert.equal(row.days, 100);
  assert(Math.abs(row.ratio! / 0.3 - 1) < 0.1);
  assert.equal(row.drop, null);
  assert.match(row.drop_not_testable!, /optimistic days|episodes|complete days/);
});

Deno.test("without another market nothing is compared, and the result says so", () => {
  const alone = volumeElsewhere(here, [], { at, resamples: 50 });
  assert.match(alone.not_testable!, /no other market/);
  assert.deepEqual(alone.rows, []);
  assert(alone.here.drop! < 0);
});
