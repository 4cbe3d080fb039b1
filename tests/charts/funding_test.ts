import assert from "node:assert/strict";
import { fundingAround } from "../../lib/charts/funding-around.ts";
import { fundingPlacebo } from "../../lib/charts/funding-placebo.ts";
import { snapshot, texts } from "./svg.ts";
import { fundingResult as result } from "./synthetic-funding.ts";

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
    "BTC funding was not back within 14 days; without an event it was in 80% of 5 like cases",
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
    "BTC funding was back 26 h 40 min after the event; of 5 like cases without one 80% took longer",
  );
  assert.deepEqual(chart.rows.map((row) => row.hours), [18, 50, 50, 90, null, 26 + 40 / 60]);
  assert(texts(chart.svg).some((text) => text.startsWith("50 h: 60% of the placebos were back")));
  assert(texts(chart.svg).some((text) => text.includes("the tolerance was widened")));
});

Deno.test("without placebos or funding there is a reason in its place", () => {
  const none = result({ outcome: "nothing to reset", placebo: null });
  assert(
    texts(fundingPlacebo(none, options).svg).some((text) => text.includes("nothing to reset:")),
  );
  const few = result();
  few.placebo!.n = 4;
  assert.match(fundingPlacebo(few, options).alt, /only 4 other times had a like excess/);
  const missing = result({ not_testable: "12 settlements in the 180 days before, 30 are needed" });
  const chart = fundingAround({ ...missing, neutral: null, e0: null, noise: null }, options);
  assert(texts(chart.svg).some((text) => text.startsWith("Not testable: 12 settlements")));
});
