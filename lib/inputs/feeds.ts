import { sumLiquidations } from "../analysis/wave/sum-liquidations.ts";
import type { WaveSeries } from "../analysis/wave/wave.ts";
import type { Dataset, SeriesInfo, Span } from "../dataset/open.ts";
import type { SeriesKey } from "../tables/keys.ts";
import { intervalMs, MINUTE } from "../tables/time.ts";
import { best } from "./market.ts";
import type { Provenance } from "./provenance.ts";

/** Bars that single liquidations are summed into. */
const EVENT_STEP = 5 * MINUTE;

/** One source's liquidations of one asset as totals by bar, and where they came from. */
export interface Feed extends WaveSeries {
  provenance: Provenance;
}

/**
 * The series that hold liquidations of an asset's perpetuals: single ones, or totals by bar.
 *
 * @example feedSeries(dataset, "BTC").map(({ id }) => id)
 */
export function feedSeries(dataset: Dataset, asset: string): SeriesInfo[] {
  return dataset.series({ table: ["liquidations", "liquidation_totals"], asset })
    .filter(({ key }) => key.market !== "spot");
}

/** Distance of the totals' bars, ms, that a series of liquidations is read as. */
export function feedStep({ key }: SeriesInfo): number {
  return key.table === "liquidations" ? EVENT_STEP : intervalMs(key.interval);
}

/** End of what a series covers, ms, exclusive: its last row's time is the opening of a bar. */
export function feedEnd(info: SeriesInfo): number {
  return info.to + (info.key.table === "liquidations" ? 1 : feedStep(info));
}

/**
 * Liquidations of one series inside a span. A feed of single ones is taken to have run from its first
 * to its last: before and after, nothing is known.
 *
 * @example (await loadFeed(dataset, series, { from, to })).totals.total_usd
 */
export async function loadFeed(
  dataset: Dataset,
  info: SeriesInfo,
  span: Required<Span>,
): Promise<Feed> {
  const { key } = info;
  const step = feedStep(info);
  let rows: number, totals;
  if (key.table === "liquidations") {
    const events = await dataset.columns(key as SeriesKey & { table: "liquidations" }, span);
    const ran = { from: Math.max(span.from, info.from), to: Math.min(span.to, feedEnd(info)) };
    rows = events.time.length;
    totals = sumLiquidations(events, ran, step);
  } else {
    totals = await dataset.columns(key as SeriesKey & { table: "liquidation_totals" }, span);
    rows = totals.time.length;
  }
  return {
    venue: key.venue,
    basis: key.basis,
    asset: key.asset,
    totals,
    step,
    provenance: {
      dataset: dataset.dir,
      series: [info.id],
      licences: dataset.licences(info.id),
      basis: key.basis,
      rows,
      from: Math.max(span.from, info.from),
      to: Math.min(span.to, feedEnd(info)),
      notes: [],
    },
  };
}

/**
 * Every source of an asset's liquidations in a span, one feed for each venue and symbol: of several
 * intervals the finest that covers the span as well as any.
 *
 * @example (await loadFeeds(dataset, "BTC", { from, to })).map(({ venue }) => venue)
 */
export async function loadFeeds(
  dataset: Dataset,
  asset: string,
  span: Required<Span>,
): Promise<Feed[]> {
  const groups = new Map<string, SeriesInfo[]>();
  for (const info of feedSeries(dataset, asset)) {
    if (info.from >= span.to || feedEnd(info) <= span.from) continue;
    const { venue, market, symbol, basis } = info.key;
    const name = [venue, market, symbol, basis].join("/");
    groups.set(name, [...groups.get(name) ?? [], info]);
  }
  const feeds = [...groups.values()].map((group) => loadFeed(dataset, best(group, span), span));
  return (await Promise.all(feeds)).filter(({ totals }) => totals.time.length > 0);
}
