import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { join } from "node:path";
import { ingest } from "../lib/dataset/ingest.ts";
import { boundsOf, labelOf } from "../lib/dataset/period.ts";
import { createRandom, type Random } from "../lib/stats/random.ts";
import { DAY, MINUTE } from "../lib/tables/time.ts";

/** How large the inputs are, in rows. */
export interface Sizes {
  /** 1m bars of one symbol. */
  klines: number;
  trades: number;
  /** 5m bars of each of five symbols. */
  bars: number;
  /** Events that excite one another. */
  events: number;
}

/** The sizes whose figures count, and those that only show that everything runs. */
export const FULL: Sizes = {
  klines: 2_000_000,
  trades: 5_000_000,
  bars: 426 * DAY / (5 * MINUTE),
  events: 100_000,
};
export const QUICK: Sizes = {
  klines: 200_000,
  trades: 250_000,
  bars: 120 * DAY / (5 * MINUTE),
  events: 10_000,
};

export const SYMBOLS = ["BTCUSDT", "ETHUSDT", "SOLUSDT", "DOGEUSDT", "ZECUSDT"];
/** Columns of the five symbols' bars, beside the CSV as plain little-endian doubles. */
export const BAR_COLUMNS = ["time", "open", "high", "low", "close", "volume"] as const;

const KLINES_FROM = Date.UTC(2021, 0, 1), BARS_FROM = Date.UTC(2025, 0, 1);
const FLUSH = 1 << 16;

/** What all works read: a folder that is complete once `done` is in it. */
export async function makeInputs(dir: string, sizes: Sizes, seed = 1): Promise<void> {
  if (await exists(join(dir, "done"))) return;
  await Deno.mkdir(join(dir, "zips"), { recursive: true });
  const random = createRandom(seed);
  await writeKlines(dir, sizes.klines, random.split("klines"));
  const span = sizes.klines * MINUTE;
  writeTrades(dir, sizes.trades, span, random.split("trades"));
  for (const symbol of SYMBOLS) writeBars(dir, symbol, sizes.bars, random.split(symbol));
  writeDoubles(join(dir, "events.f64"), excitedEvents(sizes.events, random.split("events")));
  await ingest({ files: zipsIn(dir), out: join(dir, "dataset") });
  await Deno.writeTextFile(join(dir, "done"), "");
}

/** The monthly zips of klines, in order. */
export function zipsIn(dir: string): string[] {
  const names = [...Deno.readDirSync(join(dir, "zips"))].map(({ name }) => name).sort();
  return names.map((name) => join(dir, "zips", name));
}

/** A column as it was written by `makeInputs`. */
export function readDoubles(path: string): Float64Array<ArrayBuffer> {
  return new Float64Array(Deno.readFileSync(path).buffer);
}

/** 1m bars as Binance Vision writes them: one CSV of all, and a zip a month. */
async function writeKlines(dir: string, rows: number, random: Random): Promise<void> {
  const header = "open_time,open,high,low,close,volume,close_time,quote_volume,count," +
    "taker_buy_volume,taker_buy_quote_volume,ignore\n";
  const all = new TextFile(join(dir, "klines.csv"), header);
  const walk = new Walk(30_000, 0.0008, random);
  const columns = Object.fromEntries(
    BAR_COLUMNS.map((name) => [name, new Float64Array(rows)]),
  ) as Record<typeof BAR_COLUMNS[number], Float64Array>;
  let month: string[] = [];
  for (let i = 0; i < rows; i++) {
    const time = KLINES_FROM + i * MINUTE;
    const bar = walk.next();
    const prices = [bar.open, bar.high, bar.low, bar.close].map((price) => price.toFixed(2));
    const volume = bar.volume.toFixed(3), taker = (bar.volume * random.uniform()).toFixed(3);
    const line = `${time},${prices.join()},${volume},${time + MINUTE - 1},` +
      `${(bar.volume * bar.close).toFixed(4)},${1 + random.integer(5000)},${taker},` +
      `${(Number(taker) * bar.close).toFixed(4)},0\n`;
    all.write(line);
    month.push(line);
    const numbers = [time, ...prices.map(Number), Number(volume)];
    BAR_COLUMNS.forEach((name, c) => columns[name][i] = numbers[c]);
    const [start, end] = boundsOf("month", time);
    if (time + MINUTE === end || i === rows - 1) {
      const name = `BTCUSDT-1m-${labelOf("month", start)}`;
      await writeZip(join(dir, "zips", `${name}.zip`), `${name}.csv`, header + month.join(""));
      month = [];
    }
  }
  all.close();
  for (const name of BAR_COLUMNS) writeDoubles(join(dir, `klines-${name}.f64`), columns[name]);
}

