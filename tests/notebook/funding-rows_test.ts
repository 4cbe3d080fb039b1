import assert from "node:assert/strict";
import type { FundingPaid } from "../../lib/analysis/funding/funding-paid.ts";
import {
  groupRows,
  noteRows,
  outcomeRows,
  studyRows,
  venueRows,
} from "../../lib/notebook/funding-rows.ts";
import { fundingResult } from "../charts/synthetic-funding.ts";

const paid = {
  not_testable: null,
  notes: ["settlements without open interest, not counted: 4"],
} as unknown as FundingPaid;

Deno.test("an outcome stands beside its placebos; what is not known stays empty", () => {
  const [row] = outcomeRows([{
    asset: "BTC",
    result: fundingResult({ placebo: null }),
    flushVenue: null,
  }]);
  assert.deepEqual([row.asset, row.outcome, row.flush, row.placebo_n], [
    "BTC",
    "reset",
    null,
    null,
  ]);
  const [told] = outcomeRows([{ asset: "BTC", result: fundingResult(), flushVenue: "okx" }]);
  assert.deepEqual([told.placebo_n, told.flush_venue], [5, "okx"]);
});

Deno.test("every fault has a row, each once, and says what it leaves out", () => {
  const result = fundingResult({
    notes: ["funding is missing for 30 hours around or after the event", "x", "x"],
    flush_not_testable: "no open interest",
  });
  const inputs = { openInterestNotes: ["OKX open interest left out"] };
  assert.deepEqual(noteRows([{ asset: "BTC", result, paid, inputs }]).map(({ note }) => note), [
    "funding is missing for 30 hours around or after the event",
    "x",
    "OKX open interest left out",
    "flush: no open interest",
    "settlements without open interest, not counted: 4",
  ]);
});

Deno.test("a venue's intervals are one column, and how often it changed them another", () => {
  const venue = {
    venue: "okx",
    settlements: 9,
    from: null,
    to: null,
    intervals: [8, 4, 8].map((hours) => ({ hours, since: "2025-10-10T00:00:00Z" })),
    mean_8h: 1e-4,
    mean_8h_interval: null,
    mean_yearly: 0.1,
    weight_known: 0,
    notes: ["a", "b"],
  };
  const [row] = venueRows({ venues: [venue] } as unknown as Parameters<typeof venueRows>[0]);
  assert.deepEqual([row.hours, row.changes, row.low, row.notes], ["8, 4", 2, null, "a; b"]);
});

Deno.test("intervals become two columns", () => {
  const group = {
    by: "asset" as const,
    group: "BTC",
    events: 3,
    cases: 3,
    reset: 3,
    reset_rate: 1,
    reset_rate_interval: [0.4, 1] as [number, number],
    median_hours: 27,
  };
  const [row] = groupRows({ groups: [group] });
  assert.deepEqual([row.low, row.high, row.group], [0.4, 1, "BTC"]);
});

Deno.test("each event of the study has its half-life with its interval, however wide", () => {
  const row = { asset: "BTC", half_life_periods: 3, half_life_note: null };
  const rows = [
    { ...row, half_life_interval: [1, null] },
    { ...row, half_life_interval: null },
  ] as unknown as Parameters<typeof studyRows>[0]["rows"];
  const ends = studyRows({ rows }).map(({ half_life_low, half_life_high, half_life_note }) => [
    half_life_low,
    half_life_high,
    half_life_note,
  ]);
  assert.deepEqual(ends, [[1, null, "no upper end"], [null, null, null]]);
});
