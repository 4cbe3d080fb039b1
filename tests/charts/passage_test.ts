import assert from "node:assert/strict";
import type { Contagion, Lead } from "../../lib/analysis/cascades/contagion.ts";
import { excitation } from "../../lib/analysis/cascades/excitation.ts";
import type { Leverage } from "../../lib/analysis/market/leverage.ts";
import { excitationFit } from "../../lib/charts/excitation-fit.ts";
import { leadShares } from "../../lib/charts/lead-shares.ts";
import { leveragePercentile } from "../../lib/charts/leverage-percentile.ts";
import { DAY, formatDate, formatTime, HOUR } from "../../lib/tables/time.ts";
import { snapshot, texts } from "./svg.ts";
import { START } from "./synthetic.ts";
import { fittedExcitation } from "./synthetic-wave.ts";

const options = { subject: "BTC", source: "synthetic", basis: "simulated" } as const;

const lead = (asset: string, led: number, pairs: number, interval: [number, number]): Lead => ({
  asset,
  untied_pairs: pairs,
  events: pairs,
  led,
  share: pairs > 0 ? led / pairs : null,
  interval: pairs > 0 ? interval : null,
  simultaneous_pairs: 3,
});

function passed(leads: Lead[]): Contagion {
  return {
    schema_version: 1,
    analysis: "liquidation-wave",
    not_testable: null,
    seed: 1,
    basis: "simulated",
    onsets: {},
    synchrony: { pairs: 200, expected: 5.1, p: 0.0001 },
    leads,
    lags: [],
    groups: [],
  };
}

Deno.test("lead shares: who leads beyond chance is in the title", () => {
  const leads = [lead("BTC", 40, 52, [0.62, 0.88]), lead("ETH", 17, 46, [0.2, 0.5])];
  const chart = snapshot("lead-shares", (options) => leadShares(passed(leads), options));
  assert.equal(chart.title, "BTC began first in 77% of 52 pairs (62% to 88%): BTC leads");
  assert(texts(chart.svg).includes("40 of 52"));
  const even = leadShares(passed([lead("BTC", 26, 52, [0.4, 0.6])]), options);
  assert.match(even.title, /no asset leads beyond chance$/);
});

Deno.test("without pairs there is no share", () => {
  const chart = leadShares(passed([lead("BTC", 0, 0, [0, 1])]), options);
  assert(texts(chart.svg).some((text) => text.includes("but in different bars")));
});

const series = Array.from({ length: 96 }, (_, i) => ({
  time: formatTime(START + i * HOUR / 2),
  per_hour: i === 40 ? 200 : 4,
  fitted_per_hour: i === 40 ? 180 : 5,
}));

Deno.test("excitation: the rate that was expected, and residuals on the diagonal", () => {
  const chart = snapshot(
    "excitation-fit",
    (options) => excitationFit(fittedExcitation(), series, { ...options, venue: "bybit" }),
  );
  assert.equal(
    chart.title,
    "One BTC liquidation sets off 0.62 (0.55 to 0.69) further ones, half of them within 42 s",
  );
  assert.match(chart.subtitle, /400 events on Bybit/);
  assert.equal(chart.rows.length, 96 + 99);
});

Deno.test("a model that does not hold says so in the title; too few events in place of a chart", () => {
  const wrong = fittedExcitation({ residual_p: 1e-6, at_bound: true, notes: ["throttled"] });
  const chart = excitationFit(wrong, series, { ...options, venue: "bybit" });
  assert.match(chart.title, /; but the model does not hold \(p < 0\.001\)$/);
  assert(texts(chart.svg).some((text) => text.includes("ran into the end of the range")));
  const none = excitationFit(excitation({ time: new Float64Array() }), [], {
    ...options,
    venue: "bybit",
  });
  assert(texts(none.svg).some((text) => text.includes("0 single liquidations")));
});

function leverageOf(percentile: (day: number) => number | null): Leverage {
  return {
    schema_version: 1,
    analysis: "liquidation-wave",
    not_testable: null,
    days: Array.from({ length: 40 }, (_, i) => ({
      date: formatDate(START + i * DAY),
      open_interest: 1000,
      price: 100,
      leverage: 0.5,
      percentile: percentile(i),
      price_change: null,
      oi_change: null,
      quadrant: null,
    })),
  };
}

Deno.test("leverage: the percentile known before the event, by asset; who has none is named", () => {
  const assets = [
    { asset: "BTC", result: leverageOf((i) => i < 20 ? 97 : 18) },
    { asset: "ETH", result: leverageOf((i) => i === 10 ? null : 40 + i) },
    { asset: "ZEC", result: leverageOf(() => null) },
  ];
  const at = START + 20 * DAY + 5 * HOUR;
  const chart = snapshot(
    "leverage-percentile",
    (options) => leveragePercentile(assets, at, options),
  );
  assert.equal(
    chart.title,
    "Before 17 Jan 2026 open interest stood at percentile 97 (BTC), 59 (ETH)",
  );
  assert(texts(chart.svg).includes("No half-year of open interest: ZEC."));
  assert.equal(chart.rows.length, 79);
  const three = [...assets, { asset: "SOL", result: leverageOf(() => 30) }];
  const slide = leveragePercentile(three, at, {
    subject: "BTC",
    source: "s",
    basis: "simulated",
    size: "slide",
  });
  assert(texts(slide.svg).some((text) => text.includes("Shown: the first 2 of 3 assets.")));
});

Deno.test("no open interest at all, and none at the event, say so", () => {
  const none = leveragePercentile(
    [{ asset: "ZEC", result: leverageOf(() => null) }],
    START,
    options,
  );
  assert(texts(none.svg).some((text) => text.includes("no asset has 60 days")));
  const late = leveragePercentile(
    [{ asset: "BTC", result: leverageOf(() => 50) }],
    START + 90 * DAY,
    options,
  );
  assert.match(late.title, /none is known at/);
});
