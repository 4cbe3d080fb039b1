import { createHash } from "node:crypto";
import { PROVIDERS } from "../../lib/fetch/request.ts";
import { DAY, HOUR, MINUTE } from "../../lib/tables/time.ts";
import { zipOf } from "../sources/zip-of.ts";
import { type Asked, fileReply, type Reply } from "./server.ts";

/**
 * Binance Vision with made-up rows: any file of klines, fundingRate, metrics and bookDepth in the
 * real paths, and its checksum. Undefined where the path is none of them.
 */
export function visionFile(path: string): Uint8Array | undefined {
  const match =
    /^\/data\/futures\/um\/(?:daily|monthly)\/(\w+)\/\w+\/(?:\w+\/)?((\w+)-\w+-([\d-]+))\.zip$/
      .exec(path);
  const [, type, name, symbol, date] = match ?? [];
  const rows = ROWS[type];
  if (!rows) return undefined;
  const start = Date.parse(date.length === 7 ? `${date}-01` : date);
  const end = date.length === 7 ? nextMonth(start) : start + DAY;
  const text = `${rows.header}\n${rows.of(start, end, symbol).join("\n")}\n`;
  return zipOf([{ path: `${name}.csv`, data: new TextEncoder().encode(text) }]);
}

/** Answers as Binance Vision does: files, parts of them, checksums, and 404 for the rest. */
export function visionReply(asked: Asked): Reply {
  const path = asked.path.replace(/\.CHECKSUM$/, "");
  const bytes = visionFile(path);
  if (!bytes) return { status: 404, body: "<Code>NoSuchKey</Code>" };
  if (path === asked.path) return fileReply(bytes, asked);
  const sha = createHash("sha256").update(bytes).digest("hex");
  return { body: `${sha}  ${path.slice(path.lastIndexOf("/") + 1)}\n` };
}

/** The folder of Binance Vision's files below the raw ones. */
export const VISION = new URL(PROVIDERS.binance).host;

const text = (time: number) => new Date(time).toISOString().slice(0, 19).replace("T", " ");

const ROWS: {
  [type: string]: { header: string; of: (from: number, to: number, symbol: string) => string[] };
} = {
  klines: {
    header: "open_time,open,high,low,close,volume,close_time,quote_volume,count," +
      "taker_buy_volume,taker_buy_quote_volume,ignore",
    of: (from, to) =>
      steps(from, to, HOUR).map((t) => `${t},100,102,99,101,5,${t + HOUR - 1},505,12,2.5,252.5,0`),
  },
  fundingRate: {
    header: "calc_time,funding_interval_hours,last_funding_rate",
    of: (from, to) => steps(from, to, 8 * HOUR).map((t) => `${t + 3},8,0.00010000`),
  },
  metrics: {
    header: "create_time,symbol,sum_open_interest,sum_open_interest_value," +
      "count_toptrader_long_short_ratio,sum_toptrader_long_short_ratio,count_long_short_ratio," +
      "sum_taker_long_short_vol_ratio",
    of: (from, to, symbol) =>
      steps(from + 5 * MINUTE, to + MINUTE, 5 * MINUTE).map((t) =>
        `${text(t)},${symbol},1000.5,101050.5,1.1,1.2,1.3,1.4`
      ),
  },
  bookDepth: {
    header: "timestamp,percentage,depth,notional",
    of: (from, to) =>
      steps(from, to, HOUR).flatMap((t) =>
        [-1, 1].map((p) => `${text(t)},${p},20,${20 * (100 + p / 2)}`)
      ),
  },
};

function steps(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);
}

function nextMonth(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}
