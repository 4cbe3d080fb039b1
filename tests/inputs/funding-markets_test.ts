import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { openDataset } from "../../lib/dataset/open.ts";
import {
  flushSource,
  mostTelling,
  paidSource,
  resetMarkets,
} from "../../lib/inputs/funding-markets.ts";
import { volumeMarkets } from "../../lib/inputs/volume-markets.ts";
import { parseTime } from "../../lib/tables/time.ts";

const dataset = openDataset(fileURLToPath(new URL("../../data/sample", import.meta.url)));
const span = { from: parseTime("2025-11-20"), to: parseTime("2026-01-20") };
const at = parseTime("2025-12-05T19:00");

Deno.test("one event in several markets of the bundled data, each with its own midnights", async () => {
  const markets = await resetMarkets(dataset, ["BTCUSDT", "ETHUSDT"], {
    ...span,
    at,
    peaks: [at],
    seed: 1,
  });
  assert.deepEqual(markets.map(({ asset }) => asset), ["BTC", "ETH"]);
  for (const { result, own, paid, readings } of markets) {
    assert.equal(result.at, "2025-12-05T19:00:00Z");
    assert(own.days.length > 300 && readings.time.length > 0);
    assert(paid.paid_usd !== null);
    // The flush is told from all exchanges together, leverage from the venue of the volume.
    assert(result.flush !== null && result.leverage_before !== null);
  }
  assert.notEqual(mostTelling(markets).result.placebo_reset_rate, null);
});

Deno.test("where no market had anything to compare, the first one stands for them", async () => {
  const markets = await resetMarkets(dataset, ["BTCUSDT"], { ...span, at, peaks: [], seed: 1 });
  const bare = { ...markets[0], result: { ...markets[0].result, placebo_reset_rate: null } };
  assert.equal(mostTelling([bare]), bare);
});

Deno.test("a figure of several markets names the sources of those it draws, of all where it draws none", async () => {
  const [btc, eth] = await resetMarkets(dataset, ["BTCUSDT", "ETHUSDT"], {
    ...span,
    at,
    peaks: [at],
    seed: 1,
  });
  const bare = {
    ...eth,
    result: { ...eth.result, flush: null },
    paid: { ...eth.paid, payments: [] },
  };
  for (const source of [flushSource, paidSource]) {
    const both = source([btc, eth]), drawn = source([btc, bare]);
    assert.match(both.series.join(), /ETH/);
    assert.doesNotMatch(drawn.series.join(), /ETH/);
    assert(drawn.rows > 0 && drawn.rows < both.rows);
    assert.deepEqual(source([bare]).series, source([eth]).series);
  }
});

Deno.test("an event outside the window has its own history, and the window its days", async () => {
  const earlier = parseTime("2025-09-01");
  const [market] = await volumeMarkets(dataset, ["BTCUSDT"], { ...span, at: earlier, seed: 1 });
  assert.equal(market.result.at, "2025-09-01T00:00:00Z");
  assert(market.result.recent !== null);
  assert.equal(market.below.testable_days, 61);
  assert.equal(market.below.at, "2025-09-01");
});
