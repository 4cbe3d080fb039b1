import type { Market } from "../tables/keys.ts";
import { MINUTE } from "../tables/time.ts";
import { LONG, SHORT, UNKNOWN_SIDE } from "../tables/schema.ts";
import { intervalMs } from "../tables/time.ts";
import { batchOf } from "./batch-of.ts";
import { amountOf, marketOfSymbol } from "./contracts.ts";
import { CHUNK_ROWS, isReject, readCsv } from "./csv/csv.ts";
import type { Field } from "./csv/fields.ts";
import { layoutByName } from "./csv/layout.ts";
import { firstLine } from "./head.ts";
import { textOf } from "./map-rows.ts";
import { type Row, RowBatches } from "./row-batches.ts";
import { seriesOf } from "./series-of.ts";
import type { RawFile, Read, ReadOptions, Source } from "./source.ts";
import { TradeBars } from "./trade-bars.ts";
import { usToMs } from "./units.ts";

const LICENCE = "Tardis.dev terms of use";
/** Liquidations and trades have the same columns: only the name tells them apart. */
const EVENTS = "exchange,symbol,timestamp,local_timestamp,id,side,price,amount";
const TICKER =
  "exchange,symbol,timestamp,local_timestamp,funding_timestamp,funding_rate,predicted_funding_rate,open_interest,last_price,index_price,mark_price";
const VENUES: { [exchange: string]: string } = {
  "binance-futures": "binance",
  "binance-delivery": "binance",
  "okex-swap": "okx",
  "okex-futures": "okx",
  "bitmex": "bitmex",
  "bybit": "bybit",
  "hyperliquid": "hyperliquid",
};

const EVENT_FIELDS: Field[] = [
  { name: "exchange", kind: "text" },
  { name: "symbol", kind: "text" },
  { name: "timestamp", kind: "number" },
  { name: "side", kind: "text" },
  { name: "price", kind: "number" },
  { name: "amount", kind: "number" },
];
const TICKER_FIELDS: Field[] = [
  { name: "exchange", kind: "text" },
  { name: "symbol", kind: "text" },
  { name: "timestamp", kind: "number" },
  { name: "funding_timestamp", kind: "number", optional: true },
  { name: "funding_rate", kind: "number", optional: true },
  { name: "open_interest", kind: "number", optional: true },
  { name: "mark_price", kind: "number", optional: true },
];

/** Tardis liquidations: **microseconds**; the side is that of the order, so a sell closed a long. */
export const tardisLiquidations: Source = {
  name: "tardis-liquidations",
  title: "Tardis liquidations (CSV, gzip)",
  verified: false,
  licence: LICENCE,
  recognises: (name, head) => firstLine(head) === EVENTS && /liquidation/i.test(name),
  read: readLiquidations,
};

/** Tardis trades, summed into bars; the side is the taker's. */
export const tardisTrades: Source = {
  name: "tardis-trades",
  title: "Tardis trades, summed into 1m bars (CSV, gzip)",
  verified: true,
  licence: LICENCE,
  recognises: (name, head) => firstLine(head) === EVENTS && /trade/i.test(name),
  read: readTrades,
};

/** Tardis derivative tickers: open interest at each minute's end, and the rate at each settlement. */
export const tardisDerivativeTicker: Source = {
  name: "tardis-derivative-ticker",
  title: "Tardis derivative_ticker: open interest and funding (CSV, gzip)",
  verified: false,
  licence: LICENCE,
  recognises: (_, head) => firstLine(head) === TICKER,
  read: readTicker,
};

interface Place {
  venue: string;
  market: Market;
  symbol: string;
}

function placeOf(exchange: string, symbol: string): Place {
  const venue = VENUES[exchange] ?? exchange;
  return { venue, market: marketOfSymbol(venue, symbol), symbol };
}

async function* readLiquidations(file: RawFile): AsyncGenerator<Read> {
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

async function* readTrades(file: RawFile, options: ReadOptions): AsyncGenerator<Read> {
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
    for (const part of bars.bars(CHUNK_ROWS)) {
      yield { batch: batchOf(key, part.lines, part.columns) };
    }
  }
}

async function* readTicker(file: RawFile): AsyncGenerator<Read> {
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
      const { funding_rate, open_interest, mark_price } = numbers;
      state.see(time[i], settles[i], funding_rate[i], open_interest[i], mark_price[i], lines[i]);
    }
    for (const batch of batches.full()) yield { batch };
  }
  for (const state of states.values()) state.finish();
  for (const batch of batches.rest()) yield { batch };
}

/** What the ticks of one symbol last said. */
class TickerState {
  #minute = NaN;
  #interest: Row | undefined;
  #settles = NaN;
  #rate = NaN;
  #line = 0;

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
    const amount = mark > 0 ? amountOf(venue, market, symbol, interest, mark) : undefined;
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

  finish(): void {
    if (!this.#interest) return;
    const { venue, symbol } = this.place;
    const key = () => seriesOf("open_interest", { ...this.place, interval: "1m" });
    this.batches.add(`interest ${venue} ${symbol}`, key, this.#interest, this.#line);
    this.#interest = undefined;
  }
}
