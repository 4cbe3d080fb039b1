import { MINUTE } from "../tables/time.ts";
import { batchOf } from "./batch-of.ts";
import { BINANCE_LICENCE, binanceSeries } from "./binance-file.ts";
import { isReject, readCsv } from "./csv/csv.ts";
import type { Field, RowChunk } from "./csv/fields.ts";
import { layoutByName } from "./csv/layout.ts";
import { firstLine } from "./head.ts";
import { inverseContractUsd, isCoinMargined, seriesOf } from "./series-of.ts";
import type { RawFile, Read, ReadOptions, Source } from "./source.ts";
import { scaled } from "./units.ts";

const HEADER = /^create_time,symbol,sum_open_interest,sum_open_interest_value,/;
const FIELDS: Field[] = [
  { name: "create_time", kind: "utc" },
  { name: "symbol", kind: "text" },
  { name: "sum_open_interest", kind: "number" },
  { name: "sum_open_interest_value", kind: "number" },
];
/** From here on rows carry the start of their five minutes; before, the end. */
const LABELS_MOVED = Date.UTC(2026, 5, 25);

/**
 * Open interest every five minutes from Binance Vision's metrics, at the end of each five minutes:
 * the moment from which it was known. The long/short ratios beside it, often empty, are not read: no
 * table holds them. COIN-M files count contracts, and give the value in coins.
 */
export const binanceMetrics: Source = {
  name: "binance-metrics",
  title: "Binance Vision metrics: open interest, 5m (CSV, zip)",
  verified: true,
  licence: BINANCE_LICENCE,
  recognises: (_, head) => HEADER.test(firstLine(head)),
  read,
};

async function* read(file: RawFile, options: ReadOptions): AsyncGenerator<Read> {
  let moved = 0, any = false;
  for await (const chunk of readCsv(file, (first) => layoutByName(file.name, first, FIELDS))) {
    any = true;
    if (isReject(chunk)) {
      yield { reject: chunk };
      continue;
    }
    const time = chunk.numbers.create_time;
    for (let i = 0; i < chunk.rows; i++) {
      if (time[i] < LABELS_MOVED) continue;
      time[i] += 5 * MINUTE;
      moved++;
    }
    yield* batchesOf(options, chunk);
  }
  if (!any) yield { warning: `${file.name} holds a header and no rows` };
  if (moved > 0) {
    yield {
      warning: `${file.name}: ${moved} labels of 5m starts moved to the ends, as before 2026-06-25`,
    };
  }
}

/** A file holds one symbol; where it holds more, a run of rows becomes a batch. */
function* batchesOf(options: ReadOptions, chunk: RowChunk): Generator<Read> {
  const { symbol } = chunk.texts;
  for (let from = 0; from < chunk.rows;) {
    let to = from + 1;
    while (to < chunk.rows && symbol[to] === symbol[from]) to++;
    const inverse = isCoinMargined(symbol[from]);
    const series = binanceSeries("", { ...options, symbol: symbol[from] }, "linear");
    const key = seriesOf("open_interest", { ...series, interval: "5m" });
    const part = (name: string) => chunk.numbers[name].subarray(from, to);
    const amount = part("sum_open_interest"), value = part("sum_open_interest_value");
    yield {
      batch: batchOf(key, chunk.lines.subarray(from, to), {
        time: part("create_time"),
        open_interest: inverse ? value : amount,
        open_interest_usd: inverse ? scaled(amount, inverseContractUsd(symbol[from])) : value,
      }),
    };
    from = to;
  }
}
