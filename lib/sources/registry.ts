import { UserError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import { binanceAggTrades } from "./binance-agg-trades.ts";
import { binanceDepth } from "./binance-depth.ts";
import { binanceFunding } from "./binance-funding.ts";
import { binanceKlines } from "./binance-klines.ts";
import { binanceLiquidations } from "./binance-liquidations.ts";
import { binanceMetrics } from "./binance-metrics.ts";
import { bitmexLiquidations } from "./bitmex-liquidations.ts";
import { bybitLiquidations } from "./bybit-liquidations.ts";
import { bybitTrades } from "./bybit-trades.ts";
import { coinalyze } from "./coinalyze.ts";
import { coinglass } from "./coinglass.ts";
import { bomLength } from "./csv/first-line.ts";
import { freqtrade } from "./freqtrade.ts";
import { hyperliquidFunding } from "./hyperliquid-funding.ts";
import { MAPPED_SOURCES } from "./mapped-sources.ts";
import { okxLiquidations } from "./okx-liquidations.ts";
import { recordedLiquidations } from "./recorded-liquidations.ts";
import type { Source } from "./source.ts";
import { tardisDerivativeTicker } from "./tardis-derivative-ticker.ts";
import { tardisLiquidations } from "./tardis-liquidations.ts";
import { tardisTrades } from "./tardis-trades.ts";

/**
 * All formats that can be read. The order is that of preference: where two sources give the same
 * observation with equally many columns, the one that stands first here is kept.
 */
export const SOURCES: readonly Source[] = [
  binanceKlines,
  binanceAggTrades,
  binanceFunding,
  binanceMetrics,
  binanceDepth,
  binanceLiquidations,
  freqtrade,
  recordedLiquidations,
  bybitLiquidations,
  bybitTrades,
  okxLiquidations,
  bitmexLiquidations,
  hyperliquidFunding,
  tardisLiquidations,
  tardisTrades,
  tardisDerivativeTicker,
  coinalyze,
  coinglass,
  ...MAPPED_SOURCES,
];

/**
 * The source of a name, as `--source` gives it.
 *
 * @throws UserError that names the nearest known one
 */
export function sourceNamed(name: string): Source {
  const source = SOURCES.find((source) => source.name === name);
  if (source) return source;
  const names = SOURCES.map((source) => source.name);
  throw new UserError(
    `no source "${name}"${didYouMean(name, names)} (known: ${names.join(", ")})`,
  );
}

/**
 * The source that recognises a file by its name and first bytes.
 *
 * @throws UserError when none does, or the file is UTF-16
 * @example recogniseSource("BTC_USDT_USDT-5m-futures.feather", head).name // "freqtrade"
 */
export function recogniseSource(name: string, head: Uint8Array): Source {
  if (head.length === 0) throw new UserError(`${name}: the file is empty`);
  bomLength(name, head);
  const source = SOURCES.find((source) => source.recognises(name, head));
  if (source) return source;
  throw new UserError(
    `${name}: no known format; name it with --source (deno task ingest --help lists all), or ` +
      `describe its columns with --mapping`,
  );
}
