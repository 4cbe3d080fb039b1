import assert from "node:assert/strict";
import { visitOutcomes } from "../../lib/charts/visit-outcomes.ts";
import { snapshot, texts } from "./svg.ts";
import { rejectionResult } from "./synthetic.ts";

Deno.test("visit outcomes: visits without 24 hours after them are named, not drawn", () => {
  const chart = snapshot("visit-outcomes", (options) => visitOutcomes(rejectionResult(), options));
  assert.equal(
    chart.title,
    "BTC fell 2.0% to 5.0% from its peak in the 24 hours after 2 visits to 107–111; " +
      "1 had gone right through it",
  );
  assert.deepEqual(chart.rows.map((row) => row.fall_24h), [-0.05, -0.02]);
  assert(texts(chart.svg).includes("Not shown: 1 visit without 24 hours of data after it."));
});

Deno.test("at support, price rises from its low", () => {
  const visits = rejectionResult().visits.map((visit) => ({ ...visit, fall_24h: 0.03 }));
  const result = rejectionResult({ direction: "support", visits });
  const chart = snapshot("visit-outcomes-support", (options) => visitOutcomes(result, options));
  assert.match(chart.title, /^BTC rose 3\.0% from its low/);
});

Deno.test("without a measured visit there is a reason in its place", () => {
  const chart = snapshot(
    "visit-outcomes-none",
    (options) => visitOutcomes(rejectionResult({ visits: [] }), options),
  );
  assert(texts(chart.svg).includes("Not testable: no visit has 24 hours of data after it"));
  assert.deepEqual(chart.rows, []);
});
