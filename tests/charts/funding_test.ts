import assert from "node:assert/strict";
import type { FundingResetResult } from "../../lib/analysis/funding-reset.ts";
import { fundingAround } from "../../lib/charts/funding-around.ts";
import { fundingPlacebo } from "../../lib/charts/funding-placebo.ts";
import { formatTime, HOUR, parseTime } from "../../lib/tables/time.ts";
import { snapshot, texts } from "./svg.ts";

const AT = parseTime("2025-10-10T21:20");
const FIRST = parseTime("2025-10-04T00:00");

/** Funding of 0.8 bp before an event and 0.4 bp after it, neutral 0.5 bp. */
function result(changes: Partial<FundingResetResult> = {}): FundingResetResult {
  return {
    schema_version: 1,
    analysis: "funding-reset",
    not_testable: null,
    seed: 1,
    at: formatTime(AT),
    neutral: 5e-5,
    e0: 3e-5,
    noise: 1e-5,
    crowding: "long",
    outcome: "reset",
    time_to_reset_hours: 26 + 40 / 60,
    placebo_reset_rate: 0.75,
    placebo_percentile: 25,
    placebo: {
      n: 4,
      tolerance: 0.5,
      widened: true,
      episodes: 2,
      reset: 3,
      reset_rate_interval: [0.2, 0.98],
      median_hours: 50,
      times: [18, 50, 50, null].map((hours, i) => ({
        at: formatTime(AT - (30 + i) * 24 * HOUR),
        neutral: 5e-5,
        hours,
      })),
    },
    path: Array.from({ length: 60 }, (_, i) => {
      const time = FIRST + i * 8 * HOUR;
      const rate_8h = (time < AT ? 8e-5 : 4e-5) + 1e-5 * Math.sin(i);
      return {
        time: formatTime(time),
        hours: (time - AT) / HOUR,
        rate_8h,
        rate_yearly: rate_8h * 1095,
        excess: rate_8h - 5e-5,
      };
    }),
    flush: null,
    flush_not_testable: "no open interest",
    notes: [],
    pairs: 41,
    phi: 0.35,
    phi_corrected: 0.4,
    phi_interval: null,
    half_life_periods: 0.76,
    half_life_interval: null,
    period_hours: 8,
    half_life_note: "faster than one settlement",
    ...changes,
  } as FundingResetResult;
}
const options = { subject: "BTC", source: "synthetic", basis: "simulated" } as const;

Deno.test("funding around: excess before the event, and the settlement at which it was gone", () => {
  const chart = snapshot("funding-around", (options) => fundingAround(result(), options));
  assert.equal(
    chart.title,
    "BTC funding lay 0.30 bp above neutral in the week before 10 Oct 2025 21:20 UTC; the excess " +
      "was gone after 26 h 40 min",
  );
  assert.equal(chart.rows.length, 60);
  assert(texts(chart.svg).includes("Reset after 26 h 40 min"));
});

Deno.test("every outcome has its own sentence", () => {
  const none = result({ crowding: "none", outcome: "nothing to reset", time_to_reset_hours: null });
  assert.match(fundingAround(none, options).title, /^BTC funding had nothing to reset at 10 Oct/);
  const stays = result({
    outcome: "not reset",
    time_to_reset_hours: null,
    placebo_percentile: null,
  });
  assert.match(fundingAround(stays, options).title, /was not gone within 14 days$/);
  assert.equal(
    fundingPlacebo(stays, options).title,
    "BTC funding was not back within 14 days; without an event it was in 75% of 4 like cases",
  );
  const unknown = result({ outcome: "unknown", time_to_reset_hours: null });
  assert.match(fundingAround(unknown, options).title, /unknown, because settlements are missing$/);
  assert.match(fundingPlacebo(unknown, options).title, /^When BTC funding came back is unknown/);
  const short = result({ crowding: "short", e0: -3e-5 });
  assert.match(fundingAround(short, options).title, /^BTC funding lay 0\.30 bp below neutral/);
});

Deno.test("funding placebo: the event among like cases, ties and those that never reset", () => {
  const chart = snapshot("funding-placebo", (options) => fundingPlacebo(result(), options));
  assert.equal(
    chart.title,
    "BTC funding was back 26 h 40 min after the event, sooner than in 75% of 4 like cases without one",
  );
  assert.deepEqual(chart.rows.map((row) => row.hours), [18, 50, 50, null, 26 + 40 / 60]);
  assert(texts(chart.svg).some((text) => text.startsWith("50 h: 75% of the placebos were back")));
  assert(texts(chart.svg).some((text) => text.includes("the tolerance was widened")));
});

Deno.test("without placebos or funding there is a reason in its place", () => {
  const none = result({ outcome: "nothing to reset", placebo: null });
  assert(
    texts(fundingPlacebo(none, options).svg).some((text) => text.includes("nothing to reset:")),
  );
  const missing = result({ not_testable: "12 settlements in the 180 days before, 30 are needed" });
  const chart = fundingAround({ ...missing, neutral: null, e0: null, noise: null }, options);
  assert(texts(chart.svg).some((text) => text.startsWith("Not testable: 12 settlements")));
});
