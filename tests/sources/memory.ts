/**
 * Reads three million trades of the source named on the command line, and writes how many bars and
 * trades came of them and the most memory, in bytes, that this process took meanwhile beyond what it
 * took at first. A program of its own, for the memory is the whole process's: beside other tests it
 * would be theirs as well.
 */
import { binanceAggTrades } from "../../lib/sources/binance-agg-trades.ts";
import { bybitTrades } from "../../lib/sources/bybit-trades.ts";
import type { RawFile, Source } from "../../lib/sources/source.ts";
import { tardisTrades } from "../../lib/sources/tardis-trades.ts";
import { encode } from "./raw.ts";

const HOUR = Date.UTC(2025, 9, 10), TRADES = 3_000_000, CHUNK = 1000;

/** Name of a file, its header, and the trade that fills it. */
const FILES: [source: Source, name: string, header: string, trade: string][] = [
  [
    binanceAggTrades,
    "BTCUSDT-aggTrades-2025-10-10.csv",
    "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker",
    `1,100,2,10,10,${HOUR},false`,
  ],
  [
    bybitTrades,
    "BTCUSDT2025-10-10.csv",
    "timestamp,symbol,side,size,price,tickDirection,trdMatchID,grossValue,homeNotional,foreignNotional",
    `${HOUR / 1000},BTCUSDT,Buy,2,100,PlusTick,a,2,2,200`,
  ],
  [
    tardisTrades,
    "binance-futures_trades_2025-10-10.csv",
    "exchange,symbol,timestamp,local_timestamp,id,side,price,amount",
    `binance-futures,BTCUSDT,${HOUR}000,${HOUR}000,1,buy,100,2`,
  ],
];

const [source, name, header, trade] = FILES.find(([{ name }]) => name === Deno.args[0])!;
const before = Deno.memoryUsage().rss;
let most = before, bars = 0, trades = 0;

/** The file, made as it is read; what reading takes is looked at between any two pieces. */
const file: RawFile = {
  name,
  async *stream() {
    const chunk = encode(`${trade}\n`.repeat(CHUNK));
    yield encode(`${header}\n`);
    for (let i = 0; i < TRADES / CHUNK; i++) {
      most = Math.max(most, Deno.memoryUsage().rss);
      yield chunk;
    }
    await Promise.resolve();
  },
};
for await (const read of source.read(file, { interval: "1h" })) {
  if (!("batch" in read)) throw new Error(JSON.stringify(read));
  most = Math.max(most, Deno.memoryUsage().rss);
  bars += read.batch.lines.length;
  trades += (read.batch.columns as unknown as { trades: Float64Array }).trades[0];
}
console.log(JSON.stringify({ bars, trades, more: most - before }));
