import type { Market } from "../tables/keys.ts";
import { intervalMs } from "../tables/time.ts";
import { BINANCE_LICENCE, binanceName, binanceSeries } from "./binance-file.ts";
import { batchOf } from "./batch-of.ts";
import { isReject, readCsv } from "./csv/csv.ts";
import type { RowChunk } from "./csv/fields.ts";
import { layoutWithOrWithout } from "./csv/layout.ts";
import { firstLine } from "./head.ts";
import { intervalName } from "./interval.ts";
import { inverseContractUsd, seriesOf } from "./series-of.ts";
import type { RawFile, Read, ReadOptions, Source } from "./source.ts";
import { UserError } from "../errors.ts";
import { scaled, toMsBySize } from "./units.ts";

const NAMES = [
  "open_time",
  "open",
  "high",
  "low",
  "close",
  "volume",
  "close_time",
  "quote_volume",
  "count",
  "taker_buy_volume",
  "taker_buy_quote_volume",
  "ignore",
] as const;
/** As the exchange's API and its clients call the same columns. */
const ALIASES = {
  quote_volume: ["quote_asset_volume"],
  count: ["number_of_trades", "num_trades", "trades"],
  taker_buy_volume: ["taker_buy_base_asset_volume", "taker_buy_base_volume", "taker_base_volume"],
  taker_buy_quote_volume: ["taker_buy_quote_asset_volume", "taker_quote_volume"],
};
const HEADER = /^open_time,open,high,low,close,volume,close_time,/;
/** No header, as spot and old futures files: twelve numbers. */
const BARE = /^\d{13,16}(?:,\d+(?:\.\d+)?){11}$/;

/**
 * Klines of Binance Vision: USD-M, COIN-M and spot, with or without header, in ms or us. COIN-M files
 * give volume in contracts and base volume as "quote_volume"; both are brought into base and USD.
 * Klines of mark and index price have the same names and columns: `kind` tells them.
 */
export const binanceKlines: Source = {
  name: "binance-klines",
  title: "Binance Vision klines: USD-M, COIN-M and spot (CSV, zip)",
  verified: true,
  licence: BINANCE_LICENCE,
  recognises: (_, head) => HEADER.test(firstLine(head)) || BARE.test(firstLine(head)),
  read,
};

async function* read(file: RawFile, options: ReadOptions): AsyncGenerator<Read> {
  const fields = NAMES.filter((name) => name !== "ignore").map((name) => (
    { name, kind: "number" as const }
  ));
  const layout = layoutWithOrWithout(file.name, NAMES, fields, ALIASES);
  let first: string[] = [];
  let key: ReturnType<typeof seriesOf<"candles">> | undefined;
  let volume = 0;
  const rows = readCsv(file, (line) => {
    first = line;
    return layout(line);
  });
  for await (const chunk of rows) {
    if (isReject(chunk)) {
      yield { reject: chunk };
      continue;
    }
    if (!key) {
      const { market, guessed } = marketFrom(first, chunk);
      const series = binanceSeries(file.name, options, market);
      const interval = intervalFrom(file.name, chunk);
      key = seriesOf("candles", { ...series, interval, kind: options.kind ?? "trade" });
      if (guessed && !options.market && key.market === market) {
        yield { warning: `${file.name}: taken as ${market} by its numbers: --market to overrule` };
      }
    }
    const columns = columnsFrom(chunk, key.market === "inverse" ? key.symbol : undefined);
    for (let i = 0; i < chunk.rows; i++) volume += columns.volume[i];
    const { time, open, high, low, close } = columns;
    // Of a mark or index price nothing is traded: volumes of 0 and counts of ticks mean nothing.
    const known = key.kind === "trade" ? columns : { time, open, high, low, close };
    yield { batch: batchOf(key, chunk.lines, known) };
  }
  if (!key) yield { warning: `${file.name} holds no row` };
  else if (volume === 0 && key.kind === "trade") {
    yield {
      warning: `${file.name}: no bar has a volume: klines of a mark or index price? ` +
        "Then ingest it with --kind mark or --kind index",
    };
  }
}

function columnsFrom({ numbers }: RowChunk, inverseSymbol: string | undefined) {
  const { open, high, low, close, volume, quote_volume, count: trades } = numbers;
  const { taker_buy_volume, taker_buy_quote_volume } = numbers;
  const bars = { time: toMsBySize(numbers.open_time), open, high, low, close, trades };
  if (!inverseSymbol) {
    return { ...bars, volume, quote_volume, taker_buy_volume, taker_buy_quote_volume };
  }
  const usd = inverseContractUsd(inverseSymbol);
  return {
    ...bars,
    volume: quote_volume,
    quote_volume: scaled(volume, usd),
    taker_buy_volume: taker_buy_quote_volume,
    taker_buy_quote_volume: scaled(taker_buy_volume, usd),
  };
}

/** Spot files have no header, microseconds from 2025 on, and always eight decimals. */
function marketFrom(first: string[], chunk: RowChunk): { market: Market; guessed: boolean } {
  const micro = chunk.numbers.open_time[0] >= 1e14;
  if (micro) return { market: "spot", guessed: false };
  if (first[0] === "open_time") return { market: "linear", guessed: false };
  const eight = [1, 2, 3, 4].every((i) => /^\d+\.\d{8}$/.test(first[i]));
  return { market: eight ? "spot" : "linear", guessed: true };
}

function intervalFrom(name: string, chunk: RowChunk): string {
  const told = binanceName(name)?.type;
  if (told && /^\d{1,3}[smhdw]$/.test(told) && intervalMs(told) > 0) return told;
  const { open_time, close_time } = chunk.numbers;
  const [open, close] = toMsBySize(Float64Array.of(open_time[0], close_time[0]));
  const interval = intervalName(Math.ceil((close - open) / 1000) * 1000);
  if (interval) return interval;
  throw new UserError(
    `${name}: neither its name nor its first bar (${open} to ${close}) is an interval`,
  );
}
