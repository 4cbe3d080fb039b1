import type { Clock } from "./clock.ts";

/** Tables that can be fetched; which provider has which, each provider's module says. */
export const FETCH_TABLES = [
  "candles",
  "funding",
  "open_interest",
  "depth",
  "liquidations",
] as const;
export type FetchTable = typeof FETCH_TABLES[number];

/** Where data can be fetched from, and the one host of each. */
export const PROVIDERS = {
  binance: "https://data.binance.vision",
  hyperliquid: "https://api.hyperliquid.xyz",
  coinalyze: "https://api.coinalyze.net",
} as const;
export type Provider = keyof typeof PROVIDERS;

/** What is wanted. */
export interface Wanted {
  /** Symbols as Binance writes them, or assets. */
  symbols: readonly string[];
  tables: readonly FetchTable[];
  /** Length of a bar. */
  interval: string;
  /** ms, whole UTC days, end exclusive. */
  from: number;
  to: number;
  /** The present, ms: what is not over is not published. */
  now: number;
}

/** How far the downloads are. */
export interface FetchProgress {
  done: number;
  files: number;
  /** Bytes that came over the network. */
  bytes: number;
  /** Bytes a second since the start. */
  rate: number;
  /** Expected milliseconds to go; NaN as long as nothing tells. */
  left: number;
}

/** How it is to be fetched. */
export interface Means {
  /** Folder of the raw files. */
  raw: string;
  /** Origin, and path if any, that stands for all providers. */
  mirror?: string;
  /** Coinalyze's key: goes into one header, and nowhere else. */
  key?: string;
  clock?: Clock;
  onProgress?: (progress: FetchProgress) => void;
}

/** A stretch of a series that its provider does not have. */
export interface Missing {
  /** As `binance metrics BTCUSDT`. */
  series: string;
  from: number;
  to: number;
}
