import assert from "node:assert/strict";
import {
  Field,
  Float64,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  TimestampMillisecond,
  TimestampNanosecond,
} from "apache-arrow";
import { UserError } from "../../lib/errors.ts";
import { freqtrade } from "../../lib/sources/freqtrade.ts";
import type { ReadOptions } from "../../lib/sources/source.ts";
import type { AnyColumns } from "../../lib/tables/columns.ts";
import { keyId } from "../../lib/tables/keys.ts";
import { realData, realRows } from "../real-data.ts";

const T = Date.UTC(2025, 9, 10);
const NAMES = ["open", "high", "low", "close", "volume"];

/** A feather file of one row a time, with that many units of its timestamps in a millisecond. */
function feather(times: number[], perMs = 1e6, names = NAMES): Uint8Array {
  const stamp = perMs === 1 ? new TimestampMillisecond("UTC") : new TimestampNanosecond("UTC");
  const fields = [
    new Field("date", stamp, true),
    ...names.map((name) => new Field(name, new Float64(), true)),
  ];
  const children = [
    makeData({
      type: stamp,
      data: BigInt64Array.from(times, (time) => BigInt(time) * BigInt(perMs)),
    }),
    ...names.map((_, column) =>
      makeData({
        type: new Float64(),
        data: Float64Array.from(times, (_, row) => 10 * row + column),
      })
    ),
  ];
  const schema = new Schema(fields);
  const struct = makeData({
    type: new Struct(fields),
    length: times.length,
    nullCount: 0,
    children,
  });
  return tableToIPC(new Table(schema, new RecordBatch(schema, struct)), "file");
}

async function read(name: string, bytes: Uint8Array, options: ReadOptions = {}) {
  const file = {
    name,
    async *stream() {
      for (let at = 0; at < bytes.length; at += 1000) yield bytes.slice(at, at + 1000);
    },
  };
  const ids = new Set<string>(), rows: Record<string, number[]> = {}, warnings: string[] = [];
  const lines: number[] = [];
  for await (const item of freqtrade.read(file, options)) {
    if ("warning" in item) warnings.push(item.warning);
    if (!("batch" in item)) continue;
    ids.add(keyId(item.batch.key));
    lines.push(...item.batch.lines);
    for (const [column, values] of Object.entries(item.batch.columns as AnyColumns)) {
      (rows[column] ??= []).push(...values);
    }
  }
  return { ids: [...ids], rows, lines, warnings };
}

Deno.test("the name tells symbol, market, kind and interval", async () => {
  const names = {
    "BTC_USDT_USDT-5m-futures.feather": "candles/binance/linear/BTCUSDT/trade/5m/reported",
    "ETH_USDC_USDC-1h-mark.feather": "candles/binance/linear/ETHUSDC/mark/1h/reported",
    "BTC_USDT_USDT-8h-premiumIndex.feather": "candles/binance/linear/BTCUSDT/premium/8h/reported",
    "BTC_USD_BTC-1h-futures.feather": "candles/binance/inverse/BTCUSD_PERP/trade/1h/reported",
    "BTC_USDT-1d.feather": "candles/binance/spot/BTCUSDT/trade/1d/reported",
    "1000PEPE_USDT_USDT-1h-funding_rate.feather":
      "funding/binance/linear/1000PEPEUSDT/trade/settlement/reported",
  };
  for (const [name, id] of Object.entries(names)) {
    assert.deepEqual((await read(name, feather([T]))).ids, [id]);
  }
});

Deno.test("the venue is taken as Binance with a warning, unless it is given", async () => {
  const name = "BTC_USDT_USDT-5m-futures.feather";
  const { warnings } = await read(name, feather([T]));
  assert.deepEqual(warnings, [
    "freqtrade names no exchange: taken as binance (--venue to overrule)",
  ]);
  const given = await read(name, feather([T]), { venue: "bybit" });
  assert.deepEqual(given.ids, ["candles/bybit/linear/BTCUSDT/trade/5m/reported"]);
  assert.deepEqual(given.warnings, []);
});

