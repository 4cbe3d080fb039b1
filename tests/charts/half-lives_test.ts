import assert from "node:assert/strict";
import { halfLives } from "../../lib/charts/half-lives.ts";
import { snapshot, texts } from "./svg.ts";
import { fundingResult } from "./synthetic-funding.ts";

const bounded = fundingResult({
  half_life_periods: 0.75,
  half_life_interval: [0, 2],
});
const open = fundingResult({
  half_life_periods: 3,
  half_life_interval: [1, null],
  half_life_note: null,
});
const none = fundingResult({
  half_life_periods: null,
  half_life_interval: null,
  half_life_note: "none: the excess stays",
});

Deno.test("half-lives: in hours, with an interval that ends, one that does not, and none", () => {
  const chart = snapshot("half-lives", (options) =>
    halfLives([
      { asset: "BTC", result: bounded },
      { asset: "ETH", result: open },
      { asset: "SOL", result: none },
    ], options));
  assert.equal(
    chart.title,
    "Half-life of excess funding after 10 Oct 2025 21:20 UTC: 6.0 h to 24.0 h; 95% intervals " +
      "from 0.0 h to no end",
  );
  const shown = texts(chart.svg);
  assert(shown.includes("6.0 h (0.0 to 16.0), 41 pairs"));
  assert(shown.includes("24.0 h (8.0 to no end), 41 pairs"));
  assert(shown.includes("none: the excess stays, 41 pairs"));
  assert(
    shown.some((text) =>
      text.startsWith("Faster than one settlement: BTC. An interval from 0 h: within the error")
    ),
  );
});

Deno.test("half-lives: no autoregression leaves its reason in its place", () => {
  const few = fundingResult({ phi_corrected: null, half_life_note: "too few settlements" });
  const options = { subject: "BTC", source: "s", basis: "simulated" } as const;
  assert.match(halfLives([{ asset: "BTC", result: few }], options).alt, /too few settlements/);
});
