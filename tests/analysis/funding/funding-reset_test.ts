import assert from "node:assert/strict";
import { fundingReset } from "../../../lib/analysis/funding/funding-reset.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { emptyColumns } from "../../../lib/tables/columns.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";
import { fundingOf } from "../real-market.ts";
import { dailyBars } from "./funding-rows.ts";

const T0 = 200 * DAY + 5 * HOUR;

/** Funding that wanders about 0.005% and is `crowded` in the week before the event. */
function rows(crowded: number) {
  const random = createRandom("reset");
  let drift = 0;
  return Array.from({ length: 1000 }, (_, i) => {
    const time = i * 8 * HOUR;
    drift = 0.9 * drift + 1e-5 * random.normal();
    return [time, time < T0 && time >= T0 - 7 * DAY ? crowded : 5e-5 + drift, 8];
  });
}

const options = { at: T0, resamples: 100 };

Deno.test("an event with crowding gets its outcome and its placebo, one without gets neither", () => {
  const crowded = fundingReset({ funding: fundingOf(rows(9e-5)) }, options);
  assert.equal(crowded.crowding, "long");
  assert.equal(crowded.outcome, "reset");
  assert.ok(crowded.placebo!.n > 0 && crowded.placebo_percentile! >= 0);
  assert.equal(crowded.placebo_reset_rate, crowded.placebo!.reset / crowded.placebo!.n);
  const calm = fundingReset({ funding: fundingOf(rows(5e-5)) }, options);
  assert.equal(calm.outcome, "nothing to reset");
  assert.deepEqual([calm.placebo, calm.time_to_reset_hours], [null, null]);
  assert.ok(calm.phi !== null, "the half-life needs no crowding");
});

Deno.test("an excess that hardly any other time had is compared with none, and the notes say so", () => {
  const odd = fundingReset({ funding: fundingOf(rows(4e-3)) }, options);
  assert.equal(odd.crowding, "long");
  assert.ok(odd.placebo!.n < 5);
  assert.deepEqual([odd.placebo_reset_rate, odd.placebo_percentile], [null, null]);
  assert.match(odd.notes.join(), /5 are needed to compare it/);
});

Deno.test("leverage is that of the bars' venue: null where its open interest is not known", () => {
  const usd = new Array(230).fill(1e6);
  const bars = dailyBars(usd);
  const readings = (coins: number) => {
    const columns = emptyColumns("open_interest", 230 * 24);
    columns.time.forEach((_, i) => columns.time[i] = i * HOUR);
    columns.open_interest.fill(coins);
    return columns;
  };
  const inputs = { funding: fundingOf(rows(9e-5)), bars, step: DAY, openInterest: readings(5e3) };
  assert.equal(fundingReset(inputs, options).leverage_before, 0.5);
  const own = { ...inputs, venueOpenInterest: readings(2e4) };
  assert.equal(fundingReset(own, options).leverage_before, 2);
  const none = fundingReset({ ...inputs, venueOpenInterest: null }, options);
  assert.deepEqual([none.leverage_before, none.flush!.before], [null, 5e3]);
});

Deno.test("short crowding that eases is called what it is", () => {
  const { crowding, outcome } = fundingReset({ funding: fundingOf(rows(-1e-4)) }, options);
  assert.deepEqual([crowding, outcome], ["short", "reset"]);
});

Deno.test("the path holds every settlement from 7 days before to 14 after, yearly beside 8h", () => {
  const { path, neutral } = fundingReset({ funding: fundingOf(rows(9e-5)) }, options);
  assert.equal(path.length, 63);
  const [first] = path;
  assert.equal(first.excess, first.rate_8h - neutral!);
  assert.equal((first.rate_yearly / first.rate_8h).toFixed(6), "1095.000000");
});

Deno.test("a gap over the event is named, and what can be told is told", () => {
  const gap = rows(9e-5).filter(([time]) => time < T0 || time > T0 + 40 * HOUR);
  const result = fundingReset({ funding: fundingOf(gap) }, options);
  assert.match(result.notes.join(), /funding is missing for 40 hours around or after the event/);
  assert.deepEqual([result.crowding, result.outcome], ["long", "unknown"]);
  assert.equal(result.time_to_reset_hours, null);
});

Deno.test("funding that ends with the event: crowding is told, the outcome is unknown", () => {
  const result = fundingReset({
    funding: fundingOf(rows(9e-5).filter(([time]) => time < T0)),
  }, options);
  assert.deepEqual([result.crowding, result.outcome], ["long", "unknown"]);
  assert.equal(result.time_to_reset_hours, null);
  assert.equal(result.placebo_percentile, null);
});

Deno.test("percent is noticed; crowding and time to reset do not depend on the unit", () => {
  const fraction = fundingReset({ funding: fundingOf(rows(9e-5)) }, options);
  const percent = fundingReset({
    funding: fundingOf(rows(9e-5).map(([time, rate]) => [time, rate * 100, 8])),
  }, options);
  assert.match(percent.notes.join(), /look like percent/);
  assert.equal(percent.time_to_reset_hours, fraction.time_to_reset_hours);
});

Deno.test("without history nothing can be told of funding, but open interest still can", () => {
  const openInterest = emptyColumns("open_interest", 100);
  for (let i = 0; i < 100; i++) {
    openInterest.time[i] = T0 - 10 * HOUR + i * HOUR;
    openInterest.open_interest[i] = i < 11 ? 100 : 70;
  }
  const result = fundingReset({ funding: fundingOf([]), openInterest }, options);
  assert.match(result.not_testable!, /^0 settlements/);
  assert.equal(result.outcome, null);
  assert.equal(result.flush!.flush.toFixed(6), "-0.300000");
});

Deno.test("results are plain JSON: no NaN, no infinity", () => {
  const result = fundingReset({ funding: fundingOf(rows(9e-5)) }, options);
  assert.deepEqual(JSON.parse(JSON.stringify(result)), result);
});
