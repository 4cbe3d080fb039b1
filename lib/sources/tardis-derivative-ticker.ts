import { MINUTE } from "../tables/time.ts";
import { amountOf } from "./contracts.ts";
import { isReject, readCsv } from "./csv/csv.ts";
import type { Field } from "./csv/fields.ts";
import { layoutByName } from "./csv/layout.ts";
import { firstLine } from "./head.ts";
import { type Row, RowBatches } from "./row-batches.ts";
import { seriesOf } from "./series-of.ts";
import type { RawFile, Read, Source } from "./source.ts";
import { type Place, placeOf, TARDIS_LICENCE } from "./tardis-file.ts";
import { TradeBars } from "./trade-bars.ts";
import { usToMs } from "./units.ts";

const TICKER =
  "exchange,symbol,timestamp,local_timestamp,funding_timestamp,funding_rate,predicted_funding_rate,open_interest,last_price,index_price,mark_price";
const TICKER_FIELDS: Field[] = [
  { name: "exchange", kind: "text" },
  { name: "symbol", kind: "text" },
  { name: "timestamp", kind: "number" },
  { name: "funding_timestamp", kind: "number", optional: true },
  { name: "funding_rate", kind: "number", optional: true },
  { name: "open_interest", kind: "number", optional: true },
  { name: "index_price", kind: "number", optional: true },
  { name: "mark_price", kind: "number", optional: true },
];

/** Bars of a batch. */
const BATCH_ROWS = 16_384;

/**
 * Tardis derivative tickers: open interest at each minute's end, the rate at each settlement, and bars
 * of a minute of mark and index price, which the premium is made of.
 */
export const tardisDerivativeTicker: Source = {
  name: "tardis-derivative-ticker",
  title: "Tardis derivative_ticker: open interest, funding, mark and index price (CSV, gzip)",
  verified: false,
  licence: TARDIS_LICENCE,
  recognises: (_, head) => firstLine(head) === TICKER,
  read: read,
};

async function* read(file: RawFile): AsyncGenerator<Read> {
  const batches = new RowBatches();
  const states = new Map<string, TickerState>();
  for await (
    const chunk of readCsv(file, (first) => layoutByName(file.name, first, TICKER_FIELDS))
  ) {
    if (isReject(chunk)) {
      yield { reject: chunk };
      continue;
    }
    const { texts, numbers, lines } = chunk;
    const time = usToMs(numbers.timestamp);
    const settles = usToMs(numbers.funding_timestamp);
    for (let i = 0; i < chunk.rows; i++) {
      const id = `${texts.exchange[i]} ${texts.symbol[i]}`;
      let state = states.get(id);
      if (!state) {
        state = new TickerState(placeOf(texts.exchange[i], texts.symbol[i]), batches);
        states.set(id, state);
      }
      const { funding_rate, open_interest, mark_price, index_price } = numbers;
      state.see(time[i], settles[i], funding_rate[i], open_interest[i], mark_price[i], lines[i]);
      state.price("mark", time[i], mark_price[i], lines[i]);
      state.price("index", time[i], index_price[i], lines[i]);
    }
    for (const batch of batches.full()) yield { batch };
  }
  for (const state of states.values()) state.finish();
  for (const batch of batches.rest()) yield { batch };
  for (const state of states.values()) yield* state.prices();
}

/** What the ticks of one symbol last said. */
class TickerState {
  #minute = NaN;
  #interest: Row | undefined;
  #settles = NaN;
  #rate = NaN;
  #line = 0;
  readonly #bars = { mark: new TradeBars(MINUTE), index: new TradeBars(MINUTE) };

  constructor(readonly place: Place, readonly batches: RowBatches) {}

  see(
    time: number,
    settles: number,
    rate: number,
    interest: number,
    mark: number,
    line: number,
  ): void {
    const minute = Math.floor(time / MINUTE) * MINUTE;
    if (minute !== this.#minute) this.finish();
    this.#minute = minute;
    const { venue, market, symbol } = this.place;
    const amount = mark > 0 && interest >= 0
      ? amountOf(venue, market, symbol, interest, mark)
      : undefined;
    if (amount) {
      const { quantity, notional } = amount;
      // Known from the end of the minute on.
      this.#interest = {
        time: minute + MINUTE,
        open_interest: quantity,
        open_interest_usd: notional,
      };
    }
    // Once the next settlement is another, the last rate before is the one that was paid.
    if (settles > this.#settles && time >= this.#settles && !Number.isNaN(this.#rate)) {
      const key = () => seriesOf("funding", { ...this.place, interval: "settlement" });
      this.batches.add(`funding ${venue} ${symbol}`, key, {
        time: this.#settles,
        rate: this.#rate,
      }, this.#line);
    }
    if (!Number.isNaN(settles)) this.#settles = settles;
    if (!Number.isNaN(rate)) this.#rate = rate;
    this.#line = line;
  }

  /** Prices may be 0 or missing where the venue has none. */
  price(kind: "mark" | "index", time: number, price: number, line: number): void {
    // Nothing was traded at it: every volume stays unknown.
    if (price > 0) this.#bars[kind].add(time, price, NaN, NaN, true, NaN, line);
  }

  *prices(): Generator<Read> {
    for (const kind of ["mark", "index"] as const) {
      const key = seriesOf("candles", { ...this.place, interval: "1m", kind });
      for (const bars of this.#bars[kind].bars(BATCH_ROWS)) {
        yield { batch: { key, ...bars } };
      }
    }
  }

  finish(): void {
    if (!this.#interest) return;
    const { venue, symbol } = this.place;
    const key = () => seriesOf("open_interest", { ...this.place, interval: "1m" });
    this.batches.add(`interest ${venue} ${symbol}`, key, this.#interest, this.#line);
    this.#interest = undefined;
  }
}
