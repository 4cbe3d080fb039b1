import assert from "node:assert/strict";
import { binanceAggTrades } from "../../lib/sources/binance-agg-trades.ts";
import { bybitTrades } from "../../lib/sources/bybit-trades.ts";
import type { RawFile, Source } from "../../lib/sources/source.ts";
import { tardisTrades } from "../../lib/sources/tardis-trades.ts";
import { encode } from "./raw.ts";

const HOUR = Date.UTC(2025, 9, 10);
/** Trades of an hour: as a table of six numbers each they would take 144 MB. */
const TRADES = 3_000_000, TABLE = TRADES * 6 * 8;

/** A file of that many equal trades, made as it is read. */
function tradesFile(name: string, header: string, trade: string): RawFile {
  const chunk = encode(`${trade}\n`.repeat(1000));
  return {
    name,
    async *stream() {
      yield encode(`${header}\n`);
      for (let i = 0; i < TRADES / 1000; i++) yield chunk;
      await Promise.resolve();
    },
  };
}

const FILES: [Source, RawFile][] = [
  [
    binanceAggTrades,
    tradesFile(
      "BTCUSDT-aggTrades-2025-10-10.csv",
      "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker",
      `1,100,2,10,10,${HOUR},false`,
    ),
  ],
  [
    bybitTrades,
    tradesFile(
      "BTCUSDT2025-10-10.csv",
      "timestamp,symbol,side,size,price,tickDirection,trdMatchID,grossValue,homeNotional,foreignNotional",
      `${HOUR / 1000},BTCUSDT,Buy,2,100,PlusTick,a,2,2,200`,
    ),
  ],
  [
    tardisTrades,
    tradesFile(
      "binance-futures_trades_2025-10-10.csv",
      "exchange,symbol,timestamp,local_timestamp,id,side,price,amount",
      `binance-futures,BTCUSDT,${HOUR}000,${HOUR}000,1,buy,100,2`,
    ),
  ],
];

for (const [source, file] of FILES) {
  Deno.test(`${source.name}: three million trades become one bar, and are never held`, async () => {
    const before = Deno.memoryUsage().rss;
    let most = 0, bars = 0, trades = 0;
    for await (const read of source.read(file, { interval: "1h" })) {
      assert.ok("batch" in read, JSON.stringify(read));
      most = Math.max(most, Deno.memoryUsage().rss);
      bars += read.batch.lines.length;
      trades += (read.batch.columns as unknown as { trades: Float64Array }).trades[0];
    }
    assert.deepEqual([bars, trades], [1, TRADES]);
    assert.ok(most - before < TABLE / 2, `${(most - before) / 1e6} MB more`);
  });
}
