import assert from "node:assert/strict";
import type { VisitPath } from "../../lib/analysis/resistance/into-visits.ts";
import { intoVisitsChart } from "../../lib/charts/into-visits.ts";
import { snapshot, texts } from "./svg.ts";
import { waitingResult } from "./synthetic-levels.ts";

/** A path for each visit: open interest rises, longs rise and fall, taker buying is not known. */
const paths = waitingResult().visits.map(({ at }, v): VisitPath => {
  const hours = Array.from({ length: 29 }, (_, i) => -168 + 6 * i);
  return {
    start: at,
    hours,
    open_interest: hours.map((_, i) => (v - 1) * 100 * i),
    taker_buying: hours.map(() => null),
    ladder_longs: hours.map((_, i) => 2000 * (v + 1) * Math.sin(i * Math.PI / 28)),
  };
});

Deno.test("into visits: a plot for each measure, one without data says so", () => {
  const chart = snapshot(
    "into-visits",
    (options) => intoVisitsChart(paths, waitingResult(), options),
  );
  assert.equal(
    chart.title,
    "BTC was inside 107–111 for 12 hours of the week before 30 Dec 2025 08:00; 1 of 2 measures " +
      "reached the top tenth",
  );
  assert.equal(chart.rows.length, 3 * 29);
  assert.equal(texts(chart.svg).filter((text) => text === "not in this dataset").length, 1);
});

Deno.test("without a visit there is a reason in its place", () => {
  const options = { subject: "BTC", source: "synthetic", basis: "simulated" } as const;
  const none = waitingResult({ visits: [], counted: null });
  const chart = intoVisitsChart([], none, options);
  assert(texts(chart.svg).some((text) => text.includes("there is no visit")));
});
