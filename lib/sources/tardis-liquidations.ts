import { LONG, SHORT, UNKNOWN_SIDE } from "../tables/schema.ts";
import { amountOf } from "./contracts.ts";
import { isReject, readCsv } from "./csv/csv.ts";
import { layoutByName } from "./csv/layout.ts";
import { firstLine } from "./head.ts";
import { textOf } from "./map-rows.ts";
import { RowBatches } from "./row-batches.ts";
import { seriesOf } from "./series-of.ts";
import type { RawFile, Read, Source } from "./source.ts";
import { EVENT_FIELDS, EVENTS, placeOf, TARDIS_LICENCE } from "./tardis-file.ts";
import { usToMs } from "./units.ts";

/** Tardis liquidations: **microseconds**; the side is that of the order, so a sell closed a long. */
export const tardisLiquidations: Source = {
  name: "tardis-liquidations",
  title: "Tardis liquidations (CSV, gzip)",
  verified: false,
  licence: TARDIS_LICENCE,
  recognises: (name, head) => firstLine(head) === EVENTS && /liquidation/i.test(name),
  read: read,
};

async function* read(file: RawFile): AsyncGenerator<Read> {
  const batches = new RowBatches();
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
      const place = placeOf(texts.exchange[i], texts.symbol[i]);
      const { venue, market, symbol } = place;
      const price = numbers.price[i];
      const amount = amountOf(venue, market, symbol, numbers.amount[i], price);
      if (!amount) {
        const reason = `the contract size of ${symbol} at ${venue} is not known`;
        yield { reject: { line: lines[i], reason, text: textOf(chunk, i) } };
        continue;
      }
      const order = texts.side[i];
      const side = order === "sell" ? LONG : order === "buy" ? SHORT : UNKNOWN_SIDE;
      const key = () => seriesOf("liquidations", { ...place, interval: "event" });
      batches.add(`${venue} ${symbol}`, key, { time: time[i], side, price, ...amount }, lines[i]);
    }
    for (const batch of batches.full()) yield { batch };
  }
  for (const batch of batches.rest()) yield { batch };
}
