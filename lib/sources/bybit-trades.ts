import { UserError } from "../errors.ts";
import { intervalMs } from "../tables/time.ts";
import { BATCH_ROWS, batchOf } from "./batch-of.ts";
import { marketOfSymbol } from "./contracts.ts";
import { isReject, readCsv } from "./csv/csv.ts";
import type { Field } from "./csv/fields.ts";
import { layoutByName } from "./csv/layout.ts";
import { firstLine } from "./head.ts";
import { textOf } from "./map-rows.ts";
import { seriesOf } from "./series-of.ts";
import type { RawFile, Read, ReadOptions, Source } from "./source.ts";
import { TradeBars } from "./trade-bars.ts";

const HEADER =
  /^timestamp,symbol,side,size,price,tickDirection,trdMatchID,grossValue,homeNotional,/;
const FIELDS: Field[] = [
  { name: "timestamp", kind: "number" },
  { name: "symbol", kind: "text" },
  { name: "side", kind: "text" },
  { name: "price", kind: "number" },
  { name: "homeNotional", kind: "number" },
  { name: "foreignNotional", kind: "number" },
];

/**
 * Trades of public.bybit.com, summed into bars on the way in. Times are **seconds** with decimals; the
 * side is the taker's; the notionals give coins and USD for linear and inverse contracts alike.
 */
export const bybitTrades: Source = {
  name: "bybit-trades",
  title: "Bybit public trades, summed into 1m bars (CSV, gzip)",
  verified: false,
  licence: "Bybit terms of use",
  recognises: (_, head) => HEADER.test(firstLine(head)),
  read,
};

async function* read(file: RawFile, options: ReadOptions): AsyncGenerator<Read> {
  const interval = options.interval ?? "1m";
  const bars = new TradeBars(intervalMs(interval));
  let symbol = "";
  for await (const chunk of readCsv(file, (first) => layoutByName(file.name, first, FIELDS))) {
    if (isReject(chunk)) {
      yield { reject: chunk };
      continue;
    }
    const { texts, numbers, lines } = chunk;
    const { timestamp, price, homeNotional, foreignNotional } = numbers;
    symbol ||= texts.symbol[0];
    for (let i = 0; i < chunk.rows; i++) {
      if (texts.symbol[i] !== symbol) {
        throw new UserError(
          `${file.name}: trades of ${symbol} and ${texts.symbol[i]}: split the file`,
        );
      }
      if (!(price[i] > 0)) {
        const reason = `price ${price[i]} is no price`;
        yield { reject: { line: lines[i], reason, text: textOf(chunk, i) } };
        continue;
      }
      // The thousandth outweighs the rounding of seconds with decimals.
      const time = Math.floor(timestamp[i] * 1000 + 1e-3);
      const buys = texts.side[i] === "Buy";
      bars.add(time, price[i], homeNotional[i], foreignNotional[i], buys, 1, lines[i]);
    }
  }
  if (symbol === "") {
    yield { warning: `${file.name} holds no trade` };
    return;
  }
  const market = marketOfSymbol("bybit", symbol);
  const key = seriesOf("candles", { venue: "bybit", market, symbol, interval });
  for (const { columns, lines } of bars.bars(BATCH_ROWS)) {
    yield { batch: batchOf(key, lines, columns) };
  }
}
