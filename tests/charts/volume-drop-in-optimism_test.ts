import assert from "node:assert/strict";
import { volumeDropInOptimism } from "../../lib/charts/volume-drop-in-optimism.ts";
import { snapshot, texts } from "./svg.ts";
import { volumeResult } from "./synthetic-volume.ts";

Deno.test("volume drop in optimism: days with the same median share a step", () => {
  const chart = snapshot(
    "volume-drop-in-optimism",
    (options) => volumeDropInOptimism(volumeResult(), options),
  );
  assert.equal(
    chart.title,
    "10% of optimistic days had a week of as little volume as BTC's week to 6 Dec 2025, $9.00B a day",
  );
  const weeks = chart.rows.filter((row) => row.layer === "optimistic week");
  assert.deepEqual(weeks.map((row) => row.share), [
    0.2,
    0.2,
    0.4,
    0.4,
    0.6,
    0.6,
    0.8,
    0.8,
    1,
    1,
  ]);
  assert(texts(chart.svg).some((text) => text.includes("only 2 episodes")));
});

Deno.test("without a level there is a reason in its place", () => {
  const result = volumeResult({
    not_testable: "no funding: optimism cannot be told",
    level: null,
    percentile_in_optimism: null,
  });
  const chart = volumeDropInOptimism(result, { subject: "BTC", source: "s", basis: "simulated" });
  assert(texts(chart.svg).includes("Not testable: no funding: optimism cannot be told"));
});
