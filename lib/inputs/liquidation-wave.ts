import { usdOpenInterest } from "../analysis/market/open-interest-usd.ts";
import { dailyTotals } from "../analysis/wave/daily-totals.ts";
import type { DescribedFigure } from "../analysis/wave/day-fit.ts";
import { estimateLiquidations } from "../analysis/ladder/ladder.ts";
import type { WaveSeries } from "../analysis/wave/wave.ts";
import { EVENT_FIGURES } from "../claims/event-figures.ts";
import type { Dataset, Span } from "../dataset/open.ts";
import { type Columns, emptyColumns } from "../tables/columns.ts";
import type { Basis } from "../tables/keys.ts";
import { DAY } from "../tables/time.ts";
import type { Event } from "./events.ts";
import { type Feed, loadFeeds } from "./feeds.ts";
import type { Liquidations } from "./liquidations.ts";
import { loadBeside } from "./market.ts";
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
  const held = await Promise.all(
    feeds.map((feed) => heldBefore(dataset, feed, liquidations, span)),
  );
  feeds.forEach((feed, i) => feed.open_interest_usd = held[i]);
  const ladder = estimates(liquidations);
  const parts = [...feeds, ...ladder].map(({ provenance }) => provenance);
  return { series: [...feeds, ...ladder], provenance: combined(parts) };
}

/** Open interest in USD of a feed's venue just before a span; NaN where the dataset has none. */
async function heldBefore(
  dataset: Dataset,
  { venue, asset, basis }: Feed,
  { assets }: Liquidations,
  { from }: Required<Span>,
): Promise<number> {
  const [info] = dataset.series({ table: "open_interest", venue, asset, basis: basis as Basis })
    .filter(({ key }) => key.market !== "spot")
    .sort((a, b) => b.rows - a.rows);
  if (!info) return NaN;
  const before = { from: from - DAY, to: from + 1 };
  const readings = await loadBeside(dataset, "open_interest", info.key, before);
  const bars = assets.find((one) => one.asset === asset)?.bars;
  return readings ? usdOpenInterest(readings.columns, bars)(from, DAY) : NaN;
}

/**
 * The description of the wave that the dataset's assets allow, beside the daily totals that cascades
 * were found in.
 *
 * @example const { daily, figures, basis } = describedDays(event);
 */
export function describedDays({ found }: Event): {
  daily: { asset: string; totals: Columns<"liquidation_totals"> }[];
  figures: DescribedFigure[];
  basis: string;
} {
  const { assets, step, basis } = found.liquidations;
  const daily = assets.map(({ asset, totals }) => ({ asset, totals: dailyTotals(totals, step) }));
  const known = (name: string) => name === "total" || assets.some(({ asset }) => asset === name);
  return { daily, figures: EVENT_FIGURES.filter(({ asset }) => known(asset)), basis };
}

/** Open interest of every asset, empty where the dataset has none, and where it came from. */
export function openInterests({ found }: Event): {
  assets: {
    asset: string;
    openInterest: Columns<"open_interest">;
    /** Venue of the open interest; undefined without any. */
    venue?: string;
    venueOpenInterest: Columns<"open_interest"> | null;
    bars: Columns<"candles">;
  }[];
  provenance: Provenance;
} {
  const { assets } = found.liquidations;
  const parts = assets.flatMap(({ openInterestProvenance }) => openInterestProvenance ?? []);
  return {
    assets: assets.map(({ asset, bars, openInterest, openInterestVenue, venueOpenInterest }) => ({
      asset,
      bars,
      venue: openInterestVenue,
      venueOpenInterest,
      openInterest: openInterest ?? emptyColumns("open_interest", 0),
    })),
    provenance: combined(
      parts.some(({ rows }) => rows > 0)
        ? parts
        : [...assets.map(({ barsProvenance }) => barsProvenance), ...parts],
    ),
  };
}
