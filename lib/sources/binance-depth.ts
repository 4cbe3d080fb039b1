import { UserError } from "../errors.ts";
import { formatDate } from "../tables/time.ts";
import { batchOf } from "./batch-of.ts";
import { BINANCE_LICENCE, binanceName, binanceSeries } from "./binance-file.ts";
import { isReject, readCsv } from "./csv/csv.ts";
import type { Field } from "./csv/fields.ts";
import { layoutByName } from "./csv/layout.ts";
import { firstLine } from "./head.ts";
import { seriesOf } from "./series-of.ts";
import type { RawFile, Read, ReadOptions, Source } from "./source.ts";

const HEADER = "timestamp,percentage,depth,notional";
const FIELDS: Field[] = [
  { name: "timestamp", kind: "utc" },
  { name: "percentage", kind: "number" },
  { name: "depth", kind: "number" },
  { name: "notional", kind: "number" },
];
/** Further than this from one snapshot to the next, half a minute apart, no price moves. */
const JUMP = 1.1;

/**
 * Book depth of Binance Vision: about every 30 s, cumulative from mid to 1..5% (and 0.2% from 2026),
 * depth in coins and notional in USDT. Days are known on which the file holds another day's book:
 * notional / depth is a price, which must stay within its band, and run on without a jump. Whether it
 * is the market's price only candles can tell.
 */
export const binanceDepth: Source = {
  name: "binance-depth",
  title: "Binance Vision bookDepth (CSV, zip)",
  verified: true,
  licence: BINANCE_LICENCE,
  recognises: (_, head) => firstLine(head) === HEADER,
  read,
};

async function* read(file: RawFile, options: ReadOptions): AsyncGenerator<Read> {
  const series = binanceSeries(file.name, options, "linear");
  if (series.market === "inverse") {
    throw new UserError(`${file.name}: depth of COIN-M is in units not known here: not read`);
  }
  const key = seriesOf("depth", { ...series, interval: "snapshot" });
  const watch = new DepthWatch(binanceName(file.name)?.date);
  let any = false;
  for await (const chunk of readCsv(file, (first) => layoutByName(file.name, first, FIELDS))) {
    any = true;
    if (isReject(chunk)) {
      yield { reject: chunk };
      continue;
    }
    const { timestamp: time, percentage, depth: quantity, notional } = chunk.numbers;
    watch.see(time, percentage, quantity, notional);
    yield { batch: batchOf(key, chunk.lines, { time, percentage, quantity, notional }) };
  }
  if (!any) yield { warning: `${file.name} holds a header and no rows` };
  for (const warning of watch.warnings(file.name)) yield { warning };
}

class DepthWatch {
  #rows = 0;
  #otherDay = 0;
  #crossed = 0;
  #jumps = 0;
  #bid = NaN;
  #last = NaN;

  constructor(readonly day: string | undefined) {}

  see(
    time: Float64Array,
    percentage: Float64Array,
    quantity: Float64Array,
    notional: Float64Array,
  ): void {
    for (let i = 0; i < time.length; i++) {
      this.#rows++;
      if (this.day && !formatDate(time[i]).startsWith(this.day)) this.#otherDay++;
      if (Math.abs(percentage[i]) !== 1) continue;
      const price = notional[i] / quantity[i];
      if (percentage[i] < 0) {
        this.#bid = price;
        continue;
      }
      // The mean prices within 1% on both sides lie at most 2% apart, bids below.
      if (!(price >= this.#bid * 0.999 && price <= this.#bid * 1.021)) this.#crossed++;
      if (price > this.#last * JUMP || price < this.#last / JUMP) this.#jumps++;
      this.#last = price;
    }
  }

  *warnings(file: string): Generator<string> {
    if (this.#otherDay > 0) {
      yield `${file}: ${this.#otherDay} of ${this.#rows} rows are of another day: misaligned?`;
    }
    if (this.#crossed > 0) {
      yield `${file}: in ${this.#crossed} snapshots notional / depth within 1% of mid is no price ` +
        `on either side: depth in another unit, or misaligned`;
    }
    if (this.#jumps > 0) {
      yield `${file}: notional / depth jumps ${this.#jumps} times by more than 10%: misaligned?`;
    }
  }
}
