import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { emptyColumns } from "../../lib/tables/columns.ts";
import { DAY, HOUR } from "../../lib/tables/time.ts";
import { type Made, made, START, walk, withDataset } from "../inputs/made-dataset.ts";
import { runReport } from "./run-report.ts";
import { faults } from "./schema.ts";

const NOTEBOOKS = 6;

/** A single bar. */
export function oneBar(): Made<"candles"> {
  const { key, columns } = walk("BTCUSDT", 1, "1h");
  const bar = emptyColumns("candles", 1);
  for (const name of ["time", "open", "high", "low", "close", "volume", "quote_volume"] as const) {
    bar[name][0] = columns[name][0];
  }
  return { key, columns: bar };
}

/** Three days of settlements, and nothing else. */
export function onlyFunding(): Made<"funding"> {
  const rows = 3 * DAY / (8 * HOUR);
  const funding = emptyColumns("funding", rows);
  for (let i = 0; i < rows; i++) {
    funding.time[i] = START + i * 8 * HOUR;
    funding.rate[i] = 1e-4 * (1 + i % 3);
  }
  return made("funding", funding, { symbol: "BTCUSDT", interval: "8h" });
}

/** The report on a dataset of some series runs through, and finds nothing that could be tested. */
export function requireUntestable(series: Made[]): Promise<void> {
  return withDataset(series, async (dataset) => {
    const out = join(dataset.dir, "..", "report");
    await runReport("--data", dataset.dir, "--out", out);
    const summary = JSON.parse(readFileSync(join(out, "summary.json"), "utf8"));
    assert.deepEqual(faults(summary), []);
    const notebooks = summary.figures.map(({ notebook }: { notebook: string }) => notebook);
    assert.equal(new Set(notebooks).size, NOTEBOOKS);
    const verdicts = summary.verdicts as { claim: string; verdict: string; reason: string }[];
    assert.equal(verdicts.length, 12);
    for (const { claim, verdict, reason } of verdicts) {
      assert.equal(verdict, "not testable", `${claim}: ${reason}`);
    }
  });
}
