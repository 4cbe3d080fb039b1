import { parseTime } from "../../tables/time.ts";
import type { AssetSetting, Output, Preset } from "../preset.ts";
import { ASSETS, BASE, path, VENUES } from "./base.ts";

// What the five assets were worth in public memory, in round numbers: this sets the scene, and
// nothing else about the price is given.
const VALUE: Record<string, [string, number][]> = {
  BTC: [
    ["2024-11-01", 70_000],
    ["2024-11-22", 97_000],
    ["2025-01-20", 104_000],
    ["2025-02-28", 85_000],
    ["2025-04-08", 79_000],
    ["2025-05-22", 109_000],
    ["2025-07-14", 118_000],
    ["2025-09-01", 110_000],
    ["2025-10-06", 122_000],
    ["2025-10-17", 108_000],
    ["2025-11-03", 106_000],
    ["2025-11-19", 87_000],
    ["2025-12-30", 87_000],
    ["2026-01-02", 99_000],
    ["2026-01-16", 96_000],
    ["2026-02-01", 80_000],
  ],
  ETH: [
    ["2024-11-01", 2500],
    ["2024-12-15", 3900],
    ["2025-04-08", 1600],
    ["2025-06-15", 2500],
    ["2025-08-24", 4700],
    ["2025-10-06", 4600],
    ["2025-11-19", 3000],
    ["2025-12-31", 3000],
    ["2026-01-14", 3300],
    ["2026-02-01", 2500],
  ],
  SOL: [
    ["2024-11-01", 170],
    ["2025-01-19", 250],
    ["2025-04-08", 110],
    ["2025-07-20", 180],
    ["2025-09-18", 240],
    ["2025-11-19", 137],
    ["2025-12-31", 128],
    ["2026-02-01", 110],
  ],
  DOGE: [
    ["2024-11-01", 0.16],
    ["2024-12-08", 0.44],
    ["2025-04-08", 0.155],
    ["2025-07-20", 0.25],
    ["2025-10-06", 0.25],
    ["2025-11-19", 0.155],
    ["2025-12-31", 0.125],
    ["2026-02-01", 0.11],
  ],
  ZEC: [
    ["2024-11-01", 40],
    ["2025-09-20", 50],
    ["2025-11-07", 550],
    ["2025-11-19", 580],
    ["2025-12-31", 480],
    ["2026-02-01", 320],
  ],
};

const ALL = Object.keys(VALUE);
const MAJORS = ["BTC", "ETH"], OTHERS = ["SOL", "DOGE", "ZEC"];
const VENUE_NAMES = VENUES.map(({ venue }) => venue);
const span = (from: string, to?: string) => ({
  from: parseTime(from),
  ...(to ? { to: parseTime(to) } : {}),
});

/**
 * What is bundled: days and hours for every baseline, 5 minutes and single liquidations from two
 * weeks before the event to one after it. Chosen to stay under 10 MB as uncompressed Arrow.
 */
