import assert from "node:assert/strict";
import { fundingVenues } from "../../../lib/analysis/funding/funding-venues.ts";
import { emptyColumns } from "../../../lib/tables/columns.ts";
import { DAY, HOUR, parseTime } from "../../../lib/tables/time.ts";
import { realData, realRows } from "../../real-data.ts";
import { settlements } from "./funding-rows.ts";
import { fundingOf } from "../real-market.ts";

/** Open interest that stands still, every 8 hours of ten days. */
function openInterest(usd: number, hours = 240) {
  const columns = emptyColumns("open_interest", hours / 8);
  for (let i = 0; i < hours / 8; i++) {
    columns.time[i] = i * 8 * HOUR;
    columns.open_interest_usd[i] = usd;
  }
  return columns;
}

const eight = settlements(new Array(31).fill(1e-4));
const hourly = settlements(new Array(241).fill(2e-5), 0, 1);
const window = { from: DAY, to: 9 * DAY, resamples: 100 };

Deno.test("hourly and 8-hour venues are put in the same terms, and weighted by open interest", () => {
  const { points } = fundingVenues([
    { venue: "a", funding: eight, openInterest: openInterest(300) },
    { venue: "b", funding: hourly, openInterest: openInterest(100) },
  ], window);
  assert.equal(points.length, 24);
  const [point] = points;
  assert.equal(point.time, "1970-01-02T08:00:00Z");
  assert.equal(point.by_venue.a!.toFixed(8), "0.00010000");
  assert.equal(point.by_venue.b!.toFixed(8), "0.00016000");
  assert.equal(point.weighted_8h!.toFixed(8), "0.00011500");
  assert.equal(point.median_8h!.toFixed(8), "0.00013000");
  assert.equal((point.weighted_yearly! / point.weighted_8h!).toFixed(6), "1095.000000");
});

Deno.test("a venue without open interest is shown, named, and not in the weighted mean", () => {
  const { points, unweighted, venues } = fundingVenues([
    { venue: "a", funding: eight, openInterest: openInterest(300) },
    { venue: "b", funding: hourly },
  ], window);
  assert.deepEqual(unweighted, ["b"]);
  assert.equal(points[0].weighted_8h!.toFixed(8), "0.00010000");
  assert.equal(points[0].weighted_venues, 1);
  assert.deepEqual(venues.map(({ weight_known }) => weight_known), [1, 0]);
});

Deno.test("open interest older than a day weighs nothing", () => {
  const { points } = fundingVenues([
    { venue: "a", funding: eight, openInterest: openInterest(300, 72) },
  ], window);
  assert.ok(points.some(({ weighted_8h }) => weighted_8h !== null));
  assert.equal(points[points.length - 1].weighted_8h, null);
});

Deno.test("a venue that changes its interval midway is told so and stays in the same terms", () => {
  const rows = [...eight.time].slice(0, 10).map((time) => [time, 1e-4, 8]);
  for (let time = rows[9][0] + HOUR; time <= 9 * DAY; time += HOUR) {
    rows.push([time, 1.25e-5, 1]);
  }
  const { venues, points } = fundingVenues([{ venue: "a", funding: fundingOf(rows) }], window);
  assert.deepEqual(venues[0].intervals.map(({ hours }) => hours), [8, 1]);
  assert.ok(points.every(({ by_venue }) => by_venue.a!.toFixed(8) === "0.00010000"));
});

Deno.test("missing settlements are unknown, not zero; an empty window is not testable", () => {
  const rows = [...eight.time].map((time) => [time, 1e-4, 8]).filter((_, i) => i !== 6);
  const { points } = fundingVenues([{ venue: "a", funding: fundingOf(rows) }], window);
  assert.equal(points[2].by_venue.a, null);
  assert.match(
    fundingVenues([{ venue: "a", funding: fundingOf([]) }], window).not_testable!,
    /^no venue/,
  );
});

Deno.test({
  name: "four venues in December 2025: Hyperliquid's hourly BTC funding is like the others' 8-hour",
  ignore: realData("hyperliquid").ignore,
  fn() {
    const rows = realRows("hyperliquid/csv/funding_rates.csv.gz").filter((row) => row[3] === "BTC");
    const venues = ["binance", "bybit", "okx", "hyperliquid"].map((venue) => ({
      venue,
      funding: fundingOf(
        rows.filter((row) => row[2] === venue).map((row) => [Number(row[0]), Number(row[4]), NaN]),
      ),
    }));
    const result = fundingVenues(venues, {
      from: parseTime("2025-12-05"),
      to: parseTime("2025-12-20"),
      resamples: 100,
    });
    assert.deepEqual(
      result.venues.map(({ intervals }) => intervals.map(({ hours }) => hours)),
      [[8], [8], [8], [1]],
    );
    for (const { mean_8h } of result.venues) assert.ok(mean_8h! > 1e-5 && mean_8h! < 8e-5);
  },
});
