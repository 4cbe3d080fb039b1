import assert from "node:assert/strict";
import { whoWasWaitingChart } from "../../lib/charts/who-was-waiting.ts";
import { insideEdges, snapshot, texts } from "./svg.ts";
import { waitingResult } from "./synthetic-levels.ts";

Deno.test("who was waiting: a row a visit, a mark for each known measure", () => {
  const chart = snapshot(
    "who-was-waiting",
    (options) => whoWasWaitingChart(waitingResult(), options),
  );
  assert.equal(
    chart.title,
    "At the visit of 30 Dec 2025 08:00, 1 of 2 measures of waiting BTC longs at 107–111 was among " +
      "the top tenth",
  );
  assert.equal(chart.rows.length, 6);
  assert.deepEqual(chart.rows.filter((row) => row.counts).map((row) => row.percentile), [95, 60]);
  assert(texts(chart.svg).some((text) => text.includes("Without data: net taker buying.")));
});

Deno.test("more visits than a slide has lines for keep the label of the one that counts", () => {
  const [one] = waitingResult().visits;
  const visits = Array.from({ length: 40 }, () => one);
  visits[17] = { ...one, at: "2026-01-07T07:00:00Z" };
  const chart = whoWasWaitingChart(waitingResult({ visits, counted: 17 }), {
    subject: "BTC",
    source: "synthetic",
    basis: "simulated",
    size: "slide",
  });
  insideEdges(chart);
  const labels = texts(chart.svg).filter((text) => / \d\d:00$/.test(text));
  assert(labels.includes("7 Jan 07:00"));
  assert(labels.length < 20, `${labels.length} labels`);
});

Deno.test("without a visit or a measure there is a reason in its place", () => {
  const options = { subject: "BTC", source: "synthetic", basis: "simulated" } as const;
  const none = waitingResult({ visits: [], counted: null, not_testable: "price never came" });
  assert(
    texts(whoWasWaitingChart(none, options).svg).some((text) => /price never came/.test(text)),
  );
});
