import type { CascadeAsset } from "../analysis/cascades/cascades.ts";
import { estimateLiquidations } from "../analysis/ladder/ladder.ts";
import { sourceNote } from "../analysis/wave/source-notes.ts";
import type { Dataset, SeriesInfo, Span } from "../dataset/open.ts";
import type { Columns } from "../tables/columns.ts";
import type { Basis, SeriesKey } from "../tables/keys.ts";
import { DAY, HOUR, intervalMs, MINUTE } from "../tables/time.ts";
import { feedEnd, feedSeries, feedStep, loadFeed } from "./feeds.ts";
import { type Bars, chooseBars, loadBars, loadBeside } from "./market.ts";
import { loadOpenInterest, unitFault } from "./open-interest.ts";
import { combined, type Provenance } from "./provenance.ts";

/** The step that the leverage ladder was validated on; coarser bars serve where there are no finer. */
const FINEST = 5 * MINUTE;
/** What leverage is judged against: half a year. */
const LEVERAGE_HISTORY = 180 * DAY;
/** What a feed must cover before the window: the detector's days of normal. */
const NORMAL_HISTORY = 14 * DAY;
/** A feed that starts a day late still counts as covering. */
const LATE = DAY;

/** One asset of a market: what is known of it, and the key of its bars. */
export interface LiquidatedAsset extends CascadeAsset {
  bars: NonNullable<CascadeAsset["bars"]>;
  key: SeriesKey;
  /** Length of its bars, ms: longer than the totals' where there are no finer ones. */
  barStep: number;
  /** Where its liquidations came from, and its bars. */
  provenance: Provenance;
  barsProvenance: Provenance;
  openInterestProvenance?: Provenance;
  openInterestVenue?: string;
  /** Open interest of the venue that the bars are of; null where the dataset has none. */
  venueOpenInterest: Columns<"open_interest"> | null;
}

/** Liquidations of several assets on one grid, reported where that is possible, else estimated. */
export interface Liquidations {
  assets: LiquidatedAsset[];
  /** Distance of the totals' bars, ms. */
  step: number;
  basis: Basis;
  /** Whether the leverage ladder made them: of simulated bars it makes simulated ones. */
  estimated: boolean;
  provenance: Provenance;
}

/**
 * Liquidations of some symbols within a day: from the feed that all of them share and that covers the
 * span, else estimated by the leverage ladder. Feeds that are known to be throttled do not count:
 * they hide most when most happens. One kind for all assets, since kinds cannot be compared.
 *
 * @param window the span that a feed must cover, with the days of normal before it
 * @param load what is read, with history as far as it goes
 * @throws UserError when the dataset has no bars of a symbol of an hour or less
 * @example
 * const { assets, step, basis } = await loadLiquidations(dataset, ["BTCUSDT"], window, load);
 * findCascades({ assets, step, basis });
 */
export async function loadLiquidations(
  dataset: Dataset,
  symbols: readonly string[],
  window: Required<Span>,
  load: Required<Span>,
): Promise<Liquidations> {
  const need = { from: window.from - NORMAL_HISTORY, to: window.to };
  const chosen = symbols.map((symbol) => chooseBars(dataset, symbol, need, HOUR));
  const feeds = sharedFeed(dataset, chosen, need);
  const step = Math.max(
    FINEST,
    ...(feeds ? feeds.map(feedStep) : chosen.map(({ key }) => intervalMs(key.interval))),
  );
  const loaded: Bars[] = await Promise.all(
    symbols.map((symbol, i) =>
      loadBars(dataset, symbol, load, Math.max(step, intervalMs(chosen[i].key.interval)))
    ),
  );
  const feed = feeds && await Promise.all(feeds.map((info) => loadFeed(dataset, info, load)));
  const assets = await Promise.all(
    loaded.map(async ({ key, bars, step: barStep, provenance }, i): Promise<LiquidatedAsset> => {
      const openInterest = await loadOpenInterest(
        dataset,
        { key, bars },
        { from: window.from - LEVERAGE_HISTORY, to: window.to },
        load,
      );
      const own = openInterest?.venue === key.venue
        ? openInterest
        : await loadBeside(dataset, "open_interest", key, load);
      // The ladder's dollars are scaled to all exchanges, those of a feed are its venue's.
      const whole = feed ? [feed[i].venue] : [key.venue, "all"];
      return {
        asset: key.asset,
        key,
        bars,
        barStep,
        totals: feed ? feed[i].totals : estimateLiquidations(bars),
        provenance: feed ? feed[i].provenance : byLadder(provenance),
        barsProvenance: { ...provenance, notes: [] },
        openInterest: openInterest?.columns,
        openInterestProvenance: openInterest?.provenance,
        openInterestVenue: openInterest?.venue,
        openInterestElsewhere: openInterest?.venue !== undefined &&
          !whole.includes(openInterest.venue),
        venueOpenInterest: own?.columns && unitFault(own.columns, bars, key) === null
          ? own.columns
          : null,
      };
    }),
  );
  const provenance = combined(assets.map(({ provenance }) => provenance));
  return {
    assets,
    step,
    basis: provenance.basis,
    estimated: feed === undefined,
    provenance,
  };
}

/** Where the ladder's liquidations came from, given its bars: simulated ones stay simulated. */
export function byLadder(bars: Provenance): Provenance {
  return {
    ...bars,
    basis: bars.basis === "reported" ? "estimated" : bars.basis,
    // It needs no quote volume.
    notes: ["liquidations estimated by the leverage ladder"],
  };
}

/** For each symbol the series of one feed that covers all of them, or undefined. */
function sharedFeed(
  dataset: Dataset,
  bars: readonly SeriesInfo[],
  need: Required<Span>,
): SeriesInfo[] | undefined {
  const candidates = bars.map((one) =>
    feedSeries(dataset, one.key.asset).filter((info) =>
      feedStep(info) <= HOUR &&
      sourceNote(info.key.venue, info.key.basis).coverage !== "throttled" &&
      // An asset that was listed late cannot have been liquidated before.
      info.from <= Math.max(need.from, one.from) + LATE &&
      feedEnd(info) >= Math.min(need.to, one.to) - LATE
    )
  );
  const nameOf = ({ key }: SeriesInfo) => [key.venue, key.table, key.interval, key.basis].join("/");
  const shared = candidates[0].filter((first) =>
    candidates.every((list) => list.some((info) => nameOf(info) === nameOf(first)))
  );
  // What all venues report together sees most; then the finest, then the fullest.
  const partial = ({ key }: SeriesInfo) => key.venue === "all" ? 0 : 1;
  const best =
    shared.sort((a, b) =>
      partial(a) - partial(b) || feedStep(a) - feedStep(b) || b.rows - a.rows
    )[0];
  return best && candidates.map((list) => list.find((info) => nameOf(info) === nameOf(best))!);
}
