import { parseTime } from "../../tables/time.ts";
import type { AssetSetting, Preset, VenueSetting } from "../preset.ts";

const START = parseTime("2024-01-01");

/** Points of a value path, written as dates. */
export function path(points: readonly (readonly [string, number])[]): [number, number][] {
  return points.map(([date, value]) => [parseTime(date), value]);
}

/** Four venues; Bybit turns from 8-hour to 4-hour funding on 2025-08-01. */
export const VENUES: readonly VenueSetting[] = [
  {
    venue: "binance",
    share: 0.5,
    fundingHours: [{ from: START, hours: 8 }],
    premiumShift: 0,
    symbol: (asset) => `${asset}USDT`,
  },
  {
    venue: "bybit",
    share: 0.22,
    fundingHours: [{ from: START, hours: 8 }, { from: parseTime("2025-08-01"), hours: 4 }],
    premiumShift: 0.00001,
    symbol: (asset) => `${asset}USDT`,
  },
  {
    venue: "okx",
    share: 0.16,
    fundingHours: [{ from: START, hours: 8 }],
    premiumShift: -0.00001,
    symbol: (asset) => `${asset}-USDT-SWAP`,
  },
  {
    venue: "hyperliquid",
    share: 0.12,
    fundingHours: [{ from: START, hours: 1 }],
    premiumShift: 0.00003,
    symbol: (asset) => asset,
  },
];

/** Five perpetuals of the size that they had in 2025, all venues together. */
export const BTC: AssetSetting = {
  asset: "BTC",
  value: path([["2025-01-01", 95_000]]),
  beta: 1,
  ownVolatility: 0.07,
  volume: 30e9,
  depth: 380e6,
  openInterest: 18e9,
  pattern: 1,
  liquidationSize: 120_000,
  turnover: 1,
  premium: -0.00045,
  premiumScale: 1,
  priceDecimals: 1,
  quantityDecimals: 3,
  lagMinutes: 0,
};

export const ETH: AssetSetting = {
  ...BTC,
  asset: "ETH",
  value: path([["2025-01-01", 3300]]),
  beta: 1.25,
  ownVolatility: 0.25,
  volume: 27e9,
  depth: 280e6,
  openInterest: 12e9,
  pattern: 0.9,
  liquidationSize: 80_000,
  premiumScale: 1.15,
  priceDecimals: 2,
  lagMinutes: 5,
};

export const SOL: AssetSetting = {
  ...BTC,
  asset: "SOL",
  value: path([["2025-01-01", 190]]),
  beta: 1.4,
  ownVolatility: 0.3,
  volume: 7e9,
  depth: 85e6,
  openInterest: 3e9,
  pattern: 0.75,
  liquidationSize: 40_000,
  premium: -0.00048,
  premiumScale: 2.5,
  priceDecimals: 2,
  quantityDecimals: 2,
  lagMinutes: 10,
};

export const DOGE: AssetSetting = {
  ...BTC,
  asset: "DOGE",
  value: path([["2025-01-01", 0.32]]),
  beta: 1.5,
  ownVolatility: 0.33,
  volume: 2.2e9,
  depth: 25e6,
  openInterest: 0.8e9,
  pattern: 0.6,
  liquidationSize: 20_000,
  premiumScale: 1.5,
  priceDecimals: 5,
  quantityDecimals: 0,
  lagMinutes: 10,
};

export const ZEC: AssetSetting = {
  ...BTC,
  asset: "ZEC",
  value: path([["2025-01-01", 58]]),
  beta: 1.25,
  ownVolatility: 0.6,
  volume: 0.5e9,
  depth: 6e6,
  openInterest: 0.2e9,
  pattern: 0.5,
  liquidationSize: 20_000,
  premium: -0.0004,
  premiumScale: 6,
  priceDecimals: 2,
  lagMinutes: 15,
};

export const ASSETS: readonly AssetSetting[] = [BTC, ETH, SOL, DOGE, ZEC];
const ALL = ASSETS.map(({ asset }) => asset);

/** A market with every mechanism at work and nothing planned. */
export const BASE: Omit<Preset, "name" | "seed" | "from" | "to"> = {
  assets: ASSETS,
  venues: VENUES,
  outputs: [
    { table: "candles", venues: ["binance"], assets: ALL, interval: "5m" },
    { table: "candles", venues: ["binance"], assets: ALL, interval: "1h" },
    { table: "candles", venues: ["binance"], assets: ALL, interval: "1d" },
    {
      table: "funding",
      venues: VENUES.map(({ venue }) => venue),
      assets: ALL,
      interval: "settlement",
    },
    { table: "open_interest", venues: ["all", "binance"], assets: ALL, interval: "1h" },
    {
      table: "liquidations",
      venues: VENUES.map(({ venue }) => venue),
      assets: ALL,
      interval: "event",
    },
    { table: "liquidation_totals", venues: ["all"], assets: ALL, interval: "1h" },
    { table: "depth", venues: ["binance"], assets: ALL, interval: "1h", bands: [-1, 1] },
  ],
  volatility: 0.25,
  tailDegrees: 6,
  valueHours: 120,
  impact: 1.5,
  activity: "flow-follows-volume",
  regimes: [{ hours: 4, sd: 0.25 }, { hours: 48, sd: 0.3 }, { hours: 480, sd: 0.4 }],
  volumeNoise: 0.3,
  changes: [],
  news: { perDay: 0.3, scale: 0.005, tail: 3.5 },
  contagion: 0.25,
  leverage: [
    { leverage: 2, share: 0.3 },
    { leverage: 3, share: 0.26 },
    { leverage: 5, share: 0.24 },
    { leverage: 10, share: 0.14 },
    { leverage: 20, share: 0.045 },
    { leverage: 50, share: 0.012 },
    { leverage: 100, share: 0.003 },
  ],
  liquidations: { kind: "book", branching: 0.35, decaySeconds: 90, impact: 0.15, dailyShare: 0 },
  cascades: [],
  premium: { kind: "ar1", phi: 0.65, sd: 0.00006 },
  crowding: [],
  fundingReset: 0.9,
  depth: { trendPerDay: 0, trendFrom: START, noise: 0.2, stress: 0.7 },
};
