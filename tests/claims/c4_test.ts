import assert from "node:assert/strict";
import type { Measure, Waiting, WaitingResult } from "../../lib/analysis/resistance/waiting.ts";
import { c4 } from "../../lib/claims/c4.ts";

const measure = (percentile: number | null): Measure => ({
  value: percentile === null ? null : 1234.5,
  percentile,
  built_up_from: percentile === null ? null : 2000,
  n: percentile === null ? 0 : 600,
});

/** One visit with the percentiles of open interest, taker buying and the ladder's longs. */
function waiting(...percentiles: (number | null)[]): WaitingResult {
  const [open_interest, taker_buying, ladder_longs] = percentiles.map(measure);
  const visit: Waiting = {
    at: "2025-12-04T12:00:00Z",
    zone: [92_000, 93_000],
    hours_inside: 20,
    open_interest,
    taker_buying,
    ladder_longs,
  };
  return {
    schema_version: 1,
    analysis: "who-was-waiting",
    not_testable: null,
    zone: [92_000, 93_000],
    at: "2025-12-05T00:00:00Z",
    counted: 0,
    visits: [visit],
  };
}

const answer = (...percentiles: (number | null)[]) =>
  c4(waiting(...percentiles), "BTC", "reported").verdict;

Deno.test("two of three measures at or above the 90th percentile: supported", () => {
  assert.equal(answer(90, 95, 10), "supported");
  assert.equal(answer(99, null, 90), "supported");
});

Deno.test("one alone is inconclusive, and says what would have been seen", () => {
  const verdict = c4(waiting(99, 89, 50), "BTC", "reported");
  assert.equal(verdict.verdict, "inconclusive");
  assert.match(verdict.smallest_effect!, /net taker buying above \+2,000.*BTC$/);
  assert.match(verdict.figure, /open interest added \+1,230 BTC \(percentile 99\)/);
  assert.match(
    verdict.reason,
    /visit of 4 Dec 2025 12:00 UTC \(the last before the event\) 1 of 3/,
  );
});

Deno.test("two at or below the 10th percentile: contradicted", () => {
  assert.equal(answer(10, 3, 60), "contradicted");
  assert.equal(answer(11, 3, 60), "inconclusive");
});

Deno.test("fewer than two measures: not testable, and which are missing", () => {
  const verdict = c4(waiting(null, null, 99), "BTC", "reported");
  assert.equal(verdict.verdict, "not testable");
  assert.match(verdict.reason, /1 measure .*no data on open interest added and net taker buying/);
});

Deno.test("without a visit there is nothing to judge", () => {
  const none = { ...waiting(99, 99, 99), counted: null, visits: [], not_testable: "no visit" };
  const verdict = c4(none, "BTC", "simulated");
  assert.equal(verdict.verdict, "not testable");
  assert.equal(verdict.reason, "no visit");
  assert.equal(verdict.basis, "simulated");
});

Deno.test("a visit after the event is named as such", () => {
  const late = { ...waiting(99, 99, 99), at: "2025-12-01T00:00:00Z" };
  assert.match(c4(late, "BTC", "reported").reason, /the first, none came before the event/);
});
