import assert from "node:assert/strict";
import { binanceAggTrades } from "../../lib/sources/binance-agg-trades.ts";
import { binanceDepth } from "../../lib/sources/binance-depth.ts";
import { binanceFunding } from "../../lib/sources/binance-funding.ts";
import { binanceLiquidations } from "../../lib/sources/binance-liquidations.ts";
import { binanceMetrics } from "../../lib/sources/binance-metrics.ts";
import type { Source } from "../../lib/sources/source.ts";
import { realData } from "../real-data.ts";
import { rawFile, readAll } from "./raw.ts";

const read = (source: Source, name: string, text: string, options = {}) =>
  readAll(source, rawFile(name, text), options);
const genuine = (file: string, source: Source, symbol: string, check: (rows: Rows) => void) => {
  const { url, ignore } = realData(`formats/${file}`);
  Deno.test({
    name: `${source.name}: genuine rows of ${file}`,
    ignore,
    async fn() {
      const { rows, rejects } = await read(source, file, Deno.readTextFileSync(url), { symbol });
      assert.deepEqual(rejects, []);
      check(rows);
    },
  });
};
type Rows = Awaited<ReturnType<typeof readAll>>["rows"];

const FUNDING = "calc_time,funding_interval_hours,last_funding_rate\n";
Deno.test("fundingRate: a fraction, with an interval that can change", async () => {
  const text = `${FUNDING}1762041600003,8,0.0001\n1762056000000,4,-0.00025\n`;
  const { rows } = await read(binanceFunding, "BTCUSDT-fundingRate-2025-11.csv", text);
  assert.deepEqual(rows, [
    {
      series: "funding/binance/linear/BTCUSDT/trade/settlement/reported",
      line: 2,
      time: 1762041600003,
      rate: 0.0001,
      interval_hours: 8,
    },
    {
      series: "funding/binance/linear/BTCUSDT/trade/settlement/reported",
      line: 3,
      time: 1762056000000,
      rate: -0.00025,
      interval_hours: 4,
    },
  ]);
});
Deno.test("fundingRate: percent in place of fractions is noticed", async () => {
  const row = "1762041600000,8,0.01\n";
  const { warnings } = await read(
    binanceFunding,
    "BTCUSDT-fundingRate-2025-11.csv",
    FUNDING + row.repeat(20),
  );
  assert.match(warnings[0], /percent read as fraction/);
});
Deno.test("fundingRate: a header alone says that there are no rows", async () => {
  const { warnings } = await read(binanceFunding, "BTCUSDT-fundingRate-2025-11.csv", FUNDING);
  assert.match(warnings[0], /a header and no rows/);
});

const METRICS =
  "create_time,symbol,sum_open_interest,sum_open_interest_value,count_toptrader_long_short_ratio,sum_toptrader_long_short_ratio,count_long_short_ratio,sum_taker_long_short_vol_ratio\n";
Deno.test("metrics: coins and USD; empty ratios do not matter", async () => {
  const text = `${METRICS}2025-11-02 00:05:00,BTCUSDT,100.5000,9000000.00,"","","",0.5\n`;
  const { rows } = await read(binanceMetrics, "BTCUSDT-metrics-2025-11-02.csv", text);
  assert.deepEqual(rows, [{
    series: "open_interest/binance/linear/BTCUSDT/trade/5m/reported",
    line: 2,
    time: Date.UTC(2025, 10, 2, 0, 5),
    open_interest: 100.5,
    open_interest_usd: 9e6,
  }]);
});
Deno.test("metrics: COIN-M counts contracts and gives the value in coins", async () => {
  const text = `${METRICS}2023-06-25 00:00:00,BTCUSD_PERP,5000000,15000,"","","",0.5\n`;
  const [row] = (await read(binanceMetrics, "BTCUSD_PERP-metrics-2023-06-25.csv", text)).rows;
  assert.deepEqual([row.open_interest, row.open_interest_usd], [15_000, 500_000_000]);
});
Deno.test("metrics: labels moved from ends to starts on 2026-06-25; all become ends, and it is said", async () => {
  const text =
    `${METRICS}2026-06-24 23:55:00,BTCUSDT,1,2,1,1,1,1\n2026-06-25 00:00:00,BTCUSDT,1,2,1,1,1,1\n`;
  const { rows, warnings } = await read(binanceMetrics, "BTCUSDT-metrics-2026-06-25.csv", text);
  assert.deepEqual(rows.map(({ time }) => time), [
    Date.UTC(2026, 5, 24, 23, 55),
    Date.UTC(2026, 5, 25, 0, 5),
  ]);
  assert.match(warnings[0], /1 labels of 5m starts moved to the ends/);
});

