import { parquetWriteBuffer } from "hyparquet-writer";
import { featherBytes } from "../dataset/feather.ts";
import { encode } from "./raw.ts";

/** A small file of a format, as its venue or provider writes it. */
export interface Sample {
  source: string;
  name: string;
  bytes: Uint8Array;
}

const T = Date.UTC(2025, 9, 10), HOUR = 3_600_000;
const TIMES = [new Date(T), new Date(T + HOUR)];
const TARDIS = "exchange,symbol,timestamp,local_timestamp,id,side,price,amount\n";

function text(source: string, name: string, ...lines: string[]): Sample {
  return { source, name, bytes: encode(`${lines.join("\n").trimEnd()}\n`) };
}

function json(source: string, name: string, value: unknown): Sample {
  return text(source, name, JSON.stringify(value));
}

/** A Parquet file of two hours of bitcoin on OKX, with these columns beside time, venue and coin. */
function parquet(source: string, name: string, columns: Record<string, number[]>): Sample {
  const columnData = [
    { name: "timestamp", data: TIMES, type: "TIMESTAMP" as const },
    { name: "venue", data: ["okx", "okx"], type: "STRING" as const },
    { name: "coin", data: ["BTC", "BTC"], type: "STRING" as const },
    ...Object.entries(columns).map(([name, data]) => ({ name, data, type: "DOUBLE" as const })),
  ];
  if (source.includes("events")) {
    columnData.push({ name: "side", data: ["buy", "sell"], type: "STRING" });
  }
  return { source, name, bytes: new Uint8Array(parquetWriteBuffer({ columnData })) };
}

