import assert from "node:assert/strict";
import type { DensestLevels } from "../../lib/analysis/ladder/densest-levels.ts";
import { liquidationMap } from "../../lib/analysis/ladder/liquidation-map.ts";
import { estimatedReported } from "../../lib/charts/estimated-reported.ts";
import { liquidationMapChart } from "../../lib/charts/liquidation-map.ts";
import { HOUR } from "../../lib/tables/time.ts";
import { snapshot, texts } from "./svg.ts";
import { START } from "./synthetic.ts";
import { BARS, validation } from "./synthetic-wave.ts";

const options = { subject: "BTC", source: "synthetic", basis: "simulated" } as const;

Deno.test("estimated against reported: both sides, the diagonal, and what the ranks are worth", () => {
  const chart = snapshot(
    "estimated-reported",
    (options) => estimatedReported(validation(), { ...options, venue: "hyperliquid" }),
  );
  assert.equal(
    chart.title,
    "Estimated and reported BTC liquidations rank 60 days alike: Spearman 0.87 for longs, 0.86 for " +
      "shorts",
  );
  assert.match(chart.subtitle, /against Hyperliquid/);
  assert.equal(chart.rows.length, 120, "values of 0 have no logarithm, but stay in the data");
  assert(texts(chart.svg).some((text) => text.includes("Not drawn: 1 values below")));
});

Deno.test("too few days say so", () => {
  const few = validation({ not_testable: "9 days with both sides; 20 are needed" });
  const chart = estimatedReported(few, { ...options, venue: "all" });
  assert(texts(chart.svg).some((text) => text.includes("9 days with both sides")));
});

const densest: DensestLevels = {
  schema_version: 1,
  analysis: "liquidation-wave",
  not_testable: null,
  basis: "estimated",
  days: 323,
  densest: 0.1,
  open_share: 0.3,
  liquidated_share: 0.304,
  expected_share: 0.218,
  p: 0.012,
};

Deno.test("liquidation map: levels by shade, the price through them, the test in the title", () => {
  const map = liquidationMap(BARS, {
    from: START + 48 * HOUR,
    to: START + 120 * HOUR,
    every: 4 * HOUR,
  });
  const chart = snapshot(
    "liquidation-map",
    (options) => liquidationMapChart(map, BARS, { ...options, densest, at: START + 100 * HOUR }),
  );
  assert.equal(
    chart.title,
    "BTC: 30.4% of what the next day liquidated lay in the densest 10% of levels, 21.8% by chance " +
      "(p = 0.012, 323 days)",
  );
  assert.equal(chart.rows.length, map.cells.length);
  const drawn = chart.svg.match(/<rect [^>]*fill-opacity/g)!.length;
  assert(drawn < map.cells.length / 2, `${drawn} rectangles for ${map.cells.length} cells`);
});

Deno.test("an untested map claims nothing; an empty one has a reason", () => {
  const map = liquidationMap(BARS, { from: START + 48 * HOUR, to: START + 60 * HOUR });
  const untested = { ...densest, not_testable: "2 days with a map", liquidated_share: null };
  const chart = liquidationMapChart(map, BARS, { ...options, densest: untested });
  assert.match(chart.title, /^Where the ladder holds BTC positions/);
  assert(texts(chart.svg).some((text) => text.includes("Densest levels not testable: 2 days")));
  const none = liquidationMapChart(liquidationMap(BARS, { from: 0, to: 1 }), BARS, options);
  assert(texts(none.svg).some((text) => text.includes("no bars in this window")));
});
