import assert from "node:assert/strict";
import { pathHours } from "../../lib/analysis/funding/funding-paths.ts";
import type { StudyPaths } from "../../lib/analysis/funding/study-paths.ts";
import { fundingPathsChart } from "../../lib/charts/funding-paths.ts";
import { snapshot } from "./svg.ts";

const hours = pathHours(7, 14);
const fading = (hour: number) => hour < 0 ? 3e-5 : 3e-5 * 2 ** (-hour / 24);

/** Two events that fade with a half-life of a day, placebos that fade half as fast. */
function paths(changes: Partial<StudyPaths> = {}): StudyPaths {
  return {
    crowding: "long",
    events: 2,
    cases: 5,
    hours,
    mean: hours.map((hour) => hour === -160 ? null : fading(hour)),
    interval: hours.map((hour) => hour < -100 ? null : [fading(hour) - 1e-5, fading(hour) + 1e-5]),
    single: [2e-5, -2e-5].map((shift, i) => ({
      at: `2025-0${i + 4}-10T00:00:00Z`,
      excess: hours.map((hour) => fading(hour) + shift * Math.sin(hour)),
    })),
    placebo: {
      mean: hours.map((hour) => fading(hour / 2)),
      interval: hours.map((hour) => [fading(hour / 2) - 5e-6, fading(hour / 2) + 5e-6]),
    },
    ...changes,
  };
}

Deno.test("funding paths: mean over events with its band, placebos and single events", () => {
  const chart = snapshot("funding-paths", (options) => fundingPathsChart(paths(), options));
  assert.equal(
    chart.title,
    "3 days after 2 long-crowded cascades excess funding was 0.04 bp (95% −0.06 bp to 0.14 bp); " +
      "after like times without one 0.11 bp",
  );
  assert.equal(chart.rows.filter((row) => row.layer === "mean").length, hours.length - 1);
  assert.equal(chart.rows.filter((row) => row.layer === "event").length, 2 * hours.length);
});

Deno.test("funding paths: one event has no band; no event leaves a reason in its place", () => {
  const options = { subject: "BTC", source: "s", basis: "simulated" } as const;
  const one = paths({ events: 1, interval: hours.map(() => null), placebo: null });
  assert.equal(
    fundingPathsChart(one, options).title,
    "3 days after 1 long-crowded cascade excess funding was 0.04 bp",
  );
  const none = paths({ events: 0, mean: hours.map(() => null), single: [], placebo: null });
  assert.match(fundingPathsChart(none, options).alt, /no long-crowded cascade with known funding/);
});
