import assert from "node:assert/strict";
import { coverage } from "../../lib/charts/coverage.ts";
import type { CoverageRow } from "../../lib/dataset/data-check.ts";
import { snapshot, texts } from "./svg.ts";

const series = (symbol: string, changes: Partial<CoverageRow> = {}): CoverageRow => ({
  series: `candles/binance/linear/${symbol}/trade/5m/reported`,
  table: "candles",
  venue: "binance",
  market: "linear",
  symbol,
  asset: symbol,
  kind: "trade",
  interval: "5m",
  basis: "reported",
  rows: 1000,
  from: "2025-01-01T00:00:00Z",
  to: "2025-06-01T00:00:00Z",
  gaps: 0,
  missing: 0,
  complete: 1,
  duplicates: 0,
  differences: 0,
  rejected: 0,
  ...changes,
});
const gappy = series("ETHUSDT", { gaps: 1, missing: 1, complete: 0.99999 });
const gap = {
  series: gappy.series,
  from: "2025-03-01T00:00:00Z",
  to: "2025-03-01T00:05:00Z",
  missing: 1,
};

Deno.test("coverage: one missing row of a hundred thousand is seen and not rounded away", () => {
  const check = {
    coverage: [
      series("BTCUSDT"),
      gappy,
      series("<script>", {
        series: "f",
        table: "funding",
        interval: "settlement",
        gaps: null,
        missing: null,
        complete: null,
      }),
    ],
    gaps: [gap],
  };
  const chart = snapshot("coverage", (options) => coverage(check, options));
  assert.equal(
    chart.title,
    "1 of 3 series has gaps; most rows are missing of binance ETHUSDT 5m candles, 99.99% complete",
  );
  assert(texts(chart.svg).includes("binance <script> funding"));
  assert(texts(chart.svg).includes("1 row missing\n1 Mar 2025 00:00 to 1 Mar 2025 00:05 UTC"));
});

Deno.test("of many series those that differ in their symbol share a row, a thin bar each", () => {
  const many = Array.from(
    { length: 100 },
    (_, i) =>
      series(`S${i}`, {
        series: `s${i}`,
        complete: 1000 / (1000 + i),
        gaps: i,
        missing: i,
        venue: i < 90 ? "binance" : "okx",
      }),
  );
  const chart = snapshot(
    "coverage-many",
    (options) => coverage({ coverage: many, gaps: [{ ...gap, series: "s95" }] }, options),
  );
  const said = texts(chart.svg);
  assert(said.includes("binance 90 symbols 5m candles"));
  assert(said.includes("okx 10 symbols 5m candles"));
  assert(said.includes("Where several symbols share a row, each is a thin bar of its own."));
  assert.equal(chart.rows.length, 101, "every series and gap stands in the data");
});

Deno.test("of too many rows those with most data are shown, and the rest counted", () => {
  const venues = Array.from(
    { length: 50 },
    (_, i) => series("X", { series: `s${i}`, venue: `v${i}`, rows: i + 1 }),
  );
  const chart = coverage({ coverage: venues, gaps: [] }, {
    subject: "x",
    source: "synthetic",
    basis: "simulated",
  });
  assert.equal(chart.rows.length, 40);
  assert.equal(chart.rows[0].series, "s10");
  assert(texts(chart.svg).includes("Shown: the 40 of 50 rows with most data."));
});

Deno.test("an empty dataset has no coverage to show", () => {
  const options = { subject: "x", source: "synthetic", basis: "simulated" } as const;
  assert.equal(
    coverage({ coverage: [], gaps: [] }, options).subtitle,
    "Not testable with this data",
  );
});
