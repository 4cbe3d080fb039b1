import assert from "node:assert/strict";
import type { VolumePattern } from "../../lib/analysis/volume/volume-pattern.ts";
import { hourOfWeek } from "../../lib/charts/hour-of-week.ts";
import { snapshot } from "./svg.ts";

/** Busy at 14:00 on Tuesdays, quiet at 04:00 on Sundays. */
function pattern(changes: Partial<VolumePattern> = {}): VolumePattern {
  return {
    schema_version: 1,
    analysis: "volume-pattern",
    not_testable: null,
    pattern: Array.from({ length: 168 }, (_, i) => {
      const weekday = Math.floor(i / 24), hour = i % 24;
      const median = weekday === 1 && hour === 14
        ? 2.5
        : weekday === 6 && hour === 4
        ? 0.25
        : 1 + Math.sin(i) / 2;
      return { weekday, hour, median, lower: median * 0.8, upper: median * 1.2, weeks: 9 };
    }),
    hours: [],
    approximate: true,
    ...changes,
  };
}

Deno.test("hour of week: the busiest and the quietest hour stand in the title", () => {
  const chart = snapshot("hour-of-week", (options) => hourOfWeek(pattern(), options));
  assert.equal(
    chart.title,
    "BTC trades most on Tuesday 14:00, 2.50 times a mean hour, and least on Sunday 04:00, 0.25 times",
  );
  assert.equal(chart.rows.length, 168);
});

Deno.test("hour of week: too few weeks leave a reason in its place", () => {
  const few = pattern({ not_testable: "2 whole weeks of hours, 4 are needed for a pattern" });
  const chart = hourOfWeek(few, { subject: "BTC", source: "s", basis: "simulated" });
  assert.match(chart.alt, /2 whole weeks/);
});
