import assert from "node:assert/strict";
import { bybitTrades } from "../../lib/sources/bybit-trades.ts";
import { coinalyze } from "../../lib/sources/coinalyze.ts";
import { coinglass } from "../../lib/sources/coinglass.ts";
import { hyperliquidFunding } from "../../lib/sources/hyperliquid-funding.ts";
import { tardisDerivativeTicker } from "../../lib/sources/tardis-derivative-ticker.ts";
import { tardisLiquidations } from "../../lib/sources/tardis-liquidations.ts";
import { tardisTrades } from "../../lib/sources/tardis-trades.ts";
import type { Source } from "../../lib/sources/source.ts";
import { LONG, SHORT } from "../../lib/tables/schema.ts";
import { realData } from "../real-data.ts";
import { encode, rawFile, readAll } from "./raw.ts";

const read = (source: Source, name: string, content: unknown, options = {}) =>
  readAll(
    source,
    rawFile(name, typeof content === "string" ? content : JSON.stringify(content)),
    options,
  );
const T = 1760000400000;

Deno.test("Hyperliquid: hourly rates, as a list or a line each", async () => {
  const row = { coin: "BTC", fundingRate: "0.0000125", premium: "-0.0003", time: T };
  for (const content of [[row], `${JSON.stringify(row)}\n`]) {
    const { rows } = await read(hyperliquidFunding, "BTC.json", content);
    assert.deepEqual(rows, [{
      series: "funding/hyperliquid/linear/BTC/trade/settlement/reported",
      line: 1,
      time: T,
      rate: 0.0000125,
      interval_hours: 1,
      premium: -0.0003,
    }]);
  }
});
Deno.test("Hyperliquid: percent in place of fractions is noticed, a row without rate rejected", async () => {
  const rows = Array.from({ length: 20 }, (_, i) => (
    { coin: "BTC", fundingRate: "0.00125", premium: "0", time: T + i * 3_600_000 }
  ));
  const { warnings, rejects } = await read(hyperliquidFunding, "BTC.json", [...rows, {
    coin: "BTC",
  }]);
  assert.equal(rejects.length, 1);
  assert.ok(warnings.some((warning) => /percent/.test(warning)));
});

const history = (...history: object[]) => [{ symbol: "BTCUSDT_PERP.A", history }];
Deno.test("Coinalyze liquidations: seconds, USD where the name says so, else refused", async () => {
  const data = history({ t: 1760000400, l: 10, s: 20 }, { t: 1760004000, l: 1, s: 2 });
  const { rows } = await read(coinalyze, "liquidations-usd.json", data);
  assert.deepEqual(rows[0], {
    series: "liquidation_totals/binance/linear/BTCUSDT/trade/1h/reported",
    line: 1,
    time: T,
    long_usd: 10,
    short_usd: 20,
  });
  await assert.rejects(read(coinalyze, "liquidations.json", data), /convert_to_usd=true/);
});
Deno.test("Coinalyze funding is percent; open interest is known at the end of its bar", async () => {
  const data = history({ t: 1760000400, o: 1, h: 1, l: 1, c: 0.01 }, {
    t: 1760029200,
    o: 1,
    h: 1,
    l: 1,
    c: 0.02,
  });
  const funding = await read(coinalyze, "funding.json", data);
  assert.deepEqual(funding.rows.map(({ rate, interval_hours }) => [rate, interval_hours]), [
    [0.0001, 8],
    [0.0002, 8],
  ]);
  const interest = await read(coinalyze, "open-interest.json", data);
  assert.deepEqual([interest.rows[0].time, interest.rows[0].open_interest], [T + 28_800_000, 0.01]);
  await assert.rejects(read(coinalyze, "data.json", data), /Both look alike/);
});
Deno.test("Coinalyze: milliseconds in place of seconds are no interval; an unknown exchange is asked for", async () => {
  const wrong = history({ t: T, l: 1, s: 2 }, { t: T + 3_600_000, l: 1, s: 2 });
  await assert.rejects(read(coinalyze, "liquidations-usd.json", wrong), /check the unit of time/);
  const other = [{ symbol: "BTCUSDT.9", history: [{ t: 1, l: 1, s: 1 }] }];
  await assert.rejects(
    read(coinalyze, "liquidations-usd.json", other),
    /which exchange is "BTCUSDT.9"/,
  );
});