const SAMPLE: readonly Output[] = [
  {
    table: "candles",
    venues: ["binance"],
    assets: ALL,
    interval: "5m",
    ...span("2025-11-20", "2025-12-13"),
  },
  { table: "candles", venues: ["binance"], assets: ["BTC"], interval: "1h" },
  { table: "candles", venues: ["binance"], assets: ["ETH"], interval: "1h", ...span("2025-06-01") },
  { table: "candles", venues: ["binance"], assets: OTHERS, interval: "1h", ...span("2025-11-01") },
  { table: "candles", venues: ["binance"], assets: ALL, interval: "1d" },
  { table: "funding", venues: ["binance"], assets: ALL, interval: "settlement" },
  { table: "funding", venues: ["bybit", "okx"], assets: MAJORS, interval: "settlement" },
  {
    table: "funding",
    venues: ["hyperliquid"],
    assets: MAJORS,
    interval: "settlement",
    ...span("2025-09-01"),
  },
  {
    table: "open_interest",
    venues: ["all"],
    assets: MAJORS,
    interval: "1h",
    ...span("2025-05-20"),
  },
  { table: "open_interest", venues: ["all"], assets: ALL, interval: "1d" },
  {
    table: "open_interest",
    venues: VENUE_NAMES,
    assets: MAJORS,
    interval: "1d",
    ...span("2025-06-01"),
  },
  {
    table: "liquidations",
    venues: VENUE_NAMES,
    assets: ALL,
    interval: "event",
    ...span("2025-11-26", "2025-12-10"),
  },
  {
    table: "liquidation_totals",
    venues: ["all"],
    assets: ALL,
    interval: "1h",
    ...span("2025-09-01"),
  },
  { table: "liquidation_totals", venues: ["all"], assets: ALL, interval: "1d" },
  {
    table: "liquidation_totals",
    venues: VENUE_NAMES,
    assets: ALL,
    interval: "1d",
    ...span("2025-11-01"),
  },
  {
    table: "depth",
    venues: ["binance"],
    assets: MAJORS,
    interval: "1h",
    ...span("2025-11-15", "2026-01-15"),
    bands: [-1, 1],
  },
  {
    table: "depth",
    venues: ["binance"],
    assets: ALL,
    interval: "1d",
    ...span("2025-07-01"),
    bands: [-2, -1, 1, 2],
  },
];

/**
 * The account that this project starts from: ten times turned back at 92,800-93,900, a wave of
 * liquidations on 5 December, thinner volume and depth, and funding with little to reset.
 */
export const DECEMBER_2025: Preset = {
  ...BASE,
  name: "december-2025",
  seed: 6,
  from: parseTime("2024-11-01"),
  to: parseTime("2026-02-01"),
  assets: ASSETS.map((setting): AssetSetting => ({
    ...setting,
    value: path(VALUE[setting.asset]),
  })),
  outputs: SAMPLE,
  valueHours: 72,
  news: { perDay: 0.2, scale: 0.004, tail: 3.5 },
  changes: [
    { at: parseTime("2025-07-10"), shift: 0.35 },
    { at: parseTime("2025-09-25"), shift: 4, asset: "ZEC" },
    { at: parseTime("2025-11-22"), shift: -0.45 },
  ],
  cascades: [
    {
      at: parseTime("2025-10-10T20:50"),
      direction: 1,
      target: { BTC: 1.6e9, ETH: 1.8e9, SOL: 0.5e9, DOGE: 0.15e9, ZEC: 0.02e9 },
      pace: 0.004,
      maxMinutes: 120,
    },
    {
      at: parseTime("2025-12-05T15:00"),
      direction: 1,
      target: { BTC: 145e6, ETH: 235e6, SOL: 90e6, DOGE: 15e6, ZEC: 45e6 },
      pace: 0.0006,
      maxMinutes: 420,
    },
  ],
  crowding: [
    {
      from: parseTime("2025-09-27"),
      full: parseTime("2025-10-06"),
      to: parseTime("2025-10-20"),
      excess: 0.0012,
    },
  ],
  depth: { ...BASE.depth, trendPerDay: -0.004, trendFrom: parseTime("2025-10-11") },
  wall: {
    zone: [92_800, 93_900],
    from: parseTime("2025-11-19"),
    to: parseTime("2026-01-04"),
    absorb: 0.6,
    capacity: 5e9,
    giveBack: 0.7,
    giveBackHours: 2,
    pushes: [
      "2025-11-23T13:00",
      "2025-11-28T14:00",
      "2025-12-03T13:00",
      "2025-12-07T15:00",
      "2025-12-11T12:00",
      "2025-12-18T10:00",
      "2025-12-22T14:00",
      "2025-12-28T14:00",
    ].map(parseTime),
    persistHours: 2,
    pushPace: 0.00007,
  },
};
