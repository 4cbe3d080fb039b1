import assert from "node:assert/strict";
import { Dataset, type SeriesInfo, type SeriesQuery } from "../../lib/dataset/open.ts";
import { UserError } from "../../lib/errors.ts";
import {
  barsAtIntervals,
  levelMarkets,
  rejectionInputs,
} from "../../lib/inputs/resistance-rejections.ts";
import { type Columns, emptyColumns } from "../../lib/tables/columns.ts";
import { keyId, type SeriesKey } from "../../lib/tables/keys.ts";
import { DAY, HOUR, parseTime } from "../../lib/tables/time.ts";

const FROM = parseTime("2025-01-01"), DAYS = 300;
const SPAN = { from: FROM + 250 * DAY, to: FROM + 260 * DAY, step: HOUR };

const keyOf = (table: SeriesKey["table"], venue: string, asset: string): SeriesKey => ({
  table,
  venue,
  market: "linear",
  symbol: `${asset}USDT`,
  asset,
  kind: "trade",
  interval: "1h",
  basis: "reported",
});

/** A dataset in memory: an hour a row for every series. */
class Held extends Dataset {
  constructor(readonly keys: SeriesKey[]) {
    super("data/held", { format: "", format_version: 1, files: [], series: [] } as never);
  }

  override series(query: SeriesQuery = {}): SeriesInfo[] {
    return this.keys
      .filter((key) =>
        Object.entries(query).every(([part, wanted]) =>
          wanted === undefined || key[part as keyof SeriesKey] === wanted
        )
      )
      .map((key) => ({
        key,
        id: keyId(key),
        rows: DAYS * 24,
        from: FROM,
        to: FROM + DAYS * DAY - HOUR,
      }));
  }

  override columns<T extends SeriesKey["table"]>(
    key: SeriesKey & { table: T },
    { from = -Infinity, to = Infinity } = {},
  ): Promise<Columns<T>> {
    const times = Float64Array.from({ length: DAYS * 24 }, (_, i) => FROM + i * HOUR)
      .filter((time) => time >= from && time < to);
    const columns = emptyColumns(key.table, times.length);
    (columns as { time: Float64Array }).time.set(times);
    return Promise.resolve(columns);
  }
}

const BARS = keyOf("candles", "binance", "BTC");

Deno.test("bars reach from half a year before the window to a week after it", async () => {
  const { bars } = await rejectionInputs(new Held([BARS]), "BTCUSDT", SPAN);
  assert(bars.time[0] <= SPAN.from - 187 * DAY);
  assert(bars.time.at(-1)! >= SPAN.to + 7 * DAY);
});

Deno.test("open interest of the bars' own venue comes first", async () => {
  const dataset = new Held([
    BARS,
    keyOf("open_interest", "hyperliquid", "BTC"),
    keyOf("open_interest", "binance", "BTC"),
  ]);
  const { openInterest, waitingProvenance } = await rejectionInputs(dataset, "BTCUSDT", SPAN);
  assert(openInterest);
  assert(waitingProvenance.series.some((id) => id.startsWith("open_interest/binance/")));
  assert(!waitingProvenance.notes.some((note) => /open interest/.test(note)));
});

Deno.test("another venue's open interest of the same asset serves, and is named", async () => {
  const dataset = new Held([
    BARS,
    keyOf("open_interest", "hyperliquid", "ETH"),
    keyOf("open_interest", "hyperliquid", "BTC"),
  ]);
  const { openInterest, waitingProvenance, provenance } = await rejectionInputs(
    dataset,
    "BTCUSDT",
    SPAN,
  );
  assert(openInterest);
  assert(
    waitingProvenance.notes.includes("open interest of hyperliquid, because binance has none here"),
  );
  assert.equal(waitingProvenance.basis, "estimated", "longs are the ladder's");
  assert.deepEqual(provenance.series, [keyId(BARS)], "the visits themselves need no open interest");
  assert.equal(provenance.basis, "reported");
});

Deno.test("without any open interest that is said, and the rest is there", async () => {
  const dataset = new Held([BARS, keyOf("open_interest", "binance", "ETH")]);
  const { openInterest, bars, waitingProvenance } = await rejectionInputs(
    dataset,
    "BTCUSDT",
    SPAN,
  );
  assert.equal(openInterest, undefined);
  assert(bars.time.length > 0);
  assert(waitingProvenance.notes.includes("no open interest of BTC"));
});

Deno.test("an interval finer than the data is one clear line", async () => {
  const dataset = new Held([BARS]);
  await assert.rejects(
    rejectionInputs(dataset, "BTCUSDT", { ...SPAN, step: HOUR / 4 }),
    (error) => error instanceof UserError && /none that join to 15 minutes/.test(error.message),
  );
  const [fine, own, coarse] = await barsAtIntervals(dataset, "BTCUSDT", SPAN, ["15m", "1h", "4h"]);
  assert.deepEqual([fine.bars, fine.missing], [null, "the data has no bars that join to 15m"]);
  assert.equal(own.missing, null);
  assert.equal(coarse.bars!.time[1] - coarse.bars!.time[0], 4 * HOUR);
});

Deno.test("a symbol that is not there is refused at any interval", async () => {
  await assert.rejects(barsAtIntervals(new Held([BARS]), "ETHUSDT", SPAN, ["1h"]), UserError);
});

Deno.test("levels are sought in whole days of everything that the dataset holds", async () => {
  const dataset = new Held([BARS, keyOf("candles", "binance", "ETH")]);
  const { markets, span } = await levelMarkets(dataset, ["BTCUSDT", "ETHUSDT"]);
  assert.deepEqual(markets.map(({ subject, asset }) => [subject, asset]), [
    ["BTCUSDT", "BTC"],
    ["ETHUSDT", "ETH"],
  ]);
  assert.deepEqual(span, { from: FROM, to: FROM + DAYS * DAY, step: HOUR });
});
