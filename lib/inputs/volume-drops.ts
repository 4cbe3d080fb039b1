import type { VolumeDropInputs } from "../analysis/volume/judged-market.ts";
import type { Dataset, SeriesInfo } from "../dataset/open.ts";
import { resampleCandles } from "../series/resample.ts";
import type { Columns } from "../tables/columns.ts";
import type { SeriesKey } from "../tables/keys.ts";
import { quoteVolume } from "../tables/quote-volume.ts";
import { DAY, HOUR, intervalMs } from "../tables/time.ts";
import { venueName } from "../tables/venue-name.ts";
import {
  type Bars,
  best,
  chooseBars,
  loadBars,
  loadBeside,
  perpetuals,
  withoutBars,
} from "./market.ts";
import { combined, type Provenance } from "./provenance.ts";

/** A year of optimistic days, and the 30 days that the first of them is judged by, with room. */
const HISTORY = 400 * DAY;

/**
 * What volume drops need: bars (hourly, or daily where those reach further) and funding of the year before the first day that is judged,
 * up to the end of the last.
 *
 * @example
 * const inputs = await volumeInputs(dataset, "BTCUSDT", { from: at, to: at });
 * volumeDrops(inputs, { at, step: inputs.step });
 */
export async function volumeInputs(
  dataset: Dataset,
  symbol: string,
  { from, to }: { from: number; to: number },
): Promise<VolumeDropInputs & Bars> {
  const span = { from: from - HISTORY, to: to + DAY };
  // Days are what is judged: daily bars of the whole year serve better than hourly ones of a part.
  const { interval } = chooseBars(dataset, symbol, span, DAY).key;
  const bars = await loadBars(dataset, symbol, span, Math.max(HOUR, intervalMs(interval)));
  const funding = await loadBeside(dataset, "funding", bars.key, span);
  return {
    ...bars,
    funding: funding?.columns,
    provenance: funding ? combined([bars.provenance, funding.provenance]) : bars.provenance,
  };
}

/** The same hour of the week in the 8 weeks before. */
const PATTERN_HISTORY = 57 * DAY;

/**
 * Hourly bars of a year up to a day, with the weeks before that they are compared with; none where the
 * dataset has only longer ones.
 *
 * @example
 * const hours = await hourlyBars(dataset, "BTCUSDT", { from, to });
 * volumePattern(hours.bars, { from, to }).not_testable;
 */
export async function hourlyBars(
  dataset: Dataset,
  symbol: string,
  { from, to }: { from: number; to: number },
): Promise<Bars> {
  const hourly = perpetuals(dataset, symbol)
    .some(({ key }) =>
      key.table === "candles" && key.kind === "trade" && HOUR % intervalMs(key.interval) === 0
    );
  return hourly
    ? await loadBars(dataset, symbol, { from: from - PATTERN_HISTORY, to }, HOUR)
    : await withoutBars(dataset, symbol, HOUR);
}

const MARKETS = { spot: "spot", linear: "perpetual", inverse: "inverse perpetual" };

/**
 * A market as a chart of several calls it.
 *
 * @example placeName(bars.key) // "Bybit BTCUSDT perpetual"
 */
export function placeName({ venue, market, symbol }: SeriesKey): string {
  return `${venueName(venue)} ${symbol} ${MARKETS[market]}`;
}

/** Bars of the same asset elsewhere, joined to days. */
export interface ElsewhereBars {
  /** `Bybit BTCUSDT spot` */
  name: string;
  bars: Columns<"candles">;
  provenance: Provenance;
}

/**
 * Daily bars of the same asset on the spot market and on other venues: one series for each of them.
 * Empty where the dataset has none in the span.
 *
 * @example await barsElsewhere(dataset, bars.key, { from, to })
 */
export async function barsElsewhere(
  dataset: Dataset,
  near: SeriesKey,
  span: { from: number; to: number },
): Promise<ElsewhereBars[]> {
  const { asset, basis } = near;
  const markets = new Map<string, SeriesInfo[]>();
  for (const info of dataset.series({ table: "candles", kind: "trade", asset, basis })) {
    const { venue, market, symbol, interval } = info.key;
    if (venue === near.venue && market === near.market && symbol === near.symbol) continue;
    if (DAY % intervalMs(interval) !== 0) continue;
    const name = placeName(info.key);
    markets.set(name, [...(markets.get(name) ?? []), info]);
  }
  const places = await Promise.all(
    [...markets].map(async ([name, series]): Promise<ElsewhereBars> => {
      const { key, id } = best(series, span);
      const fine = await dataset.columns(key as SeriesKey & { table: "candles" }, span);
      const { values, approximate } = quoteVolume(fine);
      const filled = { ...fine, quote_volume: values };
      const step = intervalMs(key.interval);
      return {
        name,
        bars: step === DAY ? filled : resampleCandles(filled, DAY, DAY / step).bars,
        provenance: {
          dataset: dataset.dir,
          series: [id],
          licences: dataset.licences(id),
          basis,
          rows: fine.time.length,
          from: fine.time[0] ?? NaN,
          to: (fine.time[fine.time.length - 1] ?? NaN) + step,
          notes: approximate ? ["quote volume is base volume times close of each bar"] : [],
        },
      };
    }),
  );
  // A series may lie wholly before or after the span.
  return places.filter(({ bars }) => bars.time.length > 0);
}
