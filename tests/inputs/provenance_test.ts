import assert from "node:assert/strict";
import { loadBars } from "../../lib/inputs/market.ts";
import { combined, sourceLine } from "../../lib/inputs/provenance.ts";
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
