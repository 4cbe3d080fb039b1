import { intervalMs } from "../tables/time.ts";
import { BATCH_ROWS, batchOf } from "./batch-of.ts";
import { amountOf } from "./contracts.ts";
import { isReject, readCsv } from "./csv/csv.ts";
import { layoutByName } from "./csv/layout.ts";
import { firstLine } from "./head.ts";
import { textOf } from "./map-rows.ts";
import { seriesOf } from "./series-of.ts";
import type { RawFile, Read, ReadOptions, Source } from "./source.ts";
import { EVENT_FIELDS, EVENTS, type Place, placeOf, TARDIS_LICENCE } from "./tardis-file.ts";
import { TradeBars } from "./trade-bars.ts";
import { usToMs } from "./units.ts";

/** Tardis trades, summed into bars; the side is the taker's. */
export const tardisTrades: Source = {
  name: "tardis-trades",
  title: "Tardis trades, summed into 1m bars (CSV, gzip)",
  verified: true,
  licence: TARDIS_LICENCE,
  recognises: (name, head) => firstLine(head) === EVENTS && /trade/i.test(name),
  read: read,
};

async function* read(file: RawFile, options: ReadOptions): AsyncGenerator<Read> {
  const interval = options.interval ?? "1m";
  const series = new Map<string, { place: Place; bars: TradeBars }>();
  for await (
    const chunk of readCsv(file, (first) => layoutByName(file.name, first, EVENT_FIELDS))
  ) {
    if (isReject(chunk)) {
      yield { reject: chunk };
      continue;
    }
    const { texts, numbers, lines } = chunk;
    const time = usToMs(numbers.timestamp);
    for (let i = 0; i < chunk.rows; i++) {
      const id = `${texts.exchange[i]} ${texts.symbol[i]}`;
      let one = series.get(id);
      if (!one) {
        const place = placeOf(texts.exchange[i], texts.symbol[i]);
        series.set(id, one = { place, bars: new TradeBars(intervalMs(interval)) });
      }
      const { venue, market, symbol } = one.place;
      const price = numbers.price[i];
      const amount = price > 0
        ? amountOf(venue, market, symbol, numbers.amount[i], price)
        : undefined;
      if (!amount) {
        const reason = price > 0
          ? `the contract size of ${symbol} at ${venue} is not known`
          : `price ${price} is no price`;
        yield { reject: { line: lines[i], reason, text: textOf(chunk, i) } };
        continue;
      }
      const buys = texts.side[i] === "buy";
      one.bars.add(time[i], price, amount.quantity, amount.notional, buys, 1, lines[i]);
    }
  }
  for (const { place, bars } of series.values()) {
    const key = seriesOf("candles", { ...place, interval });
    for (const part of bars.bars(BATCH_ROWS)) {
      yield { batch: batchOf(key, part.lines, part.columns) };
    }
  }
}