const DEPTH = "timestamp,percentage,depth,notional\n";
const snapshot = (time: string, price: number) =>
  `${time},-1,10,${10 * price * 0.995}\n${time},1,10,${10 * price * 1.005}\n`;
Deno.test("bookDepth: both forms of the percentage", async () => {
  const text = `${DEPTH}2025-05-19 11:07:31,-5,2,190\n2025-05-19 11:07:31,-0.20,1,99\n`;
  const { rows } = await read(binanceDepth, "BTCUSDT-bookDepth-2025-05-19.csv", text);
  assert.deepEqual(
    rows.map(({ percentage, quantity, notional }) => [percentage, quantity, notional]),
    [
      [-5, 2, 190],
      [-0.2, 1, 99],
    ],
  );
});
Deno.test("bookDepth: a sound day has no warning", async () => {
  const text = DEPTH + snapshot("2025-05-19 11:07:31", 100) + snapshot("2025-05-19 11:08:01", 101);
  assert.deepEqual(
    (await read(binanceDepth, "BTCUSDT-bookDepth-2025-05-19.csv", text)).warnings,
    [],
  );
});
Deno.test("bookDepth: misaligned days and units are noticed", async () => {
  const name = "BTCUSDT-bookDepth-2025-05-19.csv";
  const jump = DEPTH + snapshot("2025-05-19 11:07:31", 100) + snapshot("2025-05-19 11:08:01", 130);
  assert.match((await read(binanceDepth, name, jump)).warnings[0], /jumps 1 times/);
  const day = DEPTH + snapshot("2025-05-18 11:07:31", 100);
  assert.match((await read(binanceDepth, name, day)).warnings[0], /rows are of another day/);
  const crossed = `${DEPTH}2025-05-19 11:07:31,-1,10,1000\n2025-05-19 11:07:31,1,10,900\n`;
  assert.match((await read(binanceDepth, name, crossed)).warnings[0], /no price on either side/);
});

const TRADES =
  "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker\n";
Deno.test("aggTrades: bars with the taker's side, one row standing for several trades", async () => {
  const text = TRADES + "1,100,2,10,12,1760000400100,false\n2,99,1,13,13,1760000459999,true\n" +
    "3,101,1,14,14,1760000460000,true\n";
  const { rows } = await read(binanceAggTrades, "BTCUSDT-aggTrades-2025-10-09.csv", text);
  assert.deepEqual(rows[0], {
    series: "candles/binance/linear/BTCUSDT/trade/1m/reported",
    line: 2,
    time: 1760000400000,
    open: 100,
    high: 100,
    low: 99,
    close: 99,
    volume: 3,
    quote_volume: 299,
    trades: 4,
    taker_buy_volume: 2,
    taker_buy_quote_volume: 200,
  });
  assert.equal(rows.length, 2);
});
Deno.test("aggTrades: --interval sets the length of bars", async () => {
  const text = TRADES + "1,100,2,10,12,1760000400100,false\n3,101,1,14,14,1760000460000,true\n";
  const options = { interval: "5m" };
  const { rows } = await read(binanceAggTrades, "BTCUSDT-aggTrades-2025-10-09.csv", text, options);
  assert.deepEqual(rows.map(({ series, close }) => [series, close]), [
    ["candles/binance/linear/BTCUSDT/trade/5m/reported", 101],
  ]);
});
Deno.test("aggTrades: COIN-M counts contracts", async () => {
  const text = `${TRADES}1,50000,20,10,12,1760000400100,false\n`;
  const [row] = (await read(binanceAggTrades, "BTCUSD_PERP-aggTrades-2025-10-09.csv", text)).rows;
  assert.deepEqual([row.volume, row.quote_volume], [0.04, 2000]);
});
Deno.test("aggTrades: spot has eight columns, no header, microseconds", async () => {
  const text = "1,100,2,10,12,1775001600062762,False,True\n";
  const [row] = (await read(binanceAggTrades, "BTCUSDT-aggTrades-2026-04-01.csv", text)).rows;
  assert.equal(row.series, "candles/binance/spot/BTCUSDT/trade/1m/reported");
  assert.deepEqual([row.time, row.taker_buy_volume], [1775001600000, 2]);
});
Deno.test("aggTrades: a row that is no trade is rejected", async () => {
  const text = `${TRADES}1,0,2,10,12,1760000400100,false\n2,5,2,10,12,1760000400100,maybe\n`;
  const { rejects } = await read(binanceAggTrades, "BTCUSDT-aggTrades-2025-10-09.csv", text);
  assert.deepEqual(rejects.map(({ line, reason }) => `${line}: ${reason}`).sort(), [
    "2: no trade: it wants a price and a quantity",
    '3: is_buyer_maker "maybe" is neither true nor false',
  ]);
});

