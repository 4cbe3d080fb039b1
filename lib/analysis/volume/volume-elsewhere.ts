/** The same asset on other markets: whether volume fell in one place alone, or everywhere. */
import type { Columns } from "../../tables/columns.ts";
import { DAY, formatTime, startOfDay } from "../../tables/time.ts";
import { dailyMarket } from "../market/daily-market.ts";
import { type Interval, type Result, SCHEMA_VERSION } from "../result.ts";
import type { VolumeDropInputs } from "./judged-market.ts";
import { volumeBeside } from "./volume-beside.ts";
import { volumeDrops } from "./volume-drops.ts";

/** Daily bars of the asset on another market. */
export interface Place {
  /** `Bybit BTCUSDT perpetual` */
  name: string;
  bars: Columns<"candles">;
}

/** One place beside the market that is judged. */
export interface ElsewhereRow {
  place: string;
  /** Complete days that both have. */
  days: number;
  /** Median of its daily volume over that of the judged market, with interval. */
  ratio: number | null;
  ratio_interval: Interval | null;
  /** The same over the judged week, and where that lies among all weeks, in percent. */
  recent_ratio: number | null;
  recent_percentile: number | null;
  /** Rank correlation of day-to-day changes. */
  correlation: number | null;
  /** Why it cannot be set beside the judged market, or null. */
  not_testable: string | null;
  /** Its own week against its own level on days of optimism, as `volumeDrops` gives it. */
  drop: number | null;
  drop_interval: Interval | null;
  percentile_in_optimism: number | null;
  drop_not_testable: string | null;
}

export interface VolumeElsewhere extends Result {
  analysis: "volume-elsewhere";
  at: string;
  /** The judged market itself, which the others stand beside. */
  here: Pick<ElsewhereRow, "place" | "drop" | "drop_interval" | "drop_not_testable">;
  rows: ElsewhereRow[];
}

/**
 * Sets daily volume of an asset elsewhere beside that of one market, and judges each place by its own
 * level of optimism. The mood is that of the judged market's funding: spot has none of its own.
 *
 * @param here the judged market, its bars of one length `step`, ms
 * @example volumeElsewhere({ name: "Binance", bars, funding, step }, places, { at }).rows
 */
export function volumeElsewhere(
  here: VolumeDropInputs & { name: string; step: number },
  places: readonly Place[],
  { at, seed = 1, resamples = 2000 }: { at: number; seed?: number; resamples?: number },
): VolumeElsewhere {
  const { bars, funding, step, name } = here;
  const market = dailyMarket(bars, step);
  const dropOf = (of: Columns<"candles">, length: number) => {
    const result = volumeDrops({ bars: of, funding }, { at, step: length, seed, resamples });
    return {
      drop: result.drop,
      drop_interval: result.drop_interval,
      percentile_in_optimism: result.percentile_in_optimism,
      drop_not_testable: result.not_testable,
    };
  };
  const { percentile_in_optimism: _, ...own } = dropOf(bars, step);
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "volume-elsewhere",
    seed,
    not_testable: places.length === 0 ? "the dataset has no other market of the asset" : null,
    at: formatTime(startOfDay(at)),
    here: { place: name, ...own },
    rows: places.map(({ name, bars }): ElsewhereRow => {
      const beside = volumeBeside(dailyMarket(bars, DAY), market, { at, seed, resamples });
      return {
        place: name,
        days: beside.days.length,
        ratio: beside.ratio,
        ratio_interval: beside.ratio_interval,
        recent_ratio: beside.recent_ratio,
        recent_percentile: beside.recent_percentile,
        correlation: beside.correlation,
        not_testable: beside.not_testable,
        ...dropOf(bars, DAY),
      };
    }),
  };
}
