import type { Dataset, SeriesInfo, Span } from "../dataset/open.ts";
import { UserError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import { resampleCandles } from "../series/resample.ts";
import { type Columns, emptyColumns } from "../tables/columns.ts";
import { keyId, type SeriesKey } from "../tables/keys.ts";
import { quoteVolume } from "../tables/quote-volume.ts";
import type { TableName } from "../tables/schema.ts";
import { DAY, intervalMs, MINUTE } from "../tables/time.ts";
import type { Provenance } from "./provenance.ts";

/** Bars of one perpetual and where they came from. */
export interface Bars {
  key: SeriesKey;
  bars: Columns<"candles">;
  /** Length of a bar, ms. */
  step: number;
  provenance: Provenance;
}

/**
 * Trade bars of a symbol's or asset's perpetual at the step that is asked for, joined from the
 * finest bars that cover the span as well as any. Quote volume that the source does not give is
 * base volume times close of the finest bars.
 *
 * @throws UserError when the dataset has no such bars
 * @example
 * const { bars } = await loadBars(dataset, "BTCUSDT", { from, to }, HOUR);
 */
export async function loadBars(
  dataset: Dataset,
  symbol: string,
  span: Span,
  step: number,
): Promise<Bars> {
  return await barsOf(dataset, chooseBars(dataset, symbol, span, step), span, step);
}

/**
 * No bars of a symbol, for what cannot be tested without them to say so.
 *
 * @throws UserError when the dataset has no perpetual of the symbol
 * @example (await withoutBars(dataset, "BTCUSDT", HOUR)).bars.time.length // 0
 */
export async function withoutBars(dataset: Dataset, symbol: string, step: number): Promise<Bars> {
  return await barsOf(dataset, noBars(dataset, symbol, step), {}, step);
}

async function barsOf(
  dataset: Dataset,
  chosen: SeriesInfo,
  span: Span,
  step: number,
): Promise<Bars> {
  const key = chosen.key as SeriesKey & { table: "candles" };
  const fine = chosen.rows > 0 ? await dataset.columns(key, span) : emptyColumns("candles", 0);
  const { values, approximate } = quoteVolume(fine);
  const filled = { ...fine, quote_volume: values };
  const own = intervalMs(key.interval);
  const bars = own === step ? filled : resampleCandles(filled, step).bars;
  return {
    key,
    bars,
    step,
    provenance: {
      dataset: dataset.dir,
      series: [chosen.id],
      licences: dataset.licences(chosen.id),
      basis: key.basis,
      rows: fine.time.length,
      from: fine.time[0] ?? NaN,
      to: fine.time.length ? fine.time[fine.time.length - 1] + own : NaN,
      notes: approximate ? ["quote volume is base volume times close of each bar"] : [],
    },
  };
}

function hasBars(dataset: Dataset): boolean {
  return dataset.series({ table: "candles", kind: "trade" }).length > 0;
}

/** A series of bars that has no row. */
function noBars(dataset: Dataset, symbol: string, step: number): SeriesInfo {
  const [info] = perpetuals(dataset, symbol);
  const interval = `${step / MINUTE}m`;
  const key: SeriesKey = { ...info.key, table: "candles", kind: "trade", interval };
  return { ...info, key, id: keyId(key), rows: 0 };
}

/**
 * The trade bars of a symbol that cover a span best, among those that join to a step.
 *
 * @throws UserError when there are none
 * @example intervalMs(chooseBars(dataset, "BTCUSDT", { from, to }, HOUR).key.interval)
 */
export function chooseBars(
  dataset: Dataset,
  symbol: string,
  span: Span,
  step: number,
): SeriesInfo {
  if (!hasBars(dataset)) return noBars(dataset, symbol, step);
  const candidates = perpetuals(dataset, symbol, "candles").filter(({ key }) =>
    key.kind === "trade"
  );
  const fitting = candidates.filter(({ key }) => step % intervalMs(key.interval) === 0);
  if (fitting.length > 0) return best(fitting, span);
  const intervals = [...new Set(candidates.map(({ key }) => key.interval))];
  const length = step % MINUTE ? `${step / 1000} seconds` : `${step / MINUTE} minutes`;
  throw new UserError(
    `${dataset.dir} has bars of ${symbol} at ${intervals.join(", ") || "no interval"}, and none ` +
      `that join to ${length}; ask for a longer --interval`,
  );
}

/** Rows of a table that stand beside some bars, and where they came from. */
export interface Beside<T extends TableName> {
  columns: Columns<T>;
  provenance: Provenance;
}

/**
 * Rows of another table of the same symbol and venue; undefined where the dataset has none in the
 * span.
 *
 * @example (await loadBeside(dataset, "funding", bars.key, { from, to }))?.columns.rate
 */
export async function loadBeside<T extends TableName>(
  dataset: Dataset,
  table: T,
  near: SeriesKey,
  span: Span,
): Promise<Beside<T> | undefined> {
  const { venue, market, symbol, basis } = near;
  const found = dataset.series({ table, venue, market, symbol, basis });
  if (found.length === 0) return undefined;
  const chosen = best(found, span);
  const columns = await dataset.columns(chosen.key as SeriesKey & { table: T }, span);
  const { time } = columns as { time: Float64Array };
  if (time.length === 0) return undefined;
  return {
    columns,
    provenance: {
      dataset: dataset.dir,
      series: [chosen.id],
      licences: dataset.licences(chosen.id),
      basis,
      rows: time.length,
      from: time[0],
      to: time[time.length - 1] + 1,
      notes: [],
    },
  };
}

/**
 * The perpetuals of a symbol (`BTCUSDT`, on any venue) or an asset (`BTC`, any symbol).
 *
 * @throws UserError that names the nearest known symbol
 */
export function perpetuals(dataset: Dataset, symbol: string, table?: TableName): SeriesInfo[] {
  const all = dataset.series(table ? { table } : {}).filter(({ key }) => key.market !== "spot");
  // Some venues name a perpetual as its asset: BTC means those of the others as well.
  const byAsset = all.filter(({ key }) => key.asset === symbol);
  const found = byAsset.length
    ? byAsset
    : all.filter(({ key }) => key.symbol.toUpperCase() === symbol);
  if (found.length === 0) {
    const known = [...new Set(all.map(({ key }) => key.symbol))];
    throw new UserError(
      `${dataset.dir} has no perpetual ${symbol}${didYouMean(symbol, known)}` +
        ` (it has ${known.length ? known.slice(0, 12).join(", ") : `no ${table ?? "series"}`}` +
        `${known.length > 12 ? ", …" : ""})`,
    );
  }
  return found;
}

/** The assets that the project's claims speak of, largest first. */
const CLAIMED = ["BTC", "ETH", "SOL", "DOGE", "ZEC"];

/**
 * One perpetual for each asset that the claims speak of, BTC first; in a dataset that has none of
 * them, for the five assets with most bars. Of several venues the one with most bars counts. In a
 * dataset without bars the rows of any table count.
 *
 * @throws UserError when the dataset has no perpetual
 * @example mainSymbols(dataset) // ["BTCUSDT", "ETHUSDT", "SOLUSDT", "DOGEUSDT", "ZECUSDT"]
 */
export function mainSymbols(dataset: Dataset): string[] {
  const bars = dataset.series(hasBars(dataset) ? { table: "candles", kind: "trade" } : {})
    .filter(({ key }) => key.market !== "spot")
    .sort((a, b) => b.rows - a.rows);
  const byAsset = new Map<string, string>();
  for (const { key } of bars) {
    if (!byAsset.has(key.asset)) byAsset.set(key.asset, key.symbol);
  }
  if (byAsset.size === 0) {
    throw new UserError(`${dataset.dir} has no perpetual, only spot: ingest files of one as well`);
  }
  const claimed = CLAIMED.flatMap((asset) => byAsset.get(asset) ?? []);
  return claimed.length > 0 ? claimed : [...byAsset.values()].slice(0, 5);
}

/**
 * The span from the first to the last trade bar of the dataset's perpetuals, end exclusive; without
 * bars, that of all rows.
 *
 * @throws UserError when the dataset holds nothing
 */
export function spanOf(dataset: Dataset): Required<Span> {
  const series = dataset.series(hasBars(dataset) ? { table: "candles", kind: "trade" } : {});
  if (series.length === 0) throw new UserError(`${dataset.dir} holds no rows`);
  return {
    from: Math.min(...series.map(({ from }) => from)),
    to: Math.max(...series.map((info) => info.to + Math.max(stepOf(info), 1))),
  };
}

/**
 * The series that covers the span best; of those within a day of it the finest, of equally fine
 * ones the one with most rows.
 */
export function best(
  series: readonly SeriesInfo[],
  { from = -Infinity, to = Infinity }: Span,
): SeriesInfo {
  const covered = (info: SeriesInfo) => Math.min(to, info.to) - Math.max(from, info.from);
  const most = Math.max(...series.map(covered));
  return series
    .filter((info) => covered(info) >= most - DAY)
    .sort((a, b) => stepOf(a) - stepOf(b) || b.rows - a.rows)[0];
}

/** Length of a bar; irregular rows count as finest. */
function stepOf({ key }: SeriesInfo): number {
  return /^\d/.test(key.interval) ? intervalMs(key.interval) : 0;
}
