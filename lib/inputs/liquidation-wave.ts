import type { AnatomyAsset } from "../analysis/anatomy.ts";
import { dailyTotals } from "../analysis/daily-totals.ts";
import { estimateLiquidations } from "../analysis/ladder.ts";
import { sourceNote } from "../analysis/source-notes.ts";
import { addTotals } from "../analysis/sum-liquidations.ts";
import type { WaveSeries } from "../analysis/wave.ts";
import type { Dataset, Span } from "../dataset/open.ts";
import { resampleCandles } from "../series/resample.ts";
import type { Columns } from "../tables/columns.ts";
import type { SeriesKey } from "../tables/keys.ts";
import { DAY, HOUR, intervalMs, MINUTE } from "../tables/time.ts";
import type { Event } from "./events.ts";
import { type Feed, feedSeries, loadFeed, loadFeeds } from "./feeds.ts";
import type { LiquidatedAsset, Liquidations } from "./liquidations.ts";
import { loadBars, loadBeside } from "./market.ts";
import { combined, type Provenance } from "./provenance.ts";

/** What the ladder makes of an asset's bars, as a source beside others. */
export interface Estimate extends WaveSeries {
  bars: Columns<"candles">;
  provenance: Provenance;
}

/** The ladder's estimates for all assets, whether or not cascades were found in a feed. */
export function estimates({ assets, estimated }: Liquidations): Estimate[] {
  return assets.map(({ asset, bars, barStep, totals, key, barsProvenance }) => ({
    venue: key.venue,
    basis: "estimated",
    asset,
    bars,
    totals: estimated ? totals : estimateLiquidations(bars),
    step: barStep,
    provenance: barsProvenance,
  }));
}

/**
 * Every source of the assets' liquidations in a span, side by side: what venues and providers report,
 * and the ladder's estimate.
 *
 * @example liquidationWave((await waveSources(dataset, event, day)).series, day)
 */
export async function waveSources(
  dataset: Dataset,
  { found }: Event,
  span: Required<Span>,
): Promise<{ series: WaveSeries[]; provenance: Provenance }> {
  const { liquidations } = found;
  const feeds: Feed[] = [];
  for (const { asset } of liquidations.assets) {
    feeds.push(...await loadFeeds(dataset, asset, span));
  }
  const ladder = estimates(liquidations);
  const parts = [...feeds, ...ladder].map(({ provenance }) => provenance);
  return { series: [...feeds, ...ladder], provenance: combined(parts) };
}

/** Reported (or simulated) daily totals of one asset by one source, beside the ladder's. */
export interface ReportedDays {
  asset: string;
  venue: string;
  basis: string;
  reported: Columns<"liquidation_totals">;
  estimated: Columns<"liquidation_totals">;
  /** Daily bars. */
  bars: Columns<"candles">;
  provenance: Provenance;
}

/**
 * What the ladder can be held against: daily totals of sources that do not throttle, over all the
 * history that was loaded for the event. Those of the whole market first, then the longest.
 *
 * @example (await reportedDays(dataset, event)).map(({ venue }) => venue)
 */
export async function reportedDays(dataset: Dataset, { found }: Event): Promise<ReportedDays[]> {
  const days: ReportedDays[] = [];
  for (const { asset, bars, totals, step, provenance } of estimates(found.liquidations)) {
    const span = { from: bars.time[0], to: bars.time[bars.time.length - 1] + DAY };
    const daily = resampleCandles(bars, DAY, DAY / step).bars;
    const feeds = await loadFeeds(dataset, asset, span);
    // Simulated venues are parts of one log, not sources of their own.
    const whole = feeds.some(({ venue, basis }) => venue === "all" && basis === "simulated");
    for (const feed of feeds) {
      if (sourceNote(feed.venue, feed.basis).coverage === "throttled") continue;
      if (whole && feed.venue !== "all") continue;
      days.push({
        asset,
        venue: feed.venue,
        basis: feed.basis,
        reported: dailyTotals(feed.totals, feed.step),
        estimated: dailyTotals(totals, step),
        bars: daily,
        provenance: combined([feed.provenance, provenance]),
      });
    }
  }
  const partial = ({ venue }: ReportedDays) => Number(venue !== "all");
  return days.sort((a, b) =>
    partial(a) - partial(b) || b.reported.time.length - a.reported.time.length
  );
}

