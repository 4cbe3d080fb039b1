import assert from "node:assert/strict";
import { visitPanels } from "../../lib/charts/visit-panels.ts";
import { insideEdges, snapshot, texts } from "./svg.ts";
import { rejectionResult, swingingBars } from "./synthetic.ts";

Deno.test("visit panels: one small chart for each visit, aligned at its start", () => {
  const chart = snapshot(
    "visit-panels",
    (options) => visitPanels(swingingBars(200), rejectionResult(), options),
  );
  assert.equal(
    chart.title,
    "BTC at 107–111, visit by visit: 1 rejection, 1 breakout, 1 unresolved",
  );
  const visits = Map.groupBy(chart.rows, (row) => row.visit);
  assert.equal(visits.size, 3);
  for (const rows of visits.values()) {
    assert.equal(rows.at(-1)!.hours, 47);
    assert(rows.every((row) => Number(row.hours) >= -24));
  }
});

Deno.test("more visits than can be read: the latest are shown, and that is said", () => {
  const [one] = rejectionResult().visits;
  const visits = Array.from({ length: 40 }, () => one);
  for (const [size, most] of [["notebook", 15], ["slide", 10]] as const) {
    const chart = visitPanels(swingingBars(200), rejectionResult({ visits }), {
      subject: "BTC",
      source: "synthetic",
      basis: "simulated",
      size,
    });
    insideEdges(chart);
    assert(texts(chart.svg).includes(`The latest ${most} of 40 visits.`));
  }
});

Deno.test("without a visit there is a reason in its place", () => {
  const options = { subject: "BTC", source: "synthetic", basis: "simulated" } as const;
  const chart = visitPanels(swingingBars(120), rejectionResult({ visits: [] }), options);
  assert(texts(chart.svg).some((text) => text.includes("price never came to the zone")));
});
