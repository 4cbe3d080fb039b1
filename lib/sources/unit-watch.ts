import type { Batch, RawFile, Read, ReadOptions, Source } from "./source.ts";

/** Sample that is enough to tell a unit. */
const SAMPLE = 20_000;
/** Fewer rows are no pattern. */
const ENOUGH = 10;
/** Per 8 hours: half of all settlements above 0.3% has never been, nor below 1.5% of the usual 0.01%. */
const RATE_TOO_LARGE = 3e-3, RATE_TOO_SMALL = 1.5e-6;

/**
 * Reads a file with a source and adds a warning where its numbers, plausible one by one, look as a
 * whole like another unit. Ingest reads every file of every format in this way.
 *
 * @example for await (const read of readWatched(source, file, {})) { ... }
 */
export async function* readWatched(
  source: Source,
  file: RawFile,
  options: ReadOptions,
): AsyncGenerator<Read> {
  const units = new UnitWatch();
  for await (const read of source.read(file, options)) {
    if ("batch" in read) units.see(read.batch);
    yield read;
  }
  for (const warning of units.warnings(file.name)) yield { warning };
}

/** Rows of which two numbers could be held against each other, and those where they do not fit. */
interface Tally {
  seen: number;
  wrong: number;
}

class UnitWatch {
  readonly #rates: number[] = [];
  readonly #bars: Tally = { seen: 0, wrong: 0 };
  readonly #liquidations: Tally = { seen: 0, wrong: 0 };
  readonly #interest: Tally = { seen: 0, wrong: 0 };

  see({ key: { table }, columns: given }: Batch): void {
    const columns = given as unknown as Columns;
    if (table === "funding") this.#seeRates(columns);
    if (table === "candles") this.#seeBars(columns);
    if (table === "liquidations") this.#seeLiquidations(columns);
    if (table === "open_interest") this.#seeInterest(columns);
  }

  /** What an analyst should know, a line each. */
  *warnings(file: string): Generator<string> {
    const rates = this.#rates.filter((rate) => rate > 0).sort((a, b) => a - b);
    const median = rates[rates.length >> 1];
    if (rates.length >= ENOUGH && median > RATE_TOO_LARGE) {
      yield `${file}: half of the funding rates exceed ${median} per 8 h: percent read as fraction?`;
    }
    if (rates.length >= ENOUGH && median < RATE_TOO_SMALL) {
      yield `${file}: half of the funding rates are below ${median} per 8 h: fraction read as percent?`;
    }
    if (mostlyWrong(this.#bars)) {
      yield `${file}: quote volume / volume lies outside low to high in ${share(this.#bars)} ` +
        `bars: volume in contracts, or another unit?`;
    }
    if (mostlyWrong(this.#liquidations)) {
      yield `${file}: notional is not quantity x price in ${share(this.#liquidations)} ` +
        `liquidations: quantity in contracts, or another unit?`;
    }
    if (mostlyWrong(this.#interest)) {
      yield `${file}: open interest in coins equals that in USD in ${
        share(this.#interest)
      } rows: ` +
        `one unit read as both?`;
    }
  }

  #seeRates({ rate, interval_hours: hours }: Columns): void {
    for (let i = 0; i < rate.length && this.#rates.length < SAMPLE; i++) {
      this.#rates.push(Math.abs(rate[i]) * (hours[i] > 0 ? 8 / hours[i] : 1));
    }
  }

  #seeBars({ low, high, volume, quote_volume }: Columns): void {
    for (let i = 0; i < low.length && this.#bars.seen < SAMPLE; i++) {
      const price = quote_volume[i] / volume[i];
      if (!Number.isFinite(price)) continue;
      count(this.#bars, price < low[i] * 0.999 || price > high[i] * 1.001);
    }
  }

  #seeLiquidations({ price, quantity, notional }: Columns): void {
    for (let i = 0; i < price.length && this.#liquidations.seen < SAMPLE; i++) {
      const ratio = notional[i] / (quantity[i] * price[i]);
      if (Number.isFinite(ratio)) count(this.#liquidations, Math.abs(ratio - 1) > 0.02);
    }
  }

  // Only a coin of one dollar has as many coins as dollars.
  #seeInterest({ open_interest, open_interest_usd }: Columns): void {
    for (let i = 0; i < open_interest.length && this.#interest.seen < SAMPLE; i++) {
      const price = open_interest_usd[i] / open_interest[i];
      if (Number.isFinite(price)) count(this.#interest, price === 1);
    }
  }
}

type Columns = Record<string, Float64Array>;

function count(tally: Tally, wrong: boolean): void {
  tally.seen++;
  if (wrong) tally.wrong++;
}

function mostlyWrong({ seen, wrong }: Tally): boolean {
  return seen >= ENOUGH && wrong > seen / 2;
}

function share({ seen, wrong }: Tally): string {
  return `${wrong} of ${seen}`;
}
