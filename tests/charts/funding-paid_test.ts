import assert from "node:assert/strict";
import type { FundingPaid } from "../../lib/analysis/funding/funding-paid.ts";
import { fundingPaidChart } from "../../lib/charts/funding-paid.ts";
import { formatTime, HOUR } from "../../lib/tables/time.ts";
import { snapshot, texts } from "./svg.ts";
import { AT } from "./synthetic-funding.ts";

/** Ninety settlements of the same payment; some of them without open interest. */
function paid(each: number, missing = 0): FundingPaid {
  const payments = Array.from({ length: 90 - missing }, (_, i) => ({
    time: formatTime(AT - (90 - i) * 8 * HOUR),
    rate: each / 1e9,
    open_interest_usd: 1e9,
    paid_usd: each,
    cumulative_usd: each * (i + 1),
  }));
  return {
    schema_version: 1,
    analysis: "funding-paid",
    not_testable: payments.length ? null : "no open interest at the settlements before the event",
    at: formatTime(AT),
    days: 30,
    paid_usd: payments.length ? each * payments.length : null,
    settlements: 90,
    settlements_with_oi: payments.length,
    payments,
    notes: [],
  };
}

Deno.test("funding paid: sums by market, and which settlements are not in them", () => {
  const chart = snapshot(
    "funding-paid",
    (options) =>
      fundingPaidChart(
        [
          { asset: "BTC", paid: paid(1e5), paidVenue: "binance" },
          { asset: "SOL", paid: paid(-2e4, 40), paidVenue: "hyperliquid" },
          { asset: "ETH", paid: paid(5e4), paidVenue: "binance" },
          { asset: "DOGE", paid: paid(1e5, 90), paidVenue: "binance" },
          { asset: "ZEC", paid: paid(1e5, 90), paidVenue: "binance" },
        ],
        options,
      ),
  );
  assert.equal(
    chart.title,
    "Longs paid $9.00M in BTC, $4.50M in ETH and received $1.00M in SOL (56% of settlements) over " +
      "the 30 days before 10 Oct 2025 21:20 UTC",
  );
  assert.match(chart.alt, /BTC \(Binance\): \$9\.00M; SOL \(Hyperliquid\): −\$1\.00M/);
  assert(texts(chart.svg).some((text) => text.includes("not counted: SOL 50 of 90")));
  assert(texts(chart.svg).some((text) => text.includes("DOGE and ZEC are not here: no open")));
});

Deno.test("funding paid: the venue that all of it was paid on is named once", () => {
  const options = { subject: "2 markets", source: "s", basis: "reported" } as const;
  const markets = [
    { asset: "BTC", paid: paid(1e5), paidVenue: "okx" },
    { asset: "ETH", paid: paid(1e5), paidVenue: "okx" },
  ];
  const chart = fundingPaidChart(markets, options);
  assert.match(chart.title, /^Longs paid \$9\.00M in BTC and \$9\.00M in ETH over/);
  assert.match(chart.subtitle, /times the open interest of OKX at that time/);
  assert.doesNotMatch(chart.alt, /OKX/);
});

Deno.test("funding paid: without open interest there is a reason in its place", () => {
  const options = { subject: "BTC", source: "s", basis: "simulated" } as const;
  const chart = fundingPaidChart(
    [{ asset: "BTC", paid: paid(1e5, 90), paidVenue: "binance" }],
    options,
  );
  assert.match(chart.alt, /no open interest at the settlements/);
});
