import { intervalMs } from "../tables/time.ts";
import { BATCH_ROWS, batchOf } from "./batch-of.ts";
import { BINANCE_LICENCE, binanceSeries } from "./binance-file.ts";
import { isReject, readCsv } from "./csv/csv.ts";
import type { Field, RowChunk } from "./csv/fields.ts";
import { layoutWithOrWithout } from "./csv/layout.ts";
import { firstLine } from "./head.ts";
import { inverseContractUsd, seriesOf } from "./series-of.ts";
import type { RawFile, Read, ReadOptions, Reject, Source } from "./source.ts";
import { TradeBars } from "./trade-bars.ts";
import { toMsBySize } from "./units.ts";

const NAMES = [
  "agg_trade_id",
  "price",
  "quantity",
  "first_trade_id",
  "last_trade_id",
  "transact_time",
  "is_buyer_maker",
  "is_best_match",
];
const FIELDS: Field[] = NAMES.slice(1, 7).map((name) => (
  { name, kind: name === "is_buyer_maker" ? "flag" : "number" }
));
const HEADER = /^agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,/;
/** No header: seven columns are futures, eight are spot. */
const BARE = /^\d+,[\d.]+,[\d.]+,\d+,\d+,\d{13,16},(?:true|false)(?:,(?:true|false))?$/i;

/**
 * Trades of Binance Vision, summed into bars on the way in: no trade is kept. A row stands for the
 * trades of one order at one price; where the buyer was the maker, the taker sold.
 */
export const binanceAggTrades: Source = {
  name: "binance-agg-trades",
  title: "Binance Vision aggTrades, summed into 1m bars (CSV, zip)",
  verified: true,
  licence: BINANCE_LICENCE,
  recognises: (_, head) => HEADER.test(firstLine(head)) || BARE.test(firstLine(head)),
  read,
};

async function* read(file: RawFile, options: ReadOptions): AsyncGenerator<Read> {
  let columns = 0;
  const layout = layoutWithOrWithout(file.name, NAMES, FIELDS);
  const interval = options.interval ?? "1m";
  const bars = new TradeBars(intervalMs(interval));
  let inverseUsd = 0;
  const rows = readCsv(file, (first) => {
    columns = first.length;
    return layout(first);
  });
  for await (const chunk of rows) {
    if (isReject(chunk)) yield { reject: chunk };
    else {
      const { symbol, market } = binanceSeries(file.name, options, "linear");
      inverseUsd = market === "inverse" ? inverseContractUsd(symbol) : 0;
      for (const reject of addTrades(bars, chunk, inverseUsd)) yield { reject };
    }
  }
  const series = binanceSeries(file.name, options, columns === 8 ? "spot" : "linear");
  const key = seriesOf("candles", { ...series, interval });
  let any = false;
  for (const { columns, lines } of bars.bars(BATCH_ROWS)) {
    any = true;
    yield { batch: batchOf(key, lines, columns) };
  }
  if (!any) yield { warning: `${file.name} holds no row` };
}

function* addTrades(bars: TradeBars, chunk: RowChunk, inverseUsd: number): Generator<Reject> {
  const { price, quantity, first_trade_id, last_trade_id, is_buyer_maker } = chunk.numbers;
  const time = toMsBySize(chunk.numbers.transact_time);
  for (let i = 0; i < chunk.rows; i++) {
    const line = chunk.lines[i];
    if (!(price[i] > 0) || !(quantity[i] > 0)) {
      const text = `price=${price[i]} quantity=${quantity[i]}`;
      yield { line, reason: "no trade: it wants a price and a quantity", text };
      continue;
    }
    const notional = inverseUsd > 0 ? quantity[i] * inverseUsd : quantity[i] * price[i];
    const base = inverseUsd > 0 ? notional / price[i] : quantity[i];
    const trades = last_trade_id[i] - first_trade_id[i] + 1;
    bars.add(time[i], price[i], base, notional, is_buyer_maker[i] === 0, trades, line);
  }
}
