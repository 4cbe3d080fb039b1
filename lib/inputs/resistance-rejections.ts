import type { IntervalBars } from "../analysis/resistance/rejection-sensitivity.ts";
import type { RejectionInputs } from "../analysis/resistance/resistance-rejections.ts";
import type { LevelMarket } from "../analysis/resistance/seek-levels.ts";
import type { Dataset, Span } from "../dataset/open.ts";
import { UserError } from "../errors.ts";
import type { SeriesKey } from "../tables/keys.ts";
import { DAY, HOUR, intervalMs } from "../tables/time.ts";
import { type Bars, type Beside, chooseBars, loadBars, loadBeside, spanOf } from "./market.ts";
import { combined, type Provenance } from "./provenance.ts";

/** Half a year to compare build-ups with, and the week of the first of them. */
const HISTORY = 190 * DAY;
/** A week and a day for what followed the last visit. */
const HORIZON = 8 * DAY;

/**
 * What resistance rejections need: bars of the window with half a year before and eight days after,
 * and funding and open interest where the dataset has them. Where the venue of the bars has no open
 * interest, that of the same asset on another venue serves. `waitingProvenance` is that of who was
 * waiting, and says which venue's open interest it is, or that there is none.
 *
 * @throws UserError when the dataset has no bars of the symbol that join to the step
 * @example
 * const inputs = await rejectionInputs(dataset, "BTCUSDT", { from, to, step: HOUR });
 * resistanceRejections(inputs, { zone: [92_800, 93_900], from, to, step: HOUR });
 */
export async function rejectionInputs(
  dataset: Dataset,
  symbol: string,
  { from, to, step }: { from: number; to: number; step: number },
): Promise<RejectionInputs & Bars & { waitingProvenance: Provenance }> {
  const span = { from: from - HISTORY, to: to + HORIZON };
  const bars = await loadBars(dataset, symbol, span, step);
  const openInterest = await openInterestNear(dataset, bars.key, span);
  const parts = combined([bars.provenance, ...(openInterest ? [openInterest.provenance] : [])]);
  return {
    ...bars,
    funding: (await loadBeside(dataset, "funding", bars.key, span))?.columns,
    openInterest: openInterest?.columns,
    waitingProvenance: {
      ...parts,
      basis: parts.basis === "reported" ? "estimated" : parts.basis,
      notes: [
        ...parts.notes,
        ...(openInterest ? [] : [`no open interest of ${bars.key.asset}`]),
        "longs estimated by the leverage ladder",
      ],
    },
  };
}

/** Open interest of the asset: on the venue of its bars, else where the dataset has most of it. */
async function openInterestNear(
  dataset: Dataset,
  near: SeriesKey,
  span: Span,
): Promise<Beside<"open_interest"> | undefined> {
  const own = await loadBeside(dataset, "open_interest", near, span);
  if (own) return own;
  const { asset, basis } = near;
  const elsewhere = dataset.series({ table: "open_interest", asset, basis })
    .filter(({ key }) => key.market !== "spot")
    .sort((a, b) => b.rows - a.rows);
  for (const { key } of elsewhere) {
    const other = await loadBeside(dataset, "open_interest", key, span);
    if (!other) continue;
    const note = `open interest of ${key.venue}, because ${near.venue} has none here`;
    return { ...other, provenance: { ...other.provenance, notes: [note] } };
  }
  return undefined;
}

/**
 * Bars of a symbol's perpetual at several intervals; where the data has none that join to one of
 * them, the reason stands in their place.
 *
 * @throws UserError when the dataset has no perpetual of the symbol
 * @example await barsAtIntervals(dataset, "BTCUSDT", { from, to }, ["15m", "1h", "4h"])
 */
export async function barsAtIntervals(
  dataset: Dataset,
  symbol: string,
  { from, to }: { from: number; to: number },
  intervals: readonly string[],
): Promise<IntervalBars[]> {
  chooseBars(dataset, symbol, { from, to }, DAY);
  const span = { from: from - 2 * DAY, to: to + HORIZON };
  return await Promise.all(intervals.map(async (interval): Promise<IntervalBars> => {
    const step = intervalMs(interval);
    try {
      const { bars } = await loadBars(dataset, symbol, span, step);
      return { interval, step, bars, missing: null };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return {
        interval,
        step,
        bars: null,
        missing: `the data has no bars that join to ${interval}`,
      };
    }
  }));
}

/** A market whose levels are sought, with what its charts say of it. */
export interface SoughtMarket extends LevelMarket {
  asset: string;
  provenance: Provenance;
}

/**
 * One-hour bars of some symbols over all that the dataset holds, and the span that they cover
 * together: what finding levels takes.
 *
 * @throws UserError when the dataset has no bars of a symbol that join to an hour
 * @example
 * const { markets, span } = await levelMarkets(dataset, mainSymbols(dataset));
 * foundLevels(markets, { ...span, seed: 1 }).summary.excess;
 */
export async function levelMarkets(
  dataset: Dataset,
  symbols: readonly string[],
): Promise<{ markets: SoughtMarket[]; span: { from: number; to: number; step: number } }> {
  const markets = await Promise.all(symbols.map(async (symbol): Promise<SoughtMarket> => {
    const { key, bars, provenance } = await loadBars(dataset, symbol, {}, HOUR);
    return { subject: key.symbol, asset: key.asset, bars, provenance };
  }));
  const found = markets.map(({ provenance }) => provenance).filter(({ rows }) => rows > 0);
  const spans = found.length > 0 ? found : [spanOf(dataset)];
  return {
    markets,
    span: {
      // Whole days, so that every level is found at midnight.
      from: Math.ceil(Math.min(...spans.map(({ from }) => from)) / DAY) * DAY,
      to: Math.max(...spans.map(({ to }) => to)),
      step: HOUR,
    },
  };
}
