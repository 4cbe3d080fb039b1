import assert from "node:assert/strict";
import { loadBars } from "../../lib/inputs/market.ts";
import { cite, combined, sourceLine, wholeDataset } from "../../lib/inputs/provenance.ts";
import { HOUR } from "../../lib/tables/time.ts";
import { walk, withDataset } from "./made-dataset.ts";

Deno.test("a source line tells venue, symbol, interval, dataset, rows, span and licence", () =>
  withDataset([walk("BTCUSDT", 2)], async (dataset) => {
    const { provenance } = await loadBars(dataset, "BTCUSDT", {}, HOUR);
    assert.equal(
      sourceLine(provenance),
      "Binance BTCUSDT 5m bars (dataset made, 576 rows, 2025-10-01 to 2025-10-02); " +
        "licence: made by a program, nobody's data",
    );
  }));

Deno.test("several sources tell each licence once, and the weakest basis", () => {
  const part = (basis: "reported" | "estimated", licences: string[]) => ({
    dataset: "d",
    series: [],
    basis,
    rows: 1,
    from: 0,
    to: 1,
    licences,
    notes: [],
  });
  const { licences, basis } = combined([
    part("reported", ["MIT"]),
    part("estimated", ["MIT", "own"]),
  ]);
  assert.deepEqual([licences, basis], [["MIT", "own"], "estimated"]);
});

Deno.test("a citation hands the end of the data and the notebook's look to the chart", () =>
  withDataset([walk("BTCUSDT", 2)], async (dataset) => {
    const { provenance } = await loadBars(dataset, "BTCUSDT", {}, HOUR);
    const look = { size: "journal", theme: "dark" } as const;
    const { until, size, theme } = cite("BTC", provenance, look);
    assert.deepEqual([until, size, theme], [provenance.to, "journal", "dark"]);
    assert.equal(until, Date.UTC(2025, 9, 3));
    assert.equal("until" in cite("BTC", { ...provenance, rows: 0, to: -Infinity }), false);
    assert.equal(wholeDataset(dataset, look).size, "journal");
  }));
