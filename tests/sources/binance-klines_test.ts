import assert from "node:assert/strict";
import { binanceKlines } from "../../lib/sources/binance-klines.ts";
import { realData } from "../real-data.ts";
import { encode, rawFile, readAll } from "./raw.ts";

const HEADER =
  "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore\n";
const read = (name: string, text: string, options = {}) =>
  readAll(binanceKlines, rawFile(name, text), options);

Deno.test("USD-M: every column, keyed by the name", async () => {
  const text = `${HEADER}1760000400000,10,12,9,11,5,1760000459999,55,3,2,22,0\n`;
  const { rows, warnings } = await read("ETHUSDT-1m-2025-10.csv", text);
  assert.deepEqual(rows, [{
    series: "candles/binance/linear/ETHUSDT/trade/1m/reported",
    line: 2,
    time: 1760000400000,
    open: 10,
    high: 12,
    low: 9,
    close: 11,
    volume: 5,
    quote_volume: 55,
    trades: 3,
    taker_buy_volume: 2,
    taker_buy_quote_volume: 22,
  }]);
  assert.deepEqual(warnings, []);
});

Deno.test("the API's names of the same columns are known", async () => {
  const aliased = HEADER.replace(
    "quote_volume,count,taker_buy_volume,taker_buy_quote_volume",
    "quote_asset_volume,number_of_trades,taker_buy_base_asset_volume,taker_buy_quote_asset_volume",
  );
  const text = `${aliased}1760000400000,10,12,9,11,5,1760000459999,55,3,2,22,0\n`;
  const { rows } = await read("ETHUSDT-1m-2025-10.csv", text);
  assert.equal(rows[0].taker_buy_quote_volume, 22);
});

Deno.test("COIN-M: contracts become USD, 100 each for bitcoin and 10 for others", async () => {
  const text = `${HEADER}1760000400000,50000,50000,50000,50000,1000,1760000459999,2,3,500,1,0\n`;
  const [row] = (await read("BTCUSD_PERP-1m-2025-10.csv", text)).rows;
  assert.equal(row.series, "candles/binance/inverse/BTCUSD_PERP/trade/1m/reported");
  assert.deepEqual([row.volume, row.quote_volume], [2, 100_000]);
  assert.deepEqual([row.taker_buy_volume, row.taker_buy_quote_volume], [1, 50_000]);
  const [other] = (await read("ETHUSD_250926-1m-2025-10.csv", text)).rows;
  assert.equal(other.quote_volume, 10_000);
});

Deno.test("contracts taken for coins are noticed", async () => {
  const row = "1760000400000,50000,50000,50000,50000,1000,1760000459999,2,3,500,1,0\n";
  const { warnings } = await read("BTCUSDT-1m-2025-10.csv", HEADER + row.repeat(20));
  assert.match(warnings[0], /volume in contracts, or another unit/);
});

Deno.test("spot: no header, microseconds from 2025 on, told by size", async () => {
  const text = "1735689600000000,0.31600000,0.31600000,0.31600000,0.31600000,27.00000000," +
    "1735689600999999,8.53200000,1,0.00000000,0.00000000,0\n";
  const { rows, warnings } = await read("XUSDT-1s-2025-01-01.csv", text);
  assert.equal(rows[0].series, "candles/binance/spot/XUSDT/trade/1s/reported");
  assert.equal(rows[0].time, 1735689600000);
  assert.deepEqual(warnings, []);
});

Deno.test("without header in ms: eight decimals are spot, fewer old futures; both are said", async () => {
  const futures =
    "1577836800000,7189.4,7190.5,7170.1,7171.5,2449.04,1577836859999,17576424.4,3688,996.1,7149370.7,0\n";
  const one = await read("BTCUSDT-1m-2020-01.csv", futures);
  assert.equal(one.rows[0].series, "candles/binance/linear/BTCUSDT/trade/1m/reported");
  assert.match(one.warnings[0], /taken as linear by its numbers: --market to overrule/);
  const told = await read("BTCUSDT-1m-2020-01.csv", futures, { market: "spot" });
  assert.equal(told.rows[0].series, "candles/binance/spot/BTCUSDT/trade/1m/reported");
  assert.deepEqual(told.warnings, []);
});

Deno.test("bars without any volume may be of a mark price: said", async () => {
  const text = `${HEADER}1760000400000,10,12,9,11,0,1760000459999,0,0,0,0,0\n`;
  assert.match((await read("ETHUSDT-1m-2025-10.csv", text)).warnings[0], /mark or index price/);
});

Deno.test("klines of a mark or index price are told by --kind, and have no volume", async () => {
  const text = `${HEADER}1760000400000,10,12,9,11,0,1760000459999,0,60,0,0,0\n`;
  for (const kind of ["mark", "index"]) {
    const { rows, warnings } = await read("ETHUSDT-1m-2025-10.csv", text, { kind });
    assert.deepEqual(rows, [{
      series: `candles/binance/linear/ETHUSDT/${kind}/1m/reported`,
      line: 2,
      time: 1760000400000,
      open: 10,
      high: 12,
      low: 9,
      close: 11,
    }]);
    assert.deepEqual(warnings, []);
  }
});

Deno.test("another name needs --symbol, and the interval comes from the first bar", async () => {
  const text = `${HEADER}1760000400000,10,12,9,11,5,1760000699999,55,3,2,22,0\n`;
  await assert.rejects(read("download.csv", text), /give --symbol/);
  const { rows } = await read("download.csv", text, { symbol: "ETHUSDT" });
  assert.equal(rows[0].series, "candles/binance/linear/ETHUSDT/trade/5m/reported");
});

Deno.test("recognised by header, or by twelve numbers that begin with a time", () => {
  const knows = (text: string) => binanceKlines.recognises("x", encode(text));
  assert.ok(knows(HEADER));
  assert.ok(knows("1577836800000,1,1,1,1,2.5,1577836859999,2,3,4,5,0\n"));
  assert.ok(!knows("1577836800000,1,1,1,1,2.5\n"));
});

const genuine = realData("formats/binance_vision_spot_klines_noheader.csv");
Deno.test({
  name: "genuine spot rows, ms and us in one file",
  ignore: genuine.ignore,
  async fn() {
    const text = Deno.readTextFileSync(genuine.url);
    const { rows, rejects } = await read("spot.csv", text, { symbol: "BTCUSDT" });
    assert.deepEqual(rows.map(({ time }) => time), [1698364800000, 1735689600000]);
    assert.deepEqual(rejects, []);
  },
});
const coin = realData("formats/binance_vision_um_klines_header.txt");
Deno.test({
  name: "genuine COIN-M rows: the price lies in the bar",
  ignore: coin.ignore,
  async fn() {
    const text = Deno.readTextFileSync(coin.url);
    const { rows, rejects } = await read("coin.csv", text, { symbol: "BTCUSD_PERP" });
    assert.equal(rows.length, 3);
    for (const { low, high, volume, quote_volume } of rows) {
      const price = Number(quote_volume) / Number(volume);
      assert.ok(price >= Number(low) && price <= Number(high));
    }
    assert.deepEqual(rejects.map(({ reason }) => reason), ["a comment", "a comment"]);
  },
});
