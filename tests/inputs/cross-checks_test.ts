import assert from "node:assert/strict";
import { priceChecks, sideChecks } from "../../lib/inputs/cross-checks.ts";
import { emptyColumns } from "../../lib/tables/columns.ts";
import { LONG, SHORT } from "../../lib/tables/schema.ts";
import { HOUR } from "../../lib/tables/time.ts";
import { made, START, walk, withDataset } from "./made-dataset.ts";

const bars = walk("BTCUSDT", 4);
const closes = bars.columns.close;

/** Open interest every hour, in coins or in contracts of a hundredth of a coin. */
function interest(coinsOfContract: number) {
  const columns = emptyColumns("open_interest", 96);
  for (let i = 0; i < 96; i++) {
    columns.time[i] = START + i * HOUR;
    columns.open_interest[i] = 1000 / coinsOfContract;
    columns.open_interest_usd[i] = 1000 * closes[i * 12];
  }
  return made("open_interest", columns, { symbol: "BTCUSDT", interval: "1h" });
}

/** A liquidation an hour of the side that the hour hurts, or of the other. */
function liquidations(venue: string, hurt: boolean) {
  const columns = emptyColumns("liquidations", 95);
  for (let i = 0; i < 95; i++) {
    const fell = closes[i * 12 + 11] < bars.columns.open[i * 12];
    columns.time[i] = START + i * HOUR;
    columns.side[i] = fell === hurt ? LONG : SHORT;
    columns.price[i] = closes[i * 12];
    columns.notional[i] = 1000;
    columns.quantity[i] = 1000 / closes[i * 12];
  }
  return made("liquidations", columns, { venue, symbol: "BTCUSDT", interval: "event" });
}

Deno.test("open interest in contracts is off the market, in coins it is not", async () => {
  await withDataset([bars, interest(1)], async (dataset) => {
    const [{ compared, outside }] = await priceChecks(dataset);
    assert.deepEqual([compared, outside], [96, 0]);
  });
  await withDataset([bars, interest(0.01)], async (dataset) => {
    const [{ misaligned_days, median_deviation }] = await priceChecks(dataset);
    assert.equal(misaligned_days, 4);
    assert(Math.abs(median_deviation! + 0.99) < 0.01);
  });
});

Deno.test("sides of orders read as sides of positions are found, on another venue than the bars'", () =>
  withDataset(
    [bars, liquidations("binance", true), liquidations("bybit", false)],
    async (dataset) => {
      const found = await sideChecks(dataset);
      assert.deepEqual(found.map(({ agreement, suspicious }) => [agreement, suspicious]), [
        [1, false],
        [0, true],
      ]);
      assert.deepEqual(await priceChecks(dataset).then((checks) => checks.map((c) => c.outside)), [
        0,
        0,
      ]);
    },
  ));

Deno.test("without bars of the asset there is nothing to hold against", () =>
  withDataset([walk("ETHUSDT", 1), interest(1)], async (dataset) => {
    assert.deepEqual([await priceChecks(dataset), await sideChecks(dataset)], [[], []]);
  }));
