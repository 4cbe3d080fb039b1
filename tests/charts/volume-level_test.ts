import assert from "node:assert/strict";
import { volumeLevel } from "../../lib/charts/volume-level.ts";
import { svgToPng } from "../../lib/report/raster.ts";
import { snapshot, texts } from "./svg.ts";
import { volumeResult } from "./synthetic-volume.ts";

Deno.test("volume level: the drop with its interval, and the level's interval from it", () => {
  const chart = snapshot("volume-level", (options) => volumeLevel(volumeResult(), options));
  assert.equal(
    chart.title,
    "BTC volume in the week to 6 Dec 2025 was 18% below its level of optimism: $9.00B against " +
      "$11.0B a day (95% interval −30% to −5%)",
  );
  assert.equal(chart.rows.length, 40);
  assert.equal(chart.rows[0].level_low, 9e9 / 0.95);
  assert.equal(chart.rows[0].level_high, 9e9 / 0.7);
  assert.deepEqual(
    chart.rows.filter((row) => row.judged_week).map((row) => row.date).slice(0, 2),
    ["2025-11-30", "2025-12-01"],
  );
  assert.equal(chart.rows.filter((row) => row.judged_week).length, 7);
  assert(texts(chart.svg).some((text) => text.startsWith("Quote volume is approximate")));
});

Deno.test("an unknown day is no day without volume", () => {
  const chart = volumeLevel(volumeResult(), { subject: "BTC", source: "s", basis: "simulated" });
  assert.equal(chart.rows[12].quote_volume, null);
  assert.equal(chart.svg.match(/<title>\d+ \w+ 2025: \$/g)?.length, 39);
});

Deno.test("without a level the days are shown, and the reason", () => {
  const result = volumeResult({
    not_testable: "3 optimistic days in the 365 before, 20 are needed",
    level: null,
    drop: null,
    drop_interval: null,
  });
  const chart = snapshot("volume-level-none", (options) => volumeLevel(result, options));
  assert.match(chart.title, /cannot be compared with a level of optimism: 3 optimistic days in/);
  assert.equal(chart.rows.length, 40);
});

Deno.test("a week far outside of the days is not drawn, and the PNG can be", async () => {
  const options = { subject: "BTC", source: "s", basis: "simulated" } as const;
  const inside = volumeLevel(volumeResult(), options);
  const outside = volumeLevel(volumeResult({ at: "2030-01-01T00:00:00Z" }), options);
  assert(texts(inside.svg).includes("Judged week"));
  assert(!texts(outside.svg).includes("Judged week"));
  assert((await svgToPng(outside.svg)).length > 0);
});
