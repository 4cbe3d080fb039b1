import assert from "node:assert/strict";
import type { FundingEventStudy } from "../../lib/analysis/funding/funding-event-study.ts";
import { fundingReset } from "../../lib/analysis/funding/funding-reset.ts";
import type { MatchedTest } from "../../lib/analysis/funding/matched-times.ts";
import { c9 } from "../../lib/claims/c9.ts";
import { DAY } from "../../lib/tables/time.ts";
import { settlements } from "../analysis/funding/funding-rows.ts";

const test: MatchedTest = {
  events: 9,
  median_hours: 20,
  placebo_median_hours: 60,
  difference_hours: -40,
  difference_interval: [-60, -10],
  shifts: 380,
  p_sooner: 0.01,
  p_later: 0.99,
  smallest_effect_hours: 15,
};
const study = (
  long: Partial<MatchedTest>,
  not_testable: string | null = null,
): FundingEventStudy => ({
  schema_version: 1,
  analysis: "funding-event-study",
  not_testable,
  events_given: 66,
  events_dropped: 36,
  events: 30,
  assets: ["BTC"],
  rows: [],
  nothing_to_reset: 0,
  unknown: 0,
  groups: [],
  paths: [],
  long: { ...test, ...long },
  short: test,
  predictors: [],
  notes: [],
});

Deno.test("C9 is supported over at least 8 events that reset sooner than their placebos", () => {
  const verdict = c9(study({}), "reported");
  assert.deepEqual([verdict.verdict, verdict.p, verdict.n], ["supported", 0.01, 9]);
  assert.deepEqual(verdict.interval, [-60, -10]);
  assert.equal(c9(study({ events: 7 }), "reported").verdict, "inconclusive");
  assert.match(c9(study({ events: 7 }), "reported").reason, /8 events are needed/);
});

Deno.test("later than the placebos at the same strength contradicts it; neither is inconclusive", () => {
  const later = c9(study({ p_sooner: 0.99, p_later: 0.02 }), "reported");
  assert.deepEqual([later.verdict, later.p], ["contradicted", 0.02]);
  const neither = c9(study({ p_sooner: 0.3, p_later: 0.7 }), "reported");
  assert.equal(neither.verdict, "inconclusive");
  assert.equal(neither.smallest_effect, "a median 15 h sooner than without a cascade");
});

Deno.test("fewer than 3 long-crowded events, or none at all, are not testable", () => {
  const few = c9(study({ events: 2 }), "reported");
  assert.equal(few.verdict, "not testable");
  assert.match(few.reason, /^2 events with long crowding .* at least 3/);
  assert.equal(c9(study({}, "no funding"), "reported").reason, "no funding");
});

Deno.test("an event alone never decides: with nothing to reset, the figure says so plainly", () => {
  const funding = settlements(new Array(400).fill(1e-4));
  const event = fundingReset({ funding }, { at: 100 * DAY, resamples: 10 });
  const verdict = c9(study({ events: 2 }), "reported", event);
  assert.equal(verdict.verdict, "not testable");
  assert.match(verdict.figure, /^11 Apr 1970 00:00 UTC: nothing to reset/);
});
