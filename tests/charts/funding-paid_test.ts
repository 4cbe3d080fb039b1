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
          { asset: "BTC", paid: paid(1e5) },
          { asset: "SOL", paid: paid(-2e4, 40) },
          { asset: "ZEC", paid: paid(1e5, 90) },
        ],
        options,
      ),
  );
  assert.equal(
    chart.title,
    "Longs paid $9.00M in BTC, received $1.00M in SOL (56% of settlements) over the 30 days " +
      "before 10 Oct 2025 21:20 UTC",
  );
  assert(texts(chart.svg).some((text) => text.includes("not counted: SOL 50 of 90")));
  assert(texts(chart.svg).some((text) => text.includes("ZEC is not here: no open interest")));
});

Deno.test("funding paid: without open interest there is a reason in its place", () => {
  const options = { subject: "BTC", source: "s", basis: "simulated" } as const;
  const chart = fundingPaidChart([{ asset: "BTC", paid: paid(1e5, 90) }], options);
  assert.match(chart.alt, /no open interest at the settlements/);
});
