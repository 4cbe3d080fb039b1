import type { ChartOptions } from "../charts/chart.ts";
import type { Look } from "../charts/look.ts";
import { depthSides, joinSides, type Sides } from "../analysis/liquidity/depth.ts";
import type { AnalogEvent } from "../analysis/outlook/analogs.ts";
import type { Dataset, Span } from "../dataset/open.ts";
import type { Columns } from "../tables/columns.ts";
import type { SeriesKey } from "../tables/keys.ts";
import type { TableName } from "../tables/schema.ts";
import { DAY, formatDate, HOUR, intervalMs } from "../tables/time.ts";
import type { Event } from "./events.ts";
import { type Bars, chooseBars, loadBars, loadBeside } from "./market.ts";
import { loadOpenInterest } from "./open-interest.ts";
import { cite, combined, type Provenance } from "./provenance.ts";

/** Cascades of 400 days, and the half year that the first of them is judged by. */
const HISTORY = (400 + 190) * DAY;
/** What followed the event, as far as it is known. */
const HORIZON = 8 * DAY;
/** Days of depth before the window that what is usual comes from. */
const DEPTH_HISTORY = 40 * DAY;

/** Depth of one market and where it came from; both undefined where the data has none. */
export interface Book {
  sides?: Sides;
  provenance?: Provenance;
}

/** What liquidity needs: the finest bars of a window, and depth. */
export interface LiquidityInputs extends Bars {
  asset: string;
  book: Book;
}

/** What the outlook needs of one market. */
export interface OutlookInputs extends Bars {
  asset: string;
  /** The finest bars that reach as far back as the hourly ones. */
  fine: Bars;
  book: Book;
  /** Depth of the same book, where it is known. */
  sides?: Sides;
  openInterest?: Columns<"open_interest">;
  funding?: Columns<"funding">;
  /** Of bars, funding and open interest together. */
  statesProvenance: Provenance;
}

/**
 * Bars of a window at the finest interval that covers it, and the depth of the same book.
 *
 * @throws UserError when the dataset has no bars of the symbol of an hour or less
 * @example liquidity((await liquidityInputs(dataset, "BTCUSDT", span)).bars, span)
 */
export async function liquidityInputs(
  dataset: Dataset,
  symbol: string,
  span: Required<Span>,
): Promise<LiquidityInputs> {
  const fine = await finestBars(dataset, symbol, span);
  const { key } = fine;
  return { ...fine, asset: key.asset, book: await loadBook(dataset, key, span) };
}

/**
 * Hourly bars, open interest, funding and depth of one market, from long before the window's start.
 *
 * @throws UserError when the dataset has no bars of the symbol of an hour or less
 * @example
 * const inputs = await outlookInputs(dataset, "BTCUSDT", span);
 * analogs(inputs, event.cascades, analogEvent(event)).outcomes;
 */
export async function outlookInputs(
  dataset: Dataset,
  symbol: string,
  { from, to }: Required<Span>,
): Promise<OutlookInputs> {
  const load = { from: from - HISTORY, to: to + HORIZON };
  const bars = await loadBars(dataset, symbol, load, HOUR);
  const funding = await loadBeside(dataset, "funding", bars.key, load);
  const openInterest = await loadOpenInterest(dataset, bars, load);
  const parts = [bars, funding, openInterest].flatMap((part) => part ? [part.provenance] : []);
  const missing = [
    ...(funding ? [] : [`no funding of ${bars.key.asset}`]),
    ...(openInterest?.columns ? [] : [`no open interest of ${bars.key.asset}`]),
  ];
  const states = combined(parts);
  const book = await loadBook(dataset, bars.key, load);
  return {
    ...bars,
    asset: bars.key.asset,
    fine: await finestBars(dataset, symbol, load),
    book,
    sides: book.sides,
    openInterest: openInterest?.columns,
    funding: funding?.columns,
    statesProvenance: { ...states, notes: [...states.notes, ...missing] },
  };
}

/** The event as analogs are sought for it. */
export function analogEvent({ span, cascade }: Event): AnalogEvent {
  return { start: span.from, end: span.to, severity: cascade?.normal_days ?? null };
}

/** Where the figures of the outlook come from. */
export interface OutlookSources {
  /** Bars alone. */
  bars: ChartOptions;
  /** Bars, open interest and funding, around cascades that were found. */
  states: ChartOptions;
  /** Bars and depth around cascades that were found. */
  cascades: ChartOptions;
  /** Bars and what the leverage ladder makes of them. */
  map: ChartOptions;
}

/**
 * The sources of the outlook's figures: what rests on estimated cascades or positions says so.
 *
 * @example analogFan(result, outlookSources(inputs, event).states)
 */
export function outlookSources(
  { asset, provenance, statesProvenance, fine, book }: OutlookInputs,
  { found }: Event,
  look: Look = {},
): OutlookSources {
  const depth = book.provenance ? [book.provenance] : [];
  return {
    bars: cite(asset, combined([provenance, ...depth]), look),
    states: cite(asset, combined([statesProvenance, found.provenance]), look),
    cascades: cite(asset, combined([fine.provenance, ...depth, found.provenance]), look),
    map: cite(asset, {
      ...provenance,
      basis: provenance.basis === "reported" ? "estimated" : provenance.basis,
    }, look),
  };
}

/**
 * The command that would get tables that are missing, for a notebook to name.
 *
 * @example howToFetch("BTCUSDT", ["depth"], span)
 * // "deno task fetch --symbols BTCUSDT --tables depth --from 2025-11-20 --to 2026-01-20 --out data/market"
 */
export function howToFetch(
  symbol: string,
  tables: readonly TableName[],
  { from, to }: Required<Span>,
): string {
  return `deno task fetch --symbols ${symbol} --tables ${tables.join(",")} ` +
    `--from ${formatDate(from)} --to ${formatDate(to)} --out data/market`;
}

async function finestBars(dataset: Dataset, symbol: string, span: Required<Span>): Promise<Bars> {
  const { key } = chooseBars(dataset, symbol, span, HOUR);
  return await loadBars(dataset, symbol, span, intervalMs(key.interval));
}

/** Depth of the book that some bars are of: all its series as one, finer ones first. */
async function loadBook(
  dataset: Dataset,
  { venue, market, symbol, basis }: SeriesKey,
  { from, to }: Required<Span>,
): Promise<Book> {
  const span = { from: from - DEPTH_HISTORY, to };
  const step = (interval: string) => /^\d/.test(interval) ? intervalMs(interval) : 0;
  const found = dataset.series({ table: "depth", venue, market, symbol, basis })
    .sort((a, b) => step(a.key.interval) - step(b.key.interval));
  let sides: Sides | undefined;
  const parts: Provenance[] = [];
  for (const { key, id } of found) {
    const columns = await dataset.columns(key as SeriesKey & { table: "depth" }, span);
    const { time } = columns;
    if (time.length === 0) continue;
    const own = depthSides(columns);
    sides = sides ? joinSides(sides, own) : own;
    parts.push({
      dataset: dataset.dir,
      series: [id],
      licences: dataset.licences(id),
      basis: key.basis,
      rows: time.length,
      from: time[0],
      to: time[time.length - 1] + 1,
      notes: [],
    });
  }
  return sides ? { sides, provenance: combined(parts) } : {};
}
