import assert from "node:assert/strict";
import {
  type VolumeChangePoints,
  volumeChangePoints,
} from "../../lib/analysis/volume/volume-change-points.ts";
import { volumeChanges } from "../../lib/charts/volume-changes.ts";
import { DAY, parseTime } from "../../lib/tables/time.ts";
import { snapshot, texts } from "./svg.ts";
import { volumeResult } from "./synthetic-volume.ts";

const { days } = volumeResult();
/** The synthetic days, those from 21 November on at a fraction of the volume. */
const fallen = days.map((day, i) => ({
  ...day,
  quote_volume: day.quote_volume && day.quote_volume * (i < 20 ? 1 : 0.15),
}));

function found(): VolumeChangePoints {
  const start = parseTime(days[0].date);
  return volumeChangePoints({
    time: Float64Array.from(fallen, (_, i) => start + i * DAY),
    quote_volume: Float64Array.from(fallen, (day) => day.quote_volume ?? NaN),
  });
}

Deno.test("volume changes: the day on which volume fell, with its interval", () => {
  const chart = snapshot("volume-changes", (options) => volumeChanges(found(), fallen, options));
  const changes = chart.rows.filter((row) => row.layer === "change");
  assert.deepEqual(changes.map((row) => row.date), ["2025-11-21"]);
  assert(Number(changes[0].low) < -0.8 && Number(changes[0].high) > -0.8);
  assert.match(
    chart.title,
    /^BTC volume changed its level once, 1 of them on a day that can be named/,
  );
  assert(texts(chart.svg).some((text) => text.startsWith("Retrospective")));
});

Deno.test("volume changes: none, and too few days", () => {
  const options = { subject: "BTC", source: "s", basis: "simulated" } as const;
  const none = { ...found(), changes: [] };
  assert.equal(
    volumeChanges(none, fallen, options).title,
    "No change of the level of BTC volume stands out from its own memory",
  );
  assert.match(volumeChanges(none, fallen, options).alt, /with no changes of its level\./);
  const few = { ...found(), not_testable: "5 complete days, 28 are needed" };
  assert.match(volumeChanges(few, fallen, options).alt, /5 complete days/);
});
