import assert from "node:assert/strict";
import { waitingAtVisits, whoWasWaiting } from "../../../lib/analysis/resistance/waiting.ts";
import { resistanceRejections } from "../../../lib/analysis/resistance/resistance-rejections.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { emptyColumns } from "../../../lib/tables/columns.ts";
import { DAY, HOUR, parseTime } from "../../../lib/tables/time.ts";

const START = parseTime("2025-01-01");
const DAYS = 200;

/** A seeded walk around 100 with taker flow and open interest that mean nothing. */
function market(seed = 1) {
  const random = createRandom(seed);
  const rows = DAYS * 24;
  const bars = emptyColumns("candles", rows);
  const openInterest = emptyColumns("open_interest", rows);
  let price = 100;
  for (let i = 0; i < rows; i++) {
    bars.time[i] = openInterest.time[i] = START + i * HOUR;
    bars.open[i] = price;
    price *= Math.exp(0.004 * random.normal() - 0.02 * Math.log(price / 100));
    bars.close[i] = price;
    bars.high[i] = Math.max(bars.open[i], price) * 1.001;
    bars.low[i] = Math.min(bars.open[i], price) * 0.999;
    bars.volume[i] = 10;
    bars.taker_buy_volume[i] = 10 * random.uniform();
    openInterest.open_interest[i] = 1000 + 5 * random.normal();
  }
  return { bars, openInterest };
}

const AT = START + DAYS * DAY;
const near = (bars: { close: Float64Array }): [number, number] => {
  const last = bars.close[bars.close.length - 1];
  return [last * 0.998, last * 1.002];
};

Deno.test("in a market without build-up no percentile is extreme on average", () => {
  const percentiles = Array.from({ length: 12 }, (_, seed) => {
    const inputs = market(seed);
    const { open_interest, taker_buying } = whoWasWaiting(inputs, near(inputs.bars), AT, HOUR);
    return [open_interest.percentile!, taker_buying.percentile!];
  }).flat();
  const average = percentiles.reduce((sum, value) => sum + value) / percentiles.length;
  assert(average > 30 && average < 70, `${average}`);
});

Deno.test("planted taker buying and open interest inside the zone are seen", () => {
  const inputs = market();
  const { bars, openInterest } = inputs;
  const zone = near(bars);
  for (let i = bars.time.length - 168; i < bars.time.length; i++) {
    if (bars.close[i] < zone[0] || bars.close[i] > zone[1]) continue;
    bars.taker_buy_volume[i] = 10;
    openInterest.open_interest.forEach((_, j, all) => j > i && (all[j] += 50));
  }
  const waiting = whoWasWaiting(inputs, zone, AT, HOUR);
  assert(waiting.hours_inside > 0);
  assert(waiting.taker_buying.percentile! >= 95, `${waiting.taker_buying.percentile}`);
  assert(waiting.open_interest.percentile! >= 95, `${waiting.open_interest.percentile}`);
});

Deno.test("the hours inside are those that the measures sum over", () => {
  const { bars } = market();
  bars.taker_buy_volume.set(bars.volume);
  const waiting = whoWasWaiting({ bars }, near(bars), AT, HOUR);
  assert.equal(waiting.taker_buying.value, waiting.hours_inside * bars.volume[0]);
});

Deno.test("a measure without data is null, and the others are still there", () => {
  const { bars } = market();
  bars.taker_buy_volume.fill(NaN);
  const waiting = whoWasWaiting({ bars }, near(bars), AT, HOUR);
  assert.deepEqual(waiting.open_interest, {
    value: null,
    percentile: null,
    built_up_from: null,
    n: 0,
  });
  assert.equal(waiting.taker_buying.value, null);
  assert.notEqual(waiting.ladder_longs.percentile, null);
});

Deno.test("nothing at or after the visit is looked at", () => {
  const inputs = market();
  const at = AT - 30 * DAY;
  const zone: [number, number] = [99.8, 100.2];
  const before = whoWasWaiting(inputs, zone, at, HOUR);
  const cut = inputs.bars.time.findIndex((time) => time >= at);
  for (const column of Object.values(inputs.bars)) column.fill(7, cut + 1);
  inputs.bars.time.set(
    Float64Array.from({ length: DAYS * 24 - cut }, (_, i) => at + i * HOUR),
    cut,
  );
  inputs.openInterest.open_interest.fill(7, cut + 1);
  assert.deepEqual(whoWasWaiting(inputs, zone, at, HOUR), before);
});

Deno.test("longs that price has since liquidated wait no more", () => {
  const { bars } = market();
  const last = bars.close.length - 1;
  const zone = near(bars);
  const before = whoWasWaiting({ bars }, zone, AT, HOUR).ladder_longs.value!;
  bars.low[last] = 10;
  bars.close[last] = bars.close[last - 1] * 1.5;
  assert(before > 0);
  assert.equal(whoWasWaiting({ bars }, zone, AT, HOUR).ladder_longs.value, 0);
});

Deno.test("a week in which price never came to the zone is no build-up, though most were like it", () => {
  const { bars } = market();
  const last = bars.close[bars.close.length - 1];
  const far = whoWasWaiting({ bars }, [last * 1.3, last * 1.31], AT, HOUR);
  assert.equal(far.ladder_longs.value, 0);
  assert(far.ladder_longs.percentile! <= 50, `${far.ladder_longs.percentile}`);
});

Deno.test("the last visit before the event counts, else the first", () => {
  const inputs = market();
  const result = resistanceRejections(inputs, {
    zone: [100.5, 101],
    from: AT - 10 * DAY,
    to: AT,
    step: HOUR,
    controls: 0,
  });
  assert(result.visits.length >= 3);
  const starts = result.visits.map(({ start }) => Date.parse(start));
  assert.equal(waitingAtVisits(inputs, result, starts[1] + 1).counted, 1);
  assert.equal(waitingAtVisits(inputs, result, starts[1]).counted, 0);
  assert.equal(waitingAtVisits(inputs, result, 0).counted, 0);
  const all = waitingAtVisits(inputs, result, AT);
  assert.deepEqual(all.visits.map(({ at }) => Date.parse(at)), starts);
});

Deno.test("a zone without a visit has nobody waiting", () => {
  const inputs = market();
  const span = { from: AT - 10 * DAY, to: AT, step: HOUR, controls: 0 };
  const result = resistanceRejections(inputs, { zone: [900, 910], ...span });
  const waiting = waitingAtVisits(inputs, result, AT);
  assert.equal(waiting.counted, null);
  assert.match(waiting.not_testable!, /outside all prices/);
});