const answer = (...data: object[]) => ({ code: "0", msg: "success", data });
Deno.test("Coinglass: numbers as text, over all exchanges or of one", async () => {
  const aggregated = answer(
    { time: T, aggregated_long_liquidation_usd: "10.5", aggregated_short_liquidation_usd: "2" },
    {
      time: T + 14_400_000,
      aggregated_long_liquidation_usd: "1",
      aggregated_short_liquidation_usd: "",
    },
  );
  const { rows } = await read(coinglass, "BTC-liquidation.json", aggregated);
  assert.deepEqual(rows, [
    {
      series: "liquidation_totals/all/linear/BTC/trade/4h/reported",
      line: 1,
      time: T,
      long_usd: 10.5,
      short_usd: 2,
    },
    {
      series: "liquidation_totals/all/linear/BTC/trade/4h/reported",
      line: 2,
      time: T + 14_400_000,
      long_usd: 1,
    },
  ]);
  const pair = answer({ time: T, long_liquidation_usd: "1", short_liquidation_usd: "2" });
  await assert.rejects(read(coinglass, "BTCUSDT-liquidation.json", pair), /Give --venue/);
});
Deno.test("Coinglass: funding is percent, and an error is passed on", async () => {
  const data = answer({ time: T, close: "0.01" }, { time: T + 28_800_000, close: "0.02" });
  const { rows } = await read(coinglass, "BTCUSDT-funding.json", data, { venue: "binance" });
  assert.equal(rows[0].rate, 0.0001);
  const error = { code: "40001", msg: "invalid key" };
  await assert.rejects(read(coinglass, "BTC.json", error), /answered 40001, invalid key/);
});

