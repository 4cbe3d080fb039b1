import type { Columns } from "../tables/columns.ts";
import { TABLES } from "../tables/schema.ts";

/** Bars kept open for trades that come late; a month of 1m bars is 44,640. */
const START = 1024;

/** Sums trades into bars. Trades may come in any order: the first in time opens a bar. */
export class TradeBars {
  #count = 0;
  readonly #index = new Map<number, number>();
  readonly #columns: Record<string, Float64Array> = {};
  #first = new Float64Array(START);
  #last = new Float64Array(START);
  #lines = new Float64Array(START);
  #bar = -1;
  #barTime = NaN;

  /** @param length of a bar in ms */
  constructor(readonly length: number) {
    for (const name of Object.keys(TABLES.candles)) this.#columns[name] = new Float64Array(START);
  }

  /**
   * Adds one trade, or several at one price.
   *
   * @param quantity in the base asset
   * @param notional in USD
   * @param takerBuys whether the taker bought
   * @param trades how many trades this is
   * @param line of the file, for the bar that it opens
   */
  add(
    time: number,
    price: number,
    quantity: number,
    notional: number,
    takerBuys: boolean,
    trades: number,
    line: number,
  ): void {
    const barTime = Math.floor(time / this.length) * this.length;
    const c = this.#columns;
    if (barTime !== this.#barTime) {
      this.#barTime = barTime;
      this.#bar = this.#index.get(barTime) ?? this.#open(barTime, time, price, line);
    }
    const i = this.#bar;
    if (time < this.#first[i]) [this.#first[i], c.open[i]] = [time, price];
    if (time >= this.#last[i]) [this.#last[i], c.close[i]] = [time, price];
    if (price > c.high[i]) c.high[i] = price;
    if (price < c.low[i]) c.low[i] = price;
    c.volume[i] += quantity;
    c.quote_volume[i] += notional;
    c.trades[i] += trades;
    if (takerBuys) {
      c.taker_buy_volume[i] += quantity;
      c.taker_buy_quote_volume[i] += notional;
    }
  }

  /** The bars so far, in parts of at most `rows`. */
  *bars(rows: number): Generator<{ columns: Columns<"candles">; lines: Float64Array }> {
    for (let from = 0; from < this.#count; from += rows) {
      const to = Math.min(from + rows, this.#count);
      const columns = Object.entries(this.#columns).map(([n, v]) => [n, v.subarray(from, to)]);
      yield { columns: Object.fromEntries(columns), lines: this.#lines.subarray(from, to) };
    }
  }

  #open(barTime: number, time: number, price: number, line: number): number {
    const c = this.#columns;
    const i = this.#count++;
    if (i === this.#lines.length) this.#grow();
    this.#index.set(barTime, i);
    this.#first[i] = this.#last[i] = time;
    this.#lines[i] = line;
    c.time[i] = barTime;
    c.open[i] =
      c.high[i] =
      c.low[i] =
      c.close[i] =
        price;
    return i;
  }

  #grow(): void {
    const grown = (values: Float64Array) => {
      const next = new Float64Array(values.length * 2);
      next.set(values);
      return next;
    };
    this.#first = grown(this.#first);
    this.#last = grown(this.#last);
    this.#lines = grown(this.#lines);
    for (const name in this.#columns) this.#columns[name] = grown(this.#columns[name]);
  }
}
