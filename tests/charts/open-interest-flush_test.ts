import assert from "node:assert/strict";
import type { Flush } from "../../lib/analysis/funding/oi-flush.ts";
import { openInterestFlushChart } from "../../lib/charts/open-interest-flush.ts";
import { DAY, formatTime, HOUR } from "../../lib/tables/time.ts";
import { snapshot, texts } from "./svg.ts";
import { AT, fundingResult } from "./synthetic-funding.ts";

const hours = Array.from({ length: 20 * 24 }, (_, i) => i - 4 * 24);
/** A third of 90,000 coins gone at the event, back with a half-life of two days. */
const readings = {
  time: Float64Array.from(hours, (hour) => AT + hour * HOUR),
  base: Float64Array.from(hours, (hour) => hour <= 0 ? 9e4 : 9e4 - 3e4 * 2 ** (-hour / 48)),
};
const flush: Flush = {
  before: 9e4,
  lowest: 6e4,
  lowest_at: formatTime(AT + HOUR),
  flush: -1 / 3,
  rebuilt_hours: 48,
  rebuilding: "rebuilt",
  reading_hours: 1,
};

Deno.test("open-interest flush: the loss, and when half of it was back", () => {
  const chart = snapshot("open-interest-flush", (options) =>
    openInterestFlushChart([
      { asset: "BTC", result: fundingResult({ flush }), readings, flushVenue: "hyperliquid" },
      {
        asset: "ETH",
        result: fundingResult({
          flush: { ...flush, rebuilt_hours: null, rebuilding: "not rebuilt" },
        }),
        readings,
        flushVenue: "hyperliquid",
      },
      { asset: "ZEC", result: fundingResult(), readings, flushVenue: null },
    ], options));
  assert.equal(
    chart.title.replaceAll("\u00a0", " "),
    "Open interest on Hyperliquid within a day of 10 Oct 2025 21:20 UTC: BTC −33.3%, ETH −33.3%",
  );
  assert.match(chart.subtitle, /BTC half back after 48 h, ETH not rebuilt$/);
  assert(texts(chart.svg).some((text) => text.includes("ZEC is not here: no open interest.")));
  const own = chart.rows.filter((row) => row.asset === "BTC");
  assert.equal(own.length, (3 + 14) * DAY / HOUR + 1);
});

Deno.test("open-interest flush: without readings there is a reason in its place", () => {
  const options = { subject: "BTC", source: "s", basis: "simulated" } as const;
  const chart = openInterestFlushChart(
    [{ asset: "BTC", result: fundingResult(), readings, flushVenue: null }],
    options,
  );
  assert.match(chart.alt, /no open interest/);
});

Deno.test("open-interest flush: several venues are named with their assets", () => {
  const options = { subject: "2 markets", source: "s", basis: "reported" } as const;
  const result = fundingResult({ flush });
  const chart = openInterestFlushChart([
    { asset: "BTC", result, readings, flushVenue: "all" },
    { asset: "ETH", result, readings, flushVenue: "okx" },
  ], options);
  assert.match(chart.title, /^Open interest within/);
  assert.match(chart.subtitle, /BTC \(all exchanges\) half back after 48 h, ETH \(OKX\)/);
});