const EVENTS = "exchange,symbol,timestamp,local_timestamp,id,side,price,amount\n";
Deno.test("Tardis liquidations: microseconds, the order's side", async () => {
  const text = EVENTS + "binance-futures,BTCUSDT,1760000400000999,1760000400001000,,sell,100,2\n" +
    "okex-swap,BTC-USDT-SWAP,1760000400000999,1760000400001000,,buy,100,2\n";
  const { rows } = await read(tardisLiquidations, "binance-futures_liquidations_2025.csv", text);
  assert.deepEqual(
    rows.map(({ series, time, side, notional }) => [series.split("/")[1], time, side, notional]),
    [
      ["binance", T, LONG, 200],
      ["okx", T, SHORT, 2],
    ],
  );
});
Deno.test("Tardis: liquidations and trades have one header, so the name must tell", () => {
  const knows = (source: Source, name: string) => source.recognises(name, encode(EVENTS));
  assert.ok(knows(tardisLiquidations, "bitmex_liquidations_2020-03-01_XBTUSD.csv"));
  assert.ok(knows(tardisTrades, "bitmex_trades_2020-03-01_XBTUSD.csv"));
  assert.ok(!knows(tardisLiquidations, "XBTUSD.csv") && !knows(tardisTrades, "XBTUSD.csv"));
});
Deno.test("Tardis tickers: open interest at each minute's end, the last rate before a settlement", async () => {
  const header =
    "exchange,symbol,timestamp,local_timestamp,funding_timestamp,funding_rate,predicted_funding_rate,open_interest,last_price,index_price,mark_price\n";
  const tick = (ms: number, settles: number, rate: string, interest: number) =>
    `binance-futures,BTCUSDT,${ms}000,${ms}000,${settles}000,${rate},,${interest},,,100\n`;
  const text = header + tick(T, T + 120_000, "0.0001", 5) +
    tick(T + 50_000, T + 120_000, "0.0002", 6) +
    tick(T + 120_000, T + 240_000, "0.0009", 7);
  const { rows } = await read(tardisDerivativeTicker, "x.csv", text);
  const of = (table: string) => rows.filter(({ series }) => series.startsWith(table));
  assert.deepEqual(
    of("open_interest").map((
      { time, open_interest, open_interest_usd },
    ) => [time, open_interest, open_interest_usd]),
    [[T + 60_000, 6, 600], [T + 180_000, 7, 700]],
  );
  assert.deepEqual(of("funding").map(({ time, rate }) => [time, rate]), [[T + 120_000, 0.0002]]);
});
Deno.test("Tardis tickers: mark and index price become bars of a minute, and a premium", async () => {
  const header =
    "exchange,symbol,timestamp,local_timestamp,funding_timestamp,funding_rate,predicted_funding_rate,open_interest,last_price,index_price,mark_price\n";
  const tick = (ms: number, index: string, mark: string) =>
    `bybit,BTCUSDT,${ms}000,${ms}000,${T + 3_600_000}000,,,,,${index},${mark}\n`;
  // Times of the venue step back now and then; a price of 0 is none.
  const text = header + tick(T + 1_000, "100", "101") + tick(T + 59_000, "102", "104") +
    tick(T + 60_000, "100", "") + tick(T + 30_000, "99", "103") + tick(T + 61_000, "0", "100.5");
  const { rows, rejects, warnings } = await read(tardisDerivativeTicker, "x.csv", text);
  const bar = (kind: string, line: number, time: number, ohlc: number[]) => ({
    series: `candles/bybit/linear/BTCUSDT/${kind}/1m/reported`,
    line,
    time,
    open: ohlc[0],
    high: ohlc[1],
    low: ohlc[2],
    close: ohlc[3],
  });
  assert.deepEqual(rows, [
    bar("mark", 2, T, [101, 104, 101, 104]),
    bar("mark", 6, T + 60_000, [100.5, 100.5, 100.5, 100.5]),
    bar("index", 2, T, [100, 102, 99, 102]),
    bar("index", 4, T + 60_000, [100, 100, 100, 100]),
  ]);
  assert.deepEqual([rejects, warnings], [[], []]);
});

const BYBIT =
  "timestamp,symbol,side,size,price,tickDirection,trdMatchID,grossValue,homeNotional,foreignNotional\n";
Deno.test("Bybit trades: seconds with decimals, newest first, become bars", async () => {
  const text = BYBIT + "1760000401.5,BTCUSDT,Sell,1,101,ZeroMinusTick,b,1,1,101\n" +
    "1760000400.25,BTCUSDT,Buy,2,100,PlusTick,a,2,2,200\n";
  const { rows } = await read(bybitTrades, "BTCUSDT2025-10-09.csv", text);
  assert.deepEqual(rows, [{
    series: "candles/bybit/linear/BTCUSDT/trade/1m/reported",
    line: 2,
    time: T,
    open: 100,
    high: 101,
    low: 100,
    close: 101,
    volume: 3,
    quote_volume: 301,
    trades: 2,
    taker_buy_volume: 2,
    taker_buy_quote_volume: 200,
  }]);
});

const genuine = realData("formats/tardis_bitmex_trades_XBTUSD_head.csv");
Deno.test({
  name: "genuine Tardis trades become one bar of dollars",
  ignore: genuine.ignore,
  async fn() {
    const text = Deno.readTextFileSync(genuine.url);
    const { rows, rejects } = await read(tardisTrades, "tardis_bitmex_trades.csv", text);
    assert.deepEqual(rejects, []);
    const dollars = text.trim().split("\n").slice(1).map((line) => Number(line.split(",")[7]));
    assert.equal(rows[0].quote_volume, dollars.reduce((sum, usd) => sum + usd, 0));
    assert.ok(Number(rows[0].quote_volume) / Number(rows[0].volume) > 8000);
  },
});
