import { dailyTotals } from "../analysis/wave/daily-totals.ts";
import { sourceNote } from "../analysis/wave/source-notes.ts";
import type { Dataset } from "../dataset/open.ts";
import { resampleCandles } from "../series/resample.ts";
import { type Columns, emptyColumns } from "../tables/columns.ts";
import { DAY } from "../tables/time.ts";
import type { Event } from "./events.ts";
import { loadFeeds } from "./feeds.ts";
import { estimates } from "./liquidation-wave.ts";
import type { Liquidations } from "./liquidations.ts";
import { combined, type Provenance } from "./provenance.ts";

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
 * history that was loaded for the event. Those of the whole market first, then the longest; where
 * there are none, one without a day.
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
  if (days.length === 0) days.push(nothingReported(found.liquidations));
  const partial = ({ venue }: ReportedDays) => Number(venue !== "all");
  return days.sort((a, b) =>
    partial(a) - partial(b) || b.reported.time.length - a.reported.time.length
  );
}

/** A comparison that says how many days it has: none. */
function nothingReported(liquidations: Liquidations): ReportedDays {
  const [{ asset, bars, totals, step, provenance }] = estimates(liquidations);
  return {
    asset,
    venue: "all",
    basis: "reported",
    reported: emptyColumns("liquidation_totals", 0),
    estimated: dailyTotals(totals, step),
    bars: resampleCandles(bars, DAY, DAY / step).bars,
    provenance,
  };
}

/**
 * Sources to draw: the first two that could be tested; where none could, the first, to say why.
 *
 * @example drawable(validated).map(({ venue }) => venue) // ["all", "hyperliquid"]
 */
export function drawable<T extends { result: { not_testable: string | null } }>(
  sources: readonly T[],
): T[] {
  const testable = sources.filter(({ result }) => result.not_testable === null);
  return testable.length > 0 ? testable.slice(0, 2) : sources.slice(0, 1);
}
