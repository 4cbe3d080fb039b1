import assert from "node:assert/strict";
import type { FundingDay, FundingDays } from "../../lib/analysis/funding/funding-days.ts";
import { resetDays } from "../../lib/charts/reset-days.ts";
import { DAY, formatDate } from "../../lib/tables/time.ts";
import { THEMES } from "../../lib/charts/theme.ts";
import { snapshot, texts } from "./svg.ts";
import { AT, fundingResult } from "./synthetic-funding.ts";

/** Sixty days up to the event: ten of them long-crowded, five short-crowded, one beyond the scale. */
function own(changes: Partial<FundingDays> = {}): FundingDays {
  const days = Array.from({ length: 60 }, (_, i): FundingDay => {
    const multiple = i < 10 ? 3 : i < 15 ? -4 : i === 15 ? 40 : Math.sin(i);
    return {
      date: formatDate(AT - (60 - i) * DAY),
      neutral: 5e-5,
      e0: multiple * 1e-5,
      noise: 1e-5,
      crowding: Math.abs(multiple) < 2 ? "none" : multiple > 0 ? "long" : "short",
      outcome: "reset",
      time_to_reset_hours: 20,
      full_history: true,
    };
  });
  return {
    schema_version: 1,
    analysis: "funding-days",
    not_testable: null,
    days,
    long: { cases: 11, reset: 9 },
    short: { cases: 5, reset: 5 },
    ...changes,
  };
}
const result = (crowding: "long" | "short" | "none" | null) => fundingResult({ crowding });
const options = { subject: "BTC", source: "s", basis: "simulated" } as const;

Deno.test("reset days: when somebody crowded, and what there was to reset at the event", () => {
  const chart = snapshot("reset-days", (options) =>
    resetDays([
      { asset: "BTC", result: result("none"), own: own() },
      { asset: "ETH", result: result("none"), own: own() },
      { asset: "ZEC", result: result("short"), own: own() },
    ], options));
  assert.equal(
    chart.title,
    "At 10 Oct 2025 21:20 UTC there was nothing to reset in BTC and ETH; shorts had crowded in ZEC",
  );
  assert(texts(chart.svg).includes("BTC: longs crowded on 11, shorts on 5 of 60 days"));
  assert.equal(chart.rows.length, 180);
  const key = chart.svg.match(/fill="(#\w+)"[^>]*>\s*<text[^>]*>Longs crowded/)?.[1];
  assert.equal(key, THEMES.light.long, "longs have the colour they have everywhere");
  assert.equal(Math.round(Number(chart.rows[15].multiple)), 40);
});

Deno.test("reset days: a market that cannot be told is named in the title", () => {
  const markets = [
    { asset: "BTC", result: result("long"), own: own() },
    { asset: "SOL", result: result(null), own: own({ days: [], not_testable: "too short" }) },
  ];
  assert.match(
    resetDays(markets, options).title,
    /UTC longs had crowded in BTC; whether there was anything to reset in SOL cannot be told$/,
  );
  assert.match(resetDays(markets.slice(1), options).alt, /too short/);
});