/** Single trades within the span of the klines, with the five columns that an analysis reads. */
function writeTrades(dir: string, rows: number, span: number, random: Random): void {
  const file = new TextFile(join(dir, "trades.csv"), "id,price,quantity,time,is_buyer_maker\n");
  const times = new Float64Array(rows);
  const wait = Math.floor(2 * span / rows);
  let price = 30_000, time = KLINES_FROM;
  for (let i = 0; i < rows; i++) {
    price *= Math.exp(0.00002 * random.normal());
    // A third of the trades come in the same millisecond as the one before.
    time += random.integer(3) * random.integer(wait);
    times[i] = time;
    const quantity = (0.001 + random.exponential() / 20).toFixed(3);
    file.write(`${4e9 + i},${price.toFixed(2)},${quantity},${time},${random.uniform() < 0.5}\n`);
  }
  file.close();
  writeDoubles(join(dir, "trades-time.f64"), times);
}

/** 5m bars of one symbol, as columns and as the CSV that a feather file is made of. */
function writeBars(dir: string, symbol: string, rows: number, random: Random): void {
  const walk = new Walk(100, 0.0018, random);
  const file = new TextFile(join(dir, `${symbol}.csv`), BAR_COLUMNS.join() + "\n");
  const columns = BAR_COLUMNS.map(() => new Float64Array(rows));
  for (let i = 0; i < rows; i++) {
    const { open, high, low, close, volume } = walk.next();
    const bar = [BARS_FROM + i * 5 * MINUTE, open, high, low, close, volume];
    bar.forEach((value, c) => columns[c][i] = value);
    file.write(bar.join() + "\n");
  }
  file.close();
  BAR_COLUMNS.forEach((name, c) => writeDoubles(join(dir, `${symbol}-${name}.f64`), columns[c]));
}

/** A price whose volatility comes in waves, and whose volume follows it. */
class Walk {
  #volatility = 0;

  constructor(public price: number, readonly step: number, readonly random: Random) {}

  next() {
    const { random, step } = this;
    this.#volatility = 0.999 * this.#volatility + 0.04 * random.normal();
    const sd = step * Math.exp(this.#volatility);
    const jump = random.uniform() < 1e-4 ? -10 * sd * random.exponential() : 0;
    const open = this.price;
    const close = this.price = open * Math.exp(sd * random.normal() + jump);
    const high = Math.max(open, close) * (1 + sd / 2 * random.exponential());
    const low = Math.min(open, close) / (1 + sd / 2 * random.exponential());
    return { open, high, low, close, volume: 20 * (sd / step) * random.exponential() };
  }
}

/** Times in seconds of a branching process: each event sets off 0.7 others, 30 s later on average. */
function excitedEvents(count: number, random: Random): Float64Array {
  const times: number[] = [];
  const alone = 0.3 * count, span = 20 * alone;
  const waiting = Array.from({ length: alone }, () => span * random.uniform());
  for (let time = waiting.pop(); time !== undefined; time = waiting.pop()) {
    times.push(time);
    // A geometric number with mean 0.7.
    while (random.uniform() < 0.7 / 1.7) waiting.push(time + 30 * random.exponential());
  }
  return Float64Array.from(times).sort();
}

async function writeZip(path: string, name: string, text: string): Promise<void> {
  const zip = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, level: 6 });
  await zip.add(name, new Uint8ArrayReader(new TextEncoder().encode(text)));
  await Deno.writeFile(path, await zip.close());
}

function writeDoubles(path: string, values: Float64Array): void {
  Deno.writeFileSync(path, new Uint8Array(values.slice().buffer));
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

/** A text file that grows by lines. */
class TextFile {
  readonly #file: Deno.FsFile;
  #parts: string[];

  constructor(path: string, head: string) {
    this.#file = Deno.openSync(path, { create: true, write: true, truncate: true });
    this.#parts = [head];
  }

  write(line: string): void {
    if (this.#parts.push(line) >= FLUSH) this.#flush();
  }

  close(): void {
    this.#flush();
    this.#file.close();
  }

  #flush(): void {
    const bytes = new TextEncoder().encode(this.#parts.join(""));
    for (let done = 0; done < bytes.length;) done += this.#file.writeSync(bytes.subarray(done));
    this.#parts = [];
  }
}

if (import.meta.main) {
  const [dir, size] = Deno.args;
  await makeInputs(dir, size === "quick" ? QUICK : FULL);
}
