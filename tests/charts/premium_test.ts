import assert from "node:assert/strict";
import type { Premium } from "../../lib/analysis/funding/premium.ts";
import { premiumChart } from "../../lib/charts/premium.ts";
import { formatTime, HOUR } from "../../lib/tables/time.ts";
import { snapshot } from "./svg.ts";
import { AT } from "./synthetic-funding.ts";

/** Two days around the event; 40 bp below the index in the hour after it. */
function result(changes: Partial<Premium> = {}): Premium {
  return {
    schema_version: 1,
    analysis: "premium",
    not_testable: null,
    seed: 1,
    of: "prices",
    points: Array.from({ length: 48 }, (_, i) => ({
      time: formatTime(AT + (i - 24) * HOUR),
      premium: i === 25 ? -4e-3 : 1e-4 * Math.sin(i),
    })),
    mean: -8.3e-5,
    interval: [-3e-4, 1e-4],
    ...changes,
  };
}

Deno.test("premium: mean with its interval, and how far below the index it fell", () => {
  const chart = snapshot("premium", (options) => premiumChart(result(), AT, options));
  assert.equal(
    chart.title,
    "BTC's mark price stood 0.83 bp below the index on average (95% −3.00 bp to 1.00 bp); lowest " +
      "−40.00 bp, 10 Oct 2025 22:20 UTC",
  );
  assert.equal(chart.rows.length, 48);
});

Deno.test("premium: without an index price there is a reason in its place", () => {
  const options = { subject: "BTC", source: "s", basis: "simulated" } as const;
  const none = result({ not_testable: "no index price", points: [], mean: null, interval: null });
  assert.match(premiumChart(none, AT, options).alt, /no index price/);
  const settled = premiumChart(result({ of: "settlements" }), AT, options);
  assert.match(settled.subtitle, /^Premium over the index, as the venue reported it/);
  const short = premiumChart(result({ mean: 2e-5, interval: null }), AT, options);
  assert.match(short.title, /stood 0\.20 bp above the index on average; lowest/);
});
