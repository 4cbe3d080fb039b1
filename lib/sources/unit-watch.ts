import type { Batch } from "./source.ts";

/** Sample that is enough to tell a unit. */
const SAMPLE = 20_000;
/** Per 8 hours: half of all settlements above 0.3% has never been, nor below 1.5% of the usual 0.01%. */
const RATE_TOO_LARGE = 3e-3, RATE_TOO_SMALL = 1.5e-6;

/** Notices numbers that are plausible one by one, and as a whole look like another unit. */
export class UnitWatch {
  #rates: number[] = [];
  #bars = 0;
  #impossible = 0;

  see(batch: Batch): void {
    const columns = batch.columns as unknown as Record<string, Float64Array>;
    if (batch.key.table === "funding") this.#seeRates(columns);
    if (batch.key.table === "candles") this.#seeBars(columns);
  }

  /** What an analyst should know, a line each. */
  *warnings(file: string): Generator<string> {
    const rates = this.#rates.filter((rate) => rate > 0).sort((a, b) => a - b);
    const median = rates[rates.length >> 1];
    if (rates.length >= 10 && median > RATE_TOO_LARGE) {
      yield `${file}: half of the funding rates exceed ${median} per 8 h: percent read as fraction?`;
    }
    if (rates.length >= 10 && median < RATE_TOO_SMALL) {
      yield `${file}: half of the funding rates are below ${median} per 8 h: fraction read as percent?`;
    }
    if (this.#bars >= 10 && this.#impossible > this.#bars / 2) {
      yield `${file}: quote volume / volume lies outside low to high in ${this.#impossible} of ` +
        `${this.#bars} bars: volume in contracts, or another unit?`;
    }
  }

  #seeRates({ rate, interval_hours: hours }: Record<string, Float64Array>): void {
    for (let i = 0; i < rate.length && this.#rates.length < SAMPLE; i++) {
      this.#rates.push(Math.abs(rate[i]) * (hours[i] > 0 ? 8 / hours[i] : 1));
    }
  }

  #seeBars({ low, high, volume, quote_volume }: Record<string, Float64Array>): void {
    for (let i = 0; i < low.length && this.#bars < SAMPLE; i++) {
      const price = quote_volume[i] / volume[i];
      if (!Number.isFinite(price)) continue;
      this.#bars++;
      if (price < low[i] * 0.999 || price > high[i] * 1.001) this.#impossible++;
    }
  }
}
