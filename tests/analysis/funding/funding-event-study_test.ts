import assert from "node:assert/strict";
import {
  fundingEventStudy,
  studyEvents,
} from "../../../lib/analysis/funding/funding-event-study.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";
import { perpFunding, perps } from "../real-market.ts";
import { settlements } from "./funding-rows.ts";

const DAYS = 640;
/** Unevenly spaced: evenly spaced ones would fall on each other when shifted. */
const EVENTS = [60, 122, 190, 271, 340, 405, 480, 562].map((day) => day * DAY + 3 * HOUR);

/**
 * Funding that wanders; it is high sixteen times: eight times before an event that ends it at
 * once (`reset`) or not, and eight times, 25 days later, before nothing.
 */
function market(seed: string, reset: boolean) {
  const random = createRandom(seed);
  let drift = 0;
  return settlements(Array.from({ length: DAYS * 3 }, (_, i) => {
    const time = i * 8 * HOUR;
    drift = 0.5 * drift + 4e-6 * random.normal();
    const crowded = EVENTS.some((event) => {
      const lasts = reset ? 0 : 5 * DAY;
      return (time >= event - 8 * DAY && time < event + lasts) ||
        (time >= event + 17 * DAY && time < event + 37 * DAY);
    });
    return 5e-5 + drift + (crowded ? 1e-4 : 0);
  }));
}

const study = (reset: boolean, assets = ["A"]) =>
  fundingEventStudy({
    assets: assets.map((asset) => ({ asset, funding: market(asset, reset) })),
    events: EVENTS.map((time, i) => ({ time, severity: i })),
  }, { resamples: 100 });

const resets = study(true, ["A", "B"]);

Deno.test("events that end crowding at once reset sooner than their placebos", () => {
  const { long, rows } = resets;
  assert.ok(rows.every(({ crowding }) => crowding === "long"));
  assert.equal(long.events, 8);
  assert.ok(long.p_sooner! < 0.05 && long.median_hours! < long.placebo_median_hours!);
});

Deno.test("events that change nothing do not", () => {
  const { long } = study(false);
  assert.ok(long.p_sooner! > 0.05);
});

Deno.test("N is counted in events: a second asset adds cases, not events", () => {
  const { long, rows, paths, groups } = resets;
  assert.equal(long.events, 8);
  assert.equal(rows.length, 16);
  const path = paths.find(({ crowding }) => crowding === "long")!;
  assert.deepEqual([path.events, path.cases, path.single.length], [8, 16, 8]);
  const group = groups.find(({ group }) => group === "long")!;
  assert.deepEqual([group.events, group.cases], [8, 16]);
});

Deno.test("the mean path falls at the event, its placebo's does not", () => {
  const { hours, mean, interval, placebo } = study(true).paths.find(({ crowding }) =>
    crowding === "long"
  )!;
  const at = (hour: number) => hours.indexOf(hour);
  assert.ok(mean[at(-24)]! > 8e-5 && mean[at(24)]! < 2e-5);
  assert.ok(interval[at(24)]![1] < 5e-5);
  assert.ok(placebo!.mean[at(24)]! > 5e-5);
});

Deno.test("without an event of a crowding its path is unknown at every hour, not missing", () => {
  const short = resets.paths.find(({ crowding }) => crowding === "short")!;
  assert.equal(short.events, 0);
  assert.deepEqual([short.mean.length, short.interval.length], [
    short.hours.length,
    short.hours.length,
  ]);
  assert.ok(short.mean.every((value) => value === null));
});

Deno.test("events too close to one kept are dropped and counted, yet placebos keep away", () => {
  const events = [...EVENTS, EVENTS[0] + 3 * DAY].map((time) => ({ time }));
  const funding = market("A", true);
  const result = fundingEventStudy({ assets: [{ asset: "A", funding }], events }, {
    resamples: 50,
  });
  assert.deepEqual([result.events_given, result.events_dropped, result.events], [9, 1, 8]);
});

Deno.test("no events, or no funding: not testable, and why", () => {
  const assets = [{ asset: "A", funding: market("A", true) }];
  assert.equal(fundingEventStudy({ assets, events: [] }).not_testable, "no events");
  assert.equal(fundingEventStudy({ assets: [], events: [] }).not_testable, "no funding");
  const empty = [{ asset: "A", funding: settlements([]) }];
  assert.match(
    fundingEventStudy({ assets: empty, events: [{ time: 0 }] }).not_testable!,
    /^0 settlements/,
  );
});

Deno.test("results are plain JSON, and the seed alone decides them", () => {
  assert.deepEqual(JSON.parse(JSON.stringify(resets)), resets);
  assert.deepEqual(study(true, ["A", "B"]), resets);
});

Deno.test({
  name: "a cascade's peak and severity make an event of the study",
  ...perps,
  fn() {
    const cascade = {
      peak_time: "2025-10-10T21:20:00Z",
      normal_days: 3.44,
      price_change: -0.1,
      long_share: 0.9,
    };
    const [event] = studyEvents([cascade as Parameters<typeof studyEvents>[0][number]]);
    const { rows } = fundingEventStudy({
      assets: [{ asset: "BTC", funding: perpFunding("BTC") }],
      events: [event],
    }, { resamples: 50 });
    assert.deepEqual([rows[0].severity, rows[0].outcome], [3.44, "reset"]);
    assert.equal(rows[0].time_to_reset_hours, 26 + 40 / 60);
  },
});