/** One file of every format that is read. */
export const SAMPLES: readonly Sample[] = [
  text(
    "binance-klines",
    "BTCUSDT-1h-2025-10.csv",
    "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore",
    `${T},10,12,9,11,5,${T + HOUR - 1},55,3,2,22,0`,
    `${T + HOUR},11,12,9,11,5,${T + 2 * HOUR - 1},55,3,2,22,0`,
  ),
  text(
    "binance-agg-trades",
    "BTCUSDT-aggTrades-2025-10-10.csv",
    "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker",
    `1,100,2,10,12,${T},false`,
    `2,99,1,13,13,${T + 9},true`,
  ),
  text(
    "binance-funding",
    "BTCUSDT-fundingRate-2025-10.csv",
    "calc_time,funding_interval_hours,last_funding_rate",
    `${T + 3},8,0.0001`,
    `${T + 8 * HOUR},8,-0.00025`,
  ),
  text(
    "binance-metrics",
    "BTCUSDT-metrics-2025-10-10.csv",
    "create_time,symbol,sum_open_interest,sum_open_interest_value,count_toptrader_long_short_ratio,sum_toptrader_long_short_ratio,count_long_short_ratio,sum_taker_long_short_vol_ratio",
    '2025-10-10 00:05:00,BTCUSDT,100.5,9000000,"","","",0.5',
  ),
  text(
    "binance-depth",
    "BTCUSDT-bookDepth-2025-10-10.csv",
    "timestamp,percentage,depth,notional",
    "2025-10-10 00:00:08,-1,2,190",
    "2025-10-10 00:00:08,1.00,2,210",
  ),
  text(
    "binance-liquidations",
    "BTCUSD_PERP-liquidationSnapshot-2023-06-25.csv",
    "time,side,order_type,time_in_force,original_quantity,price,average_price,order_status,last_fill_quantity,accumulated_fill_quantity",
    "1687656471926,SELL,LIMIT,IOC,7,30741.3,30631.6,FILLED,6,7",
  ),
  {
    source: "freqtrade",
    name: "BTC_USDT_USDT-5m-futures.feather",
    bytes: featherBytes(T, 3, 100),
  },
  json("recorded-liquidations", "recorded.jsonl", {
    stream: "btcusdt@forceOrder",
    data: {
      e: "forceOrder",
      E: T,
      o: { s: "BTCUSDT", S: "SELL", q: "9", p: "99", ap: "100", X: "FILLED", z: "2", T },
    },
  }),
  json("bybit-liquidations", "bybit.jsonl", {
    topic: "allLiquidation.BTCUSDT",
    data: [{ T, s: "BTCUSDT", S: "Buy", v: "1", p: "2" }],
  }),
  text(
    "bybit-trades",
    "BTCUSDT2025-10-10.csv",
    "timestamp,symbol,side,size,price,tickDirection,trdMatchID,grossValue,homeNotional,foreignNotional",
    `${T / 1000 + 0.25},BTCUSDT,Buy,2,100,PlusTick,a,2,2,200`,
  ),
  json("okx-liquidations", "okx.jsonl", {
    data: [{
      details: [{ bkPx: "9", posSide: "long", side: "sell", sz: "3", ts: String(T) }],
      instId: "BTC-USDT-SWAP",
    }],
  }),
  json("bitmex-liquidations", "bitmex.jsonl", {
    table: "liquidation",
    action: "insert",
    data: [{
      timestamp: "2025-10-10T00:00:00.000Z",
      orderID: "x",
      symbol: "XBTUSD",
      side: "Sell",
      price: 10_000,
      leavesQty: 500,
    }],
  }),
  json("hyperliquid-funding", "BTC.json", [
    { coin: "BTC", fundingRate: "0.0000125", premium: "0", time: T },
  ]),
  text(
    "tardis-liquidations",
    "binance-futures_liquidations_2025-10-10_BTCUSDT.csv",
    TARDIS + `binance-futures,BTCUSDT,${T}999,${T + 1}000,,sell,100,2`,
  ),
  text(
    "tardis-trades",
    "binance-futures_trades_2025-10-10_BTCUSDT.csv",
    TARDIS + `binance-futures,BTCUSDT,${T}999,${T + 1}000,1,sell,100,2`,
  ),
  text(
    "tardis-derivative-ticker",
    "binance-futures_derivative_ticker_2025-10-10_BTCUSDT.csv",
    "exchange,symbol,timestamp,local_timestamp,funding_timestamp,funding_rate,predicted_funding_rate,open_interest,last_price,index_price,mark_price",
    `binance-futures,BTCUSDT,${T}000,${T}000,${T + HOUR}000,0.0001,,5,,99.9,100`,
  ),
  json("coinalyze", "liquidations-usd.json", [{
    symbol: "BTCUSDT_PERP.A",
    history: [{ t: T / 1000, l: 10, s: 20 }, { t: T / 1000 + 3600, l: 1, s: 2 }],
  }]),
  json("coinglass", "BTC-liquidation.json", {
    code: "0",
    data: TIMES.map((time) => ({
      time: time.getTime(),
      aggregated_long_liquidation_usd: "1",
      aggregated_short_liquidation_usd: "2",
    })),
  }),
  text(
    "binance-bars",
    "BTCUSDT.csv",
    "timestamp,open,high,low,close,volume,quote_volume,trades,close_time",
    `${T},10,12,9,11,5,55,3,${T + HOUR - 1}`,
  ),
  text(
    "binance-oi-daily",
    "oi.csv",
    "date,btc_oi_value_usd,eth_oi_value_usd",
    "2025-10-10,9e9,5e9",
  ),
  text(
    "binance-oi-history",
    "BTCUSDT.csv",
    "timestamp,symbol,sum_open_interest,sum_open_interest_value",
    `${T},BTCUSDT,80485.6,5419496040.1`,
    `${T + HOUR},BTCUSDT,80485.6,5419496040.1`,
  ),
  text(
    "binance-oi-merged",
    "oi.csv",
    "date,btc_oi_value_usd,eth_oi_value_usd,btcusdt_oi_value_usd_x,ethusdt_oi_value_usd_x,btcusdt_oi_value_usd_y,ethusdt_oi_value_usd_y,btcusdt_oi_value_usd,ethusdt_oi_value_usd",
    "2025-10-10,9e9,5e9,,,,,,",
  ),
  text(
    "binance-oi-value",
    "BTCUSDT_oi_value_8h.csv",
    "timestamp,time_utc,sum_open_interest_value_usdt",
    `${T},2025-10-10T00:00:00.000Z,10105975935`,
    `${T + 8 * HOUR},2025-10-10T08:00:00.000Z,9779608381`,
  ),
  text(
    "binance-settlements",
    "BTCUSDT.csv",
    "timestamp,symbol,funding_rate",
    `${T},BTCUSDT,0.00004650`,
  ),
  text(
    "cryptoquant",
    "btc_liquidations_daily.csv",
    "timestamp,date,long_liquidations_usd,short_liquidations_usd",
    `${T},2025-10-10,21730677,`,
  ),
  text(
    "hyperliquid-study-events",
    "events.csv",
    "timestamp,time_utc,venue,coin,side,size_usd,price",
    `${T},2025-10-10T00:00:00Z,hyperliquid,BTC,S,711,106925`,
  ),
  text(
    "hyperliquid-study-funding",
    "funding.csv",
    "timestamp,time_utc,venue,coin,funding_rate",
    `${T + 1},2025-10-10T00:00:00Z,binance,BTC,1.208e-05`,
  ),
  text(
    "hyperliquid-study-oi",
    "interest.csv",
    "timestamp,time_utc,venue,coin,oi_usd",
    `${T},2025-10-10T00:00:00Z,hyperliquid,BTC,898745447.79`,
  ),
  text(
    "hyperliquid-study-totals",
    "totals.csv",
    "timestamp,time_utc,coin,total_usd,long_usd,short_usd,liq_count",
    `${T},2025-10-10T00:00:00Z,BTC,33,29,3,4131`,
  ),
  parquet("hyperliquid-study-candles-parquet", "candles.parquet", {
    o: [10, 11],
    h: [12, 12],
    l: [9, 9],
    c: [11, 11],
    v: [5, 5],
  }),
  parquet("hyperliquid-study-events-parquet", "liquidations.parquet", {
    price: [10, 11],
    size_usd: [5, 5],
  }),
  parquet("hyperliquid-study-funding-parquet", "funding_rates.parquet", {
    funding_rate: [1e-4, 2e-4],
  }),
  parquet(
    "hyperliquid-study-oi-contracts-parquet",
    "open_interest__commit_2e39652.parquet",
    { oi_usd: [5e9, 6e9] },
  ),
  parquet("hyperliquid-study-oi-parquet", "open_interest.parquet", { oi_usd: [5e9, 6e9] }),
  parquet("hyperliquid-study-totals-parquet", "liquidation_volume.parquet", {
    total_usd: [33, 34],
    long_usd: [29, 30],
    short_usd: [3, 3],
    liq_count: [4, 4],
  }),
  text(
    "marketlab-bars",
    "BTCUSDT_perp_5m.csv",
    "timestamp,open,high,low,close,volume",
    `${T},10,12,9,11,5`,
    `${T + 300_000},11,12,9,11,5`,
  ),
  text("marketlab-funding", "BTCUSDT_funding_8h.csv", "timestamp,open", `${T},0.0001`),
  text(
    "marketlab-mark",
    "BTCUSDT_mark_1h.csv",
    "timestamp,open,high,low,close",
    `${T},10,12,9,11`,
    `${T + HOUR},11,12,9,11`,
  ),
];
