import assert from "node:assert/strict";
import { relativeVolume } from "../../lib/charts/relative-volume.ts";
import { snapshot, texts } from "./svg.ts";
import { volumeResult } from "./synthetic-volume.ts";

Deno.test("relative volume: unknown days are left out, and every tick has its label", () => {
  const chart = snapshot("relative-volume", (options) => relativeVolume(volumeResult(), options));
  assert.equal(chart.rows.length, 39);
  const below = chart.rows.filter((row) => Number(row.relative_volume) < 1).length;
  assert.equal(chart.title, `BTC traded less than usual for the weekday on ${below} of 39 days`);
  for (const tick of ["1/2", "1×", "2×"]) assert(texts(chart.svg).includes(tick), tick);
});

Deno.test("without 8 weeks before there is a reason in its place", () => {
  const days = volumeResult().days.map((day) => ({ ...day, relative_volume: null }));
  const options = { subject: "BTC", source: "s", basis: "simulated" } as const;
  const chart = relativeVolume(volumeResult({ days }), options);
  assert.equal(chart.subtitle, "Not testable with this data");
});
