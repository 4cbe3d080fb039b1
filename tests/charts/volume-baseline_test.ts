import assert from "node:assert/strict";
import { volumeBaseline } from "../../lib/charts/volume-baseline.ts";
import { snapshot } from "./svg.ts";
import { volumeResult } from "./synthetic-volume.ts";

const options = { subject: "BTC", source: "s", basis: "simulated" } as const;

Deno.test("volume baseline: days, the weekday's band and the level of optimism", () => {
  const chart = snapshot("volume-baseline", (options) => volumeBaseline(volumeResult(), options));
  assert.equal(
    chart.title,
    "BTC traded less than usual for the weekday on 4 of 7 days to 6 Dec 2025, and under the lower " +
      "quartile on 2",
  );
  // The day without volume has no bar.
  assert.equal(chart.rows.length, 39);
});

Deno.test("volume baseline: where the level is broken it is not drawn", () => {
  const broken = volumeBaseline(volumeResult({ not_testable: "baseline broken" }), options);
  assert(broken.rows.every(({ level }) => level === null));
  assert.doesNotMatch(broken.svg, /Level of optimism/);
});

Deno.test("volume baseline: a day far from all bars, and days without a baseline", () => {
  const far = volumeBaseline(volumeResult({ at: "2027-01-01T00:00:00Z" }), options);
  assert.match(far.alt, /Nothing is plotted/);
  const days = volumeResult().days.map((day) => ({ ...day, baseline: null }));
  assert.match(volumeBaseline(volumeResult({ days }), options).alt, /4 of the same weekday/);
  const late = volumeBaseline(volumeResult({ at: "2025-12-25T00:00:00Z" }), options);
  assert.match(late.title, /no day in the week to 25 Dec 2025/);
});