const SNAPSHOT =
  "time,side,order_type,time_in_force,original_quantity,price,average_price,order_status,last_fill_quantity,accumulated_fill_quantity\n";
Deno.test("liquidationSnapshot: SELL closed a long; contracts become coins and USD", async () => {
  const text = SNAPSHOT + "1687656471926,BUY,LIMIT,IOC,7,50500,50000,FILLED,6,5\n" +
    "1687656471927,SELL,LIMIT,IOC,7,49500,50000,FILLED,6,5\n";
  const { rows } = await read(
    binanceLiquidations,
    "BTCUSD_PERP-liquidationSnapshot-2023-06-25.csv",
    text,
  );
  assert.deepEqual(
    rows.map(({ side, price, quantity, notional }) => [side, price, quantity, notional]),
    [
      [1, 50_000, 0.01, 500],
      [0, 50_000, 0.01, 500],
    ],
  );
});
Deno.test("liquidationSnapshot: doubled rows are handed over both, for ingest to count", async () => {
  const row = "1687656471926,BUY,LIMIT,IOC,7,30741.3,30631.6,FILLED,6,7\n";
  const { rows } = await read(
    binanceLiquidations,
    "BTCUSD_PERP-liquidationSnapshot-2023-06-25.csv",
    SNAPSHOT + row + row,
  );
  assert.equal(rows.length, 2);
  assert.deepEqual({ ...rows[0], line: 0 }, { ...rows[1], line: 0 });
});
Deno.test("liquidationSnapshot: a position's side in place of the order's is noticed by the fills", async () => {
  const row = "1687656471926,SELL,LIMIT,IOC,7,30741.3,30631.6,FILLED,6,7\n";
  const { warnings } = await read(
    binanceLiquidations,
    "BTCUSD_PERP-liquidationSnapshot-2023-06-25.csv",
    SNAPSHOT + row,
  );
  assert.match(warnings[0], /side of the position, not of the order/);
});

genuine("binance_vision_metrics.csv", binanceMetrics, "BTCUSDT", (rows) => {
  for (const row of rows) {
    const price = Number(row.open_interest_usd) / Number(row.open_interest);
    assert.ok(price > 105_000 && price < 115_000);
  }
});
genuine("binance_vision_metrics_coinm_empty_ratios.csv", binanceMetrics, "", (rows) => {
  for (const row of rows) {
    const price = Number(row.open_interest_usd) / Number(row.open_interest);
    assert.ok(price > 29_000 && price < 32_000);
  }
});
genuine("binance_vision_bookDepth_2025.csv", binanceDepth, "BTCUSDT", (rows) => {
  assert.deepEqual(rows.map(({ percentage }) => percentage), [-5, -4, -3, -2, -1, 1, 2, 3, 4, 5]);
});
genuine("binance_vision_bookDepth_2026.csv", binanceDepth, "BTCUSDT", (rows) => {
  assert.equal(rows[0].percentage, -5);
});
genuine("binance_vision_aggTrades_spot_noheader.csv", binanceAggTrades, "BTCUSDT", (rows) => {
  assert.equal(rows[0].time, Date.UTC(2026, 3, 1, 0, 0));
});
genuine(
  "binance_vision_liquidationSnapshot_coinm.csv",
  binanceLiquidations,
  "BTCUSD_PERP",
  (rows) => {
    assert.deepEqual(rows.map(({ side, notional }) => [side, notional]), [[1, 700], [1, 700], [
      1,
      4300,
    ]]);
  },
);