Deno.test("bars keep every number, their time in ms from ns or ms, and their row", async () => {
  for (const perMs of [1e6, 1]) {
    const { rows, lines } = await read(
      "A_USDT_USDT-5m-futures.feather",
      feather([T, T + 1], perMs),
    );
    assert.deepEqual(rows.time, [T, T + 1]);
    assert.deepEqual([rows.open, rows.high, rows.low, rows.close, rows.volume], [
      [0, 10],
      [1, 11],
      [2, 12],
      [3, 13],
      [4, 14],
    ]);
    assert.deepEqual(rows.quote_volume, [NaN, NaN], "not in the file, so not known");
    assert.deepEqual(lines, [1, 2]);
  }
});

Deno.test("mark bars have no volume; funding files keep the rate in open", async () => {
  const mark = await read("A_USDT_USDT-1h-mark.feather", feather([T]));
  assert.deepEqual(mark.rows.volume, [NaN]);
  const funding = await read("A_USDT_USDT-1h-funding_rate.feather", feather([T, T + 1]));
  assert.deepEqual(funding.rows.rate, [0, 10]);
  assert.deepEqual(funding.rows.interval_hours, [NaN, NaN], "the name's interval says nothing");
});

Deno.test("files are recognised by content and name", () => {
  const arrow = feather([T]);
  assert.ok(freqtrade.recognises("BTC_USDT_USDT-5m-futures.feather", arrow));
  assert.ok(!freqtrade.recognises("BTC_USDT_USDT-5m-futures.feather", new Uint8Array(100)));
  assert.ok(!freqtrade.recognises("bars.feather", arrow));
});

Deno.test("what is no freqtrade file is refused in words", async () => {
  const name = "BTC_USDT_USDT-5m-futures.feather";
  const good = feather([T]);
  const refused = (name: string, bytes: Uint8Array, message: RegExp) =>
    assert.rejects(read(name, bytes), (error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, message);
      return true;
    });
  await refused("bars.feather", good, /freqtrade files are called BTC_USDT_USDT-5m-futures/);
  await refused("BTC_USDT-1h-mark.feather", good, /mark needs a settlement coin/);
  await refused(name, new Uint8Array(100), /no Arrow file/);
  await refused(name, good.subarray(0, good.length - 20), /cut off/);
  await refused(
    name,
    feather([T], 1e6, NAMES.slice(1)),
    /it wants date .* has date, high, low, close, volume$/,
  );
  const damaged = good.slice();
  damaged.fill(255, 16, 200);
  await refused(name, damaged, /damaged/);
});

const folder = "binance-perps-5m";
for (const coin of ["BTC", "ETH", "SOL", "DOGE", "ZEC"]) {
  const twins = [
    ["5m-futures", "perp_5m.csv.gz", ["time", "open", "high", "low", "close", "volume"]],
    ["1h-mark", "mark_1h.csv.gz", ["time", "open", "high", "low", "close"]],
    ["1h-funding_rate", "funding_8h.csv", ["time", "rate"]],
  ] as const;
  for (const [kind, csv, columns] of twins) {
    const { url, ignore } = realData(`${folder}/${coin}_USDT_USDT-${kind}.feather`);
    Deno.test({
      name: `every cell of the genuine ${coin} ${kind} file equals its CSV twin`,
      ignore,
      async fn() {
        const { rows } = await read(url.pathname.split("/").pop()!, Deno.readFileSync(url));
        const twin = realRows(`${folder}/${coin}USDT_${csv}`);
        assert.equal(rows.time.length, twin.length);
        let compared = 0;
        for (let row = 0; row < twin.length; row++) {
          for (let column = 0; column < columns.length; column++, compared++) {
            if (rows[columns[column]][row] === Number(twin[row][column])) continue;
            assert.fail(
              `row ${row}: ${columns[column]} ${rows[columns[column]][row]}, not ${
                twin[row][column]
              }`,
            );
          }
        }
        assert.equal(compared, twin.length * columns.length);
      },
    });
  }
}
