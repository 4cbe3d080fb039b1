import {
  type IntervalAgreement,
  intervalAgreement,
} from "../analysis/market/interval-agreement.ts";
import type { Dataset, SeriesInfo } from "../dataset/open.ts";
import type { SeriesKey } from "../tables/keys.ts";
import { intervalMs } from "../tables/time.ts";

/** Two series of bars of one market at different intervals, and how they agree. */
export interface Overlap extends IntervalAgreement {
  venue: string;
  symbol: string;
  short: string;
  long: string;
}

/**
 * Compares all bars of the dataset that say the same thing at two intervals: 5-minute bars joined to
 * 1 hour against 1-hour bars, wherever both cover the same time.
 *
 * @example (await overlaps(dataset)).filter(({ different }) => different > 0)
 */
export async function overlaps(dataset: Dataset): Promise<Overlap[]> {
  const found: Overlap[] = [];
  const bars = dataset.series({ table: "candles", kind: "trade" });
  for (const short of bars) {
    for (const long of bars) {
      const shortStep = intervalMs(short.key.interval), longStep = intervalMs(long.key.interval);
      if (!sameMarket(short, long) || longStep <= shortStep || longStep % shortStep) continue;
      const span = { from: Math.max(short.from, long.from), to: Math.min(short.to, long.to) + 1 };
      if (span.from >= span.to) continue;
      const agreement = intervalAgreement(
        await dataset.columns(short.key as Candles, span),
        shortStep,
        await dataset.columns(long.key as Candles, span),
        longStep,
      );
      if (agreement.overlapping === 0) continue;
      const { venue, symbol } = short.key;
      found.push({
        venue,
        symbol,
        short: short.key.interval,
        long: long.key.interval,
        ...agreement,
      });
    }
  }
  return found;
}

type Candles = SeriesKey & { table: "candles" };

function sameMarket({ key: a }: SeriesInfo, { key: b }: SeriesInfo): boolean {
  return a.venue === b.venue && a.market === b.market && a.symbol === b.symbol &&
    a.basis === b.basis;
}
