import assert from "node:assert/strict";
import type {
  RejectionSensitivity,
  SensitivityRow,
} from "../../lib/analysis/resistance/rejection-sensitivity.ts";
import { rejectionSensitivityChart } from "../../lib/charts/rejection-sensitivity.ts";
import { snapshot, texts } from "./svg.ts";

const row = (interval: string, retreat: number, confirm: number, p: number): SensitivityRow => ({
  interval,
  retreat,
  confirm,
  changed: Number(interval !== "1h") + Number(retreat !== 0.005) + Number(confirm !== 2),
  visits: 10,
  rejections: 7,
  breakouts: 2,
  unresolved: 1,
  rejection_rate: 7 / 9,
  rejection_rate_interval: [0.45, 0.94],
  control_mean: 0.62,
  p,
  not_testable: null,
});
const missing: SensitivityRow = {
  ...row("15m", 0.005, 2, 1),
  rejection_rate: null,
  rejection_rate_interval: null,
  control_mean: null,
  p: null,
  not_testable: "the data has no bars that join to 15m",
};
const result = (changes: Partial<RejectionSensitivity> = {}): RejectionSensitivity => ({
  schema_version: 1,
  analysis: "rejection-sensitivity",
  not_testable: null,
  seed: 1,
  zone: [107, 111],
  direction: "resistance",
  rows: [
    missing,
    row("4h", 0.005, 2, 0.2),
    row("1h", 0.005, 1, 0.03),
    row("1h", 0.01, 2, 0.1),
    row("1h", 0.005, 2, 0.04),
    row("4h", 0.01, 1, 0.5),
  ],
  settings: 5,
  below_005: 2,
  p_range: [0.03, 0.5],
  ...changes,
});

Deno.test("sensitivity: the main setting first, then what is changed, one at a time", () => {
  const chart = snapshot(
    "rejection-sensitivity",
    (options) => rejectionSensitivityChart(result(), options),
  );
  assert.equal(
    chart.title,
    "107–111 has p < 0.05 for BTC in 2 of 5 settings: p runs from 0.030 to 0.500",
  );
  const labels = ["1h, 0.5%, 2 closes", "retreat 1%", "1 close to confirm", "bars of 4h"];
  const said = texts(chart.svg);
  assert.deepEqual(said.filter((text) => labels.includes(text)), labels);
  assert.equal(chart.rows.length, 6, "the data holds every combination");
  assert(said.some((text) => text.includes("no bars that join to 15m")));
  assert(said.some((text) => text.startsWith("Drawn: 4 of 5 settings, all are in the data.")));
});

Deno.test("where no setting can be compared there is a reason in its place", () => {
  const options = { subject: "BTC", source: "synthetic", basis: "simulated" } as const;
  const none = result({ rows: [missing], p_range: null, not_testable: missing.not_testable });
  assert(
    texts(rejectionSensitivityChart(none, options).svg).some((text) => /join to 15m/.test(text)),
  );
});
