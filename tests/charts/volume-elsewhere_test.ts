import assert from "node:assert/strict";
import type { ElsewhereRow, VolumeElsewhere } from "../../lib/analysis/volume/volume-elsewhere.ts";
import { volumeElsewhereChart } from "../../lib/charts/volume-elsewhere.ts";
import { snapshot, texts } from "./svg.ts";

const row = (place: string, changes: Partial<ElsewhereRow>): ElsewhereRow => ({
  place,
  days: 300,
  ratio: 0.5,
  ratio_interval: [0.45, 0.55],
  recent_ratio: 0.45,
  recent_percentile: 9,
  correlation: 0.97,
  not_testable: null,
  drop: -0.3,
  drop_interval: [-0.5, 0.05],
  percentile_in_optimism: 12,
  drop_not_testable: null,
  ...changes,
});

const result = (rows: ElsewhereRow[], changes: Partial<VolumeElsewhere> = {}): VolumeElsewhere => ({
  schema_version: 1,
  analysis: "volume-elsewhere",
  not_testable: null,
  seed: 1,
  at: "2025-12-12T00:00:00Z",
  here: {
    place: "Binance BTCUSDT perpetual",
    drop: -0.17,
    drop_interval: [-0.34, 0.03],
    drop_not_testable: null,
  },
  rows,
  ...changes,
});
const none = {
  drop: null,
  drop_interval: null,
  percentile_in_optimism: null,
  drop_not_testable: "12 optimistic days in the 365 before, 20 are needed",
};
const options = { subject: "BTC", source: "s", basis: "simulated" } as const;

Deno.test("volume elsewhere: every market with its drop, and what cannot be judged says why", () => {
  const chart = snapshot("volume-elsewhere", (options) =>
    volumeElsewhereChart(
      result([
        row("Binance BTCUSDT spot", {}),
        row("Bybit BTCUSDT perpetual", { drop: 0.4, drop_interval: [0.1, 3] }),
        row("OKX BTC-USDT-SWAP perpetual", { ...none, ratio: 0.02, recent_ratio: null }),
      ]),
      options,
    ));
  assert.equal(
    chart.title,
    "BTC, week to 12 Dec 2025: Binance BTCUSDT perpetual −17%; 1 of 2 other markets that can be " +
      "judged lies below the level of optimism, none surely",
  );
  assert.match(chart.alt, /OKX BTC-USDT-SWAP perpetual: not testable, 12 optimistic days/);
  assert.match(chart.alt, /0\.020 times as much\./);
  assert.equal(chart.rows.length, 4);
});

Deno.test("volume elsewhere: below the level is sure where the whole interval lies below", () => {
  const sure = row("Bybit", { drop_interval: [-0.5, -0.1] });
  const title = (rows: ElsewhereRow[]) => volumeElsewhereChart(result(rows), options).title;
  assert.match(title([sure, row("OKX", {})]), /2 of 2 other markets .* optimism, 1 surely$/);
  assert.match(title([row("OKX", { drop: 0.2 })]), /0 of 1 .* level of optimism$/);
});

Deno.test("volume elsewhere: in a journal's column intervals stand in figures, on an axis of ends", () => {
  const rows = [row("Bybit BTCUSDT perpetual", { drop_interval: [-0.5, 0.4] })];
  const shown = texts(volumeElsewhereChart(result(rows), { ...options, size: "journal" }).svg);
  assert(shown.includes("Bybit BTCUSDT perpetual: −30% (−50% to +40%)"));
  for (const tick of ["−50%", "−25%", "0%", "+50%"]) assert(shown.includes(tick), tick);
});

Deno.test("volume elsewhere: other markets without a level leave the judged one alone", () => {
  const chart = volumeElsewhereChart(result([row("OKX perpetual", none)]), options);
  assert.match(chart.title, /none of 1 other market can be judged beside it$/);
});

Deno.test("volume elsewhere: one market alone, or no level anywhere, is not testable", () => {
  const alone = result([], { not_testable: "the dataset has no other market of the asset" });
  assert.match(volumeElsewhereChart(alone, options).alt, /no other market/);
  const { drop: _, ...here } = result([]).here;
  const broken = { ...here, drop: null, drop_interval: null, drop_not_testable: "baseline broken" };
  const nowhere = volumeElsewhereChart(result([row("OKX", none)], { here: broken }), options);
  assert.match(nowhere.alt, /baseline broken/);
});
