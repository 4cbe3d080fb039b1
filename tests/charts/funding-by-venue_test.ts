import assert from "node:assert/strict";
import type { FundingVenues } from "../../lib/analysis/funding/funding-venues.ts";
import { fundingByVenue } from "../../lib/charts/funding-by-venue.ts";
import { DAY, formatTime, HOUR } from "../../lib/tables/time.ts";
import { snapshot, texts } from "./svg.ts";
import { AT, fundingResult } from "./synthetic-funding.ts";

const START = Math.floor(AT / DAY) * DAY - 7 * DAY;

/** Three venues; the hourly one peaks at 3 bp on the tenth point and has no open interest. */
function venues(changes: Partial<FundingVenues> = {}): FundingVenues {
  const points = Array.from({ length: 60 }, (_, i) => ({
    time: formatTime(START + i * 8 * HOUR),
    by_venue: {
      binance: 5e-5 + 2e-5 * Math.sin(i),
      okx: i === 20 ? null : 4e-5 + 2e-5 * Math.cos(i),
      hyperliquid: i === 9 ? 3e-4 : 6e-5,
    },
    weighted_8h: 4.5e-5 + 1e-5 * Math.sin(i),
    weighted_yearly: 0.05,
    weighted_venues: 2,
    median_8h: 5e-5,
  }));
  const summary = (venue: string, hours: number[]) => ({
    venue,
    settlements: 60,
    from: points[0].time,
    to: points[59].time,
    intervals: hours.map((hours) => ({ hours, since: points[0].time })),
    mean_8h: 5e-5,
    mean_8h_interval: null,
    mean_yearly: 0.05,
    weight_known: 1,
    notes: [],
  });
  return {
    schema_version: 1,
    analysis: "funding-venues",
    not_testable: null,
    venues: [summary("binance", [8]), summary("okx", [8, 4]), summary("hyperliquid", [1])],
    points,
    unweighted: ["hyperliquid"],
    ...changes,
  };
}

Deno.test("funding by venue: the peak of all, the intervals, and who has no weight", () => {
  const chart = snapshot(
    "funding-by-venue",
    (options) => fundingByVenue(venues(), fundingResult(), options),
  );
  assert.equal(
    chart.title,
    "BTC funding on 3 venues peaked at 3.00 bp on Hyperliquid, 6 Oct 2025 00:00 UTC",
  );
  assert(chart.subtitle.includes("OKX 8, 4 h"));
  assert.equal(chart.rows[20].okx, null);
  assert(texts(chart.svg).some((text) => text.includes("not in the weighted mean: Hyperliquid")));
});

Deno.test("funding by venue: a highest rate that came again is no peak, and says how often", () => {
  const options = { subject: "BTC", source: "s", basis: "simulated" } as const;
  const points = venues().points.map((point, i) =>
    i === 30 ? { ...point, by_venue: { ...point.by_venue, okx: 3e-4 } } : point
  );
  assert.equal(
    fundingByVenue(venues({ points }), fundingResult(), options).title,
    "BTC funding on 3 venues was 3.00 bp at most, twice, first on Hyperliquid, 6 Oct 2025 00:00 UTC",
  );
});

Deno.test("funding by venue: where one venue alone has a weight there is no weighted mean", () => {
  const options = { subject: "BTC", source: "s", basis: "simulated" } as const;
  const { points } = venues();
  const alone = points.map((point, i) => ({ ...point, weighted_venues: i < 15 ? 2 : 1 }));
  const some = fundingByVenue(venues({ points: alone }), fundingResult(), options);
  assert(
    texts(some.svg).some((text) => text.includes("one venue alone has open interest: 45 of 60")),
  );
  const none = points.map((point) => ({ ...point, weighted_venues: 1 }));
  const bare = fundingByVenue(venues({ points: none }), fundingResult(), options);
  assert(!texts(bare.svg).includes("Weighted by open interest"));
});

Deno.test("funding by venue: no settlement leaves a reason in its place", () => {
  const none = venues({ not_testable: "no venue has settlements in the window", points: [] });
  const options = { subject: "BTC", source: "s", basis: "simulated" } as const;
  assert.match(fundingByVenue(none, fundingResult(), options).alt, /no venue has settlements/);
});
