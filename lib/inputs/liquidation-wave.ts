import { dailyTotals } from "../analysis/wave/daily-totals.ts";
import type { DescribedFigure } from "../analysis/wave/day-fit.ts";
import { estimateLiquidations } from "../analysis/ladder/ladder.ts";
import type { WaveSeries } from "../analysis/wave/wave.ts";
import { EVENT_FIGURES } from "../claims/event-figures.ts";
import type { Dataset, Span } from "../dataset/open.ts";
import { type Columns, emptyColumns } from "../tables/columns.ts";
import type { Event } from "./events.ts";
import { type Feed, loadFeeds } from "./feeds.ts";
import type { Liquidations } from "./liquidations.ts";
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
  assets: { asset: string; openInterest: Columns<"open_interest">; bars: Columns<"candles"> }[];
  provenance: Provenance;
} {
  const { assets } = found.liquidations;
  const parts = assets.flatMap(({ openInterestProvenance }) => openInterestProvenance ?? []);
  return {
    assets: assets.map(({ asset, bars, openInterest }) => ({
      asset,
      bars,
      openInterest: openInterest ?? emptyColumns("open_interest", 0),
    })),
    provenance: combined(
      parts.length > 0 ? parts : assets.map(({ barsProvenance }) => barsProvenance),
    ),
  };
}
