import assert from "node:assert/strict";
import { fundingPaid } from "../../../lib/analysis/funding/funding-paid.ts";
import { emptyColumns } from "../../../lib/tables/columns.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";
import { barsOf } from "../bars.ts";
import { settlements } from "./funding-rows.ts";

function readings(set: (columns: ReturnType<typeof emptyColumns<"open_interest">>) => void) {
  const columns = emptyColumns("open_interest", 40);
  columns.time.forEach((_, i) => columns.time[i] = i * DAY);
  set(columns);
  return columns;
}

const funding = settlements(new Array(120).fill(1e-4));
const at = 40 * DAY - HOUR;

Deno.test("longs paid the rate times open interest at each settlement of 30 days", () => {
  const openInterest = readings((oi) => oi.open_interest_usd.fill(1e9));
  const result = fundingPaid({ funding, openInterest }, { at });
  assert.equal(result.settlements, 90);
  assert.equal(result.settlements_with_oi, 90);
  assert.equal(Math.round(result.paid_usd!), 9_000_000);
  assert.equal(result.payments[89].cumulative_usd, result.paid_usd);
});

Deno.test("an hourly rate pays for an hour: it is not taken for 8", () => {
  const hourly = settlements(new Array(960).fill(1e-5), 0, 1);
  const openInterest = readings((oi) => oi.open_interest_usd.fill(1e9));
  const result = fundingPaid({ funding: hourly, openInterest }, { at, days: 1 });
  assert.equal(Math.round(result.paid_usd!), 24 * 1e4);
});

Deno.test("open interest in coins is valued at the price of its time", () => {
  const openInterest = readings((oi) => oi.open_interest.fill(1e4));
  const bars = barsOf(new Array(40).fill({ high: 1e5, low: 1e5, close: 1e5 }), DAY);
  const result = fundingPaid({ funding, openInterest, bars }, { at });
  assert.equal(Math.round(result.paid_usd!), 9_000_000);
  assert.equal(fundingPaid({ funding, openInterest }, { at }).paid_usd, null);
});

Deno.test("settlements without open interest are counted, not guessed", () => {
  const openInterest = readings((oi) => oi.open_interest_usd.fill(1e9, 0, 25));
  const result = fundingPaid({ funding, openInterest }, { at });
  assert.ok(result.settlements_with_oi < 90);
  assert.match(result.notes[0], /^settlements without open interest, not counted: /);
});

Deno.test("no open interest, no settlements, or percent: not testable, each in words", () => {
  const openInterest = readings((oi) => oi.open_interest_usd.fill(1e9));
  assert.match(fundingPaid({ funding }, { at }).not_testable!, /^no open interest/);
  assert.match(
    fundingPaid({ funding, openInterest }, { at: 400 * DAY }).not_testable!,
    /^no settlements/,
  );
  const percent = settlements(new Array(120).fill(1e-2));
  const result = fundingPaid({ funding: percent, openInterest }, { at });
  assert.match(result.not_testable!, /percent/);
  assert.deepEqual([result.paid_usd, result.payments], [null, []]);
});
