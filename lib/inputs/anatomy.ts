import type { AnatomyAsset } from "../analysis/cascades/anatomy.ts";
import { sourceNote } from "../analysis/wave/source-notes.ts";
import { addTotals } from "../analysis/wave/sum-liquidations.ts";
import type { Dataset, Span } from "../dataset/open.ts";
import type { SeriesKey } from "../tables/keys.ts";
import { DAY, HOUR, intervalMs, MINUTE } from "../tables/time.ts";
import type { Event } from "./events.ts";
import { type Feed, feedSeries, loadFeed } from "./feeds.ts";
import type { LiquidatedAsset } from "./liquidations.ts";
import { loadBars, loadBeside } from "./market.ts";
import { combined, type Provenance } from "./provenance.ts";

/** Hours shown before and after an event. */
const AROUND = 6 * HOUR;

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
