import assert from "node:assert/strict";
import { loadFundingPaid } from "../../lib/inputs/funding-paid.ts";
import { fundingInputs } from "../../lib/inputs/funding-reset.ts";
import { emptyColumns } from "../../lib/tables/columns.ts";
import { DAY, HOUR } from "../../lib/tables/time.ts";
import { type Made, made, START, walk, withDataset } from "./made-dataset.ts";

const DAYS = 40;
const AT = START + 36 * DAY;
const bars = walk("BTCUSDT", DAYS, "1h");

/** Settlements of 1 bp every few hours. */
function settled(symbol: string, hours: number, parts: Partial<Made["key"]> = {}) {
  const columns = emptyColumns("funding", DAYS * 24 / hours);
  columns.time.forEach((_, i) => columns.time[i] = START + i * hours * HOUR);
  columns.rate.fill(1e-4);
  columns.interval_hours.fill(hours);
  return made("funding", columns, { symbol, interval: "settlement", ...parts });
}

/** Hourly open interest of so many dollars, over the first days. */
function held(symbol: string, usd: number, parts: Partial<Made["key"]> = {}, days = DAYS) {
  const columns = emptyColumns("open_interest", days * 24);
  columns.time.forEach((_, i) => columns.time[i] = START + i * HOUR);
  columns.open_interest_usd.fill(usd);
  return made("open_interest", columns, { symbol, interval: "1h", ...parts });
}

const hyperliquid = { venue: "hyperliquid" };

async function paidIn(series: Made[]) {
  let found!: Awaited<ReturnType<typeof loadFundingPaid>>;
  await withDataset([bars, ...series], async (dataset) => {
    const inputs = await fundingInputs(dataset, "BTCUSDT", { from: AT, to: AT });
    found = await loadFundingPaid(dataset, inputs, AT);
  });
  return found;
}

Deno.test("longs paid on the judged market's own venue, where its open interest is known", async () => {
  const { venue, paid, provenance } = await paidIn([
    settled("BTCUSDT", 8),
    held("BTCUSDT", 1000),
    settled("BTC", 1, hyperliquid),
    held("BTC", 5000, hyperliquid),
  ]);
  assert.equal(venue, "binance");
  assert(Math.abs(paid.paid_usd! - 30 * 3 * 0.1) < 1e-9);
  assert(provenance.series.every((id) => id.includes("/binance/")));
});

Deno.test("else on the venue that has rate and open interest both, with its own settlements", async () => {
  const { venue, paid, provenance } = await paidIn([
    settled("BTCUSDT", 8),
    // Open interest of a venue without funding pays nothing.
    held("BTC-USD", 9000, { venue: "dydx" }),
    settled("BTC", 1, hyperliquid),
    held("BTC", 5000, hyperliquid),
  ]);
  assert.equal(venue, "hyperliquid");
  assert.equal(paid.settlements, 30 * 24);
  assert(Math.abs(paid.paid_usd! - 30 * 24 * 0.5) < 1e-6);
  assert.equal(provenance.series.length, 2);
});

Deno.test("open interest of the own venue that ended before the event gives way to another's", async () => {
  const { venue } = await paidIn([
    settled("BTCUSDT", 8),
    held("BTCUSDT", 1000, {}, 10),
    settled("BTC", 1, hyperliquid),
    held("BTC", 5000, hyperliquid),
  ]);
  assert.equal(venue, "hyperliquid");
});

Deno.test("open interest in another unit than it says pays nothing: another venue's serves", async () => {
  const wrong = held("BTCUSDT", 1000);
  // A thousand dollars for a thousand coins: the coin would cost a dollar.
  wrong.columns.open_interest.fill(1000);
  const { venue } = await paidIn([
    settled("BTCUSDT", 8),
    wrong,
    settled("BTC", 1, hyperliquid),
    held("BTC", 5000, hyperliquid),
  ]);
  assert.equal(venue, "hyperliquid");
  assert.match((await paidIn([settled("BTCUSDT", 8), wrong])).paid.not_testable!, /^no open/);
});

Deno.test("without any open interest nothing can be told, of the judged market", async () => {
  const { venue, paid } = await paidIn([settled("BTCUSDT", 8)]);
  assert.equal(venue, "binance");
  assert.match(paid.not_testable!, /^no open interest at the settlements/);
});