/** Single liquidations of one asset on one venue. */
export interface Singles {
  asset: string;
  venue: string;
  columns: Columns<"liquidations">;
  throttled: boolean;
  provenance: Provenance;
}

/**
 * Single liquidations of an asset in a span, from the venue with most of them; undefined where there
 * are none.
 *
 * @example excitation((await loadSingles(dataset, "BTC", span))!.columns)
 */
export async function loadSingles(
  dataset: Dataset,
  asset: string,
  span: Required<Span>,
): Promise<Singles | undefined> {
  let most: Singles | undefined;
  for (const info of feedSeries(dataset, asset)) {
    if (info.key.table !== "liquidations" || info.from >= span.to || info.to < span.from) continue;
    const key = info.key as SeriesKey & { table: "liquidations" };
    const columns = await dataset.columns(key, span);
    if (columns.time.length <= (most?.columns.time.length ?? 0)) continue;
    const { provenance } = await loadFeed(dataset, info, span);
    most = {
      asset,
      venue: key.venue,
      columns,
      throttled: sourceNote(key.venue, key.basis).coverage === "throttled",
      provenance,
    };
  }
  return most;
}

/** Hours shown before and after an event. */
export const AROUND = 6 * HOUR;

/**
 * One asset with everything that is known around an event: where its cascades were found in coarser
 * bars, single liquidations of all venues are summed into 5 minutes instead.
 *
 * @example anatomy((await loadAnatomy(dataset, event, asset)).asset, event.cascade)
 */
export async function loadAnatomy(
  dataset: Dataset,
  { found, span }: Event,
  asset: LiquidatedAsset,
): Promise<{ asset: AnatomyAsset; provenance: Provenance }> {
  const { liquidations } = found;
  // Bars of one more day, so that single readings of open interest and funding find their price.
  const around = { from: span.from - AROUND - DAY, to: span.to + AROUND };
  const fine = liquidations.step > FINE ? await fineFeeds(dataset, asset.asset, around) : [];
  const step = fine.length > 0 ? FINE : liquidations.step;
  const bars = hasBars(dataset, asset.key, step, around)
    ? await loadBars(dataset, asset.key.symbol, around, step)
    : undefined;
  const funding = await loadBeside(dataset, "funding", asset.key, around);
  const parts = [
    ...(fine.length > 0 ? fine.map(({ provenance }) => provenance) : [asset.provenance]),
    ...(bars ? [bars.provenance] : []),
    ...(asset.openInterestProvenance ? [asset.openInterestProvenance] : []),
    ...(funding ? [funding.provenance] : []),
  ];
  return {
    asset: {
      asset: asset.asset,
      totals: fine.length > 0 ? addTotals(fine.map(({ totals }) => totals), FINE) : asset.totals,
      bars: bars?.bars ?? asset.bars,
      openInterest: asset.openInterest,
      funding: funding?.columns,
    },
    provenance: combined(parts),
  };
}

const FINE = 5 * MINUTE;

/** Feeds of single liquidations of all venues that ran through the span. */
async function fineFeeds(
  dataset: Dataset,
  asset: string,
  span: Required<Span>,
): Promise<Feed[]> {
  const series = feedSeries(dataset, asset).filter(({ key, from, to }) =>
    key.table === "liquidations" && from <= span.from + DAY && to >= span.to - DAY &&
    sourceNote(key.venue, key.basis).coverage !== "throttled"
  );
  return await Promise.all(series.map((info) => loadFeed(dataset, info, span)));
}

function hasBars(
  dataset: Dataset,
  { venue, market, symbol, basis }: SeriesKey,
  step: number,
  span: Required<Span>,
): boolean {
  return dataset.series({ table: "candles", kind: "trade", venue, market, symbol, basis })
    .some(({ key, from, to }) =>
      step % intervalMs(key.interval) === 0 && from <= span.from && to >= span.to - DAY
    );
}
