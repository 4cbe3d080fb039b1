import { batchOf } from "./batch-of.ts";
import { BINANCE_LICENCE, binanceSeries } from "./binance-file.ts";
import { isReject, readCsv } from "./csv/csv.ts";
import { layoutByName } from "./csv/layout.ts";
import { firstLine } from "./head.ts";
import { seriesOf } from "./series-of.ts";
import type { RawFile, Read, ReadOptions, Source } from "./source.ts";
import { toMsBySize } from "./units.ts";

const HEADER = "calc_time,funding_interval_hours,last_funding_rate";

/** Funding settlements of Binance Vision: a fraction per interval, which can change within a file. */
export const binanceFunding: Source = {
  name: "binance-funding",
  title: "Binance Vision fundingRate (CSV, zip)",
  verified: false,
  licence: BINANCE_LICENCE,
  recognises: (_, head) => firstLine(head) === HEADER,
  read,
};

async function* read(file: RawFile, options: ReadOptions): AsyncGenerator<Read> {
  const key = seriesOf("funding", {
    ...binanceSeries(file.name, options, "linear"),
    interval: "settlement",
  });
  const fields = HEADER.split(",").map((name) => ({ name, kind: "number" as const }));
  let any = false;
  for await (const chunk of readCsv(file, (first) => layoutByName(file.name, first, fields))) {
    any = true;
    if (isReject(chunk)) {
      yield { reject: chunk };
      continue;
    }
    const { calc_time, funding_interval_hours, last_funding_rate } = chunk.numbers;
    const columns = {
      time: toMsBySize(calc_time),
      rate: last_funding_rate,
      interval_hours: funding_interval_hours,
    };
    yield { batch: batchOf(key, chunk.lines, columns) };
  }
  if (!any) yield { warning: `${file.name} holds a header and no rows` };
}
