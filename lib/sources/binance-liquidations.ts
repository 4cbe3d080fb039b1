import { LONG, SHORT, UNKNOWN_SIDE } from "../tables/schema.ts";
import { batchOf } from "./batch-of.ts";
import { BINANCE_LICENCE, binanceSeries } from "./binance-file.ts";
import { isReject, readCsv } from "./csv/csv.ts";
import type { Field, RowChunk } from "./csv/fields.ts";
import { layoutByName } from "./csv/layout.ts";
import { firstLine } from "./head.ts";
import { inverseContractUsd, seriesOf } from "./series-of.ts";
import type { RawFile, Read, ReadOptions, Source } from "./source.ts";
import { toMsBySize } from "./units.ts";

const HEADER = /^time,side,order_type,time_in_force,original_quantity,price,average_price,/;
const FIELDS: Field[] = [
  { name: "time", kind: "number" },
  { name: "side", kind: "text" },
  { name: "price", kind: "number" },
  { name: "average_price", kind: "number" },
  { name: "accumulated_fill_quantity", kind: "number" },
];

/**
 * Liquidation orders of Binance Vision, COIN-M from 2023-06-25 to 2024-10-14. The side is that of the
 * order: SELL closed a long. Quantities are contracts of 100 USD (bitcoin) or 10 USD. The files hold
 * every row twice: ingest counts the second as a duplicate.
 */
export const binanceLiquidations: Source = {
  name: "binance-liquidations",
  title: "Binance Vision liquidationSnapshot, COIN-M (CSV, zip)",
  verified: true,
  licence: BINANCE_LICENCE,
  recognises: (_, head) => HEADER.test(firstLine(head)),
  read,
};

async function* read(file: RawFile, options: ReadOptions): AsyncGenerator<Read> {
  const series = binanceSeries(file.name, options, "linear");
  const key = seriesOf("liquidations", { ...series, interval: "event" });
  const contract = series.market === "inverse" ? inverseContractUsd(series.symbol) : 0;
  let any = false;
  const counts = { rows: 0, wrongWay: 0 };
  for await (const chunk of readCsv(file, (first) => layoutByName(file.name, first, FIELDS))) {
    any = true;
    if (isReject(chunk)) {
      yield { reject: chunk };
      continue;
    }
    const side = new Int8Array(chunk.rows);
    for (let i = 0; i < chunk.rows; i++) {
      side[i] = chunk.texts.side[i] === "SELL" ? LONG : chunk.texts.side[i] === "BUY" ? SHORT : -1;
      if (side[i] >= 0) continue;
      side[i] = UNKNOWN_SIDE;
      yield {
        warning: `${file.name}, line ${chunk.lines[i]}: side "${chunk.texts.side[i]}" is unknown`,
      };
    }
    countWrongWay(chunk, side, counts);
    const price = chunk.numbers.average_price;
    const quantity = chunk.numbers.accumulated_fill_quantity;
    const notional = quantity.map((q, i) => contract > 0 ? q * contract : q * price[i]);
    yield {
      batch: batchOf(key, chunk.lines, {
        time: toMsBySize(chunk.numbers.time),
        side,
        price,
        quantity: contract > 0 ? notional.map((usd, i) => usd / price[i]) : quantity,
        notional,
      }),
    };
  }
  if (!any) yield { warning: `${file.name} holds a header and no rows` };
  if (counts.wrongWay > counts.rows / 2) {
    yield {
      warning: `${file.name}: buys fill above their limit in ${counts.wrongWay} of ` +
        `${counts.rows} rows: is this the side of the position, not of the order?`,
    };
  }
}

/** A buy fills at its limit or below, a sell at it or above: otherwise the sides are the other way. */
function countWrongWay(
  chunk: RowChunk,
  side: Int8Array,
  counts: { rows: number; wrongWay: number },
): void {
  const { price, average_price: average } = chunk.numbers;
  for (let i = 0; i < chunk.rows; i++) {
    counts.rows++;
    if (side[i] === SHORT ? average[i] > price[i] : average[i] < price[i]) counts.wrongWay++;
  }
}
