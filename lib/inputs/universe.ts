import type { ConcentrationAsset } from "../analysis/wave/concentration.ts";
import { dailyTotals } from "../analysis/wave/daily-totals.ts";
import type { AssetTotals } from "../analysis/wave/flow.ts";
import { estimateLiquidations } from "../analysis/ladder/ladder.ts";
import type { Dataset } from "../dataset/open.ts";
import { resampleCandles } from "../series/resample.ts";
import { DAY, HOUR, intervalMs } from "../tables/time.ts";
import type { Event } from "./events.ts";
import { byLadder } from "./liquidations.ts";
import { loadBars } from "./market.ts";
import { combined, type Provenance } from "./provenance.ts";

/** Half a year of windows to compare with, their month of volume, and two weeks to fill the book. */
const HISTORY = (180 + 30 + 14) * DAY;

/** All perpetuals of one venue: hourly liquidations by the ladder, and both by day. */
export interface Universe {
  venue: string;
  /** Hourly totals. */
  hourly: AssetTotals[];
  daily: ConcentrationAsset[];
  /** Of the hourly bars, marked as estimates made of them. */
  provenance: Provenance;
}

/**
 * The broadest market that a dataset has around an event: all perpetuals of the venue with most, with
 * bars of an hour or less. Liquidations come from the ladder for all alike, since shares need one
 * method and no scale.
 *
 * @example concentration((await loadUniverse(dataset, event)).daily, "estimated", event.day)
 */
export async function loadUniverse(dataset: Dataset, { day, found }: Event): Promise<Universe> {
  const load = { from: day.from - HISTORY, to: day.to };
  const venues = new Map<string, Set<string>>();
  for (const { key, from, to } of dataset.series({ table: "candles", kind: "trade" })) {
    const covers = from < day.from && to >= day.to - HOUR;
    if (key.market === "spot" || HOUR % intervalMs(key.interval) !== 0 || !covers) continue;
    venues.set(key.venue, (venues.get(key.venue) ?? new Set()).add(key.symbol));
  }
  const [venue, symbols] = [...venues].sort((a, b) => b[1].size - a[1].size)[0] ??
    ["", new Set<string>()];
  const bars = await Promise.all(
    [...symbols].map((symbol) => loadBars(dataset, symbol, load, HOUR)),
  );
  const hourly = bars.map(({ key, bars }) => ({
    asset: key.asset,
    totals: estimateLiquidations(bars),
  }));
  return {
    venue,
    hourly,
    daily: bars.map(({ key, bars }, i) => {
      const liquidated = dailyTotals(hourly[i].totals, HOUR);
      const volume = resampleCandles(bars, DAY, DAY / HOUR).bars;
      return {
        asset: key.asset,
        liquidations: { time: liquidated.time, usd: liquidated.total_usd },
        volume: { time: volume.time, usd: volume.quote_volume },
      };
    }),
    provenance: bars.length > 0
      ? byLadder(combined(bars.map(({ provenance }) => provenance)))
      : found.provenance,
  };
}
