import type { FundingResetInputs } from "../analysis/funding/funding-reset.ts";
import type { VenueFunding } from "../analysis/funding/funding-venues.ts";
import { inferredIntervals } from "../analysis/market/funding-rates.ts";
import type { Dataset, SeriesInfo, Span } from "../dataset/open.ts";
import { resampleCandles } from "../series/resample.ts";
import { type Columns, emptyColumns } from "../tables/columns.ts";
import type { SeriesKey } from "../tables/keys.ts";
import { DAY, HOUR, intervalMs } from "../tables/time.ts";
import { type Bars, best, loadBars, loadBeside } from "./market.ts";
import { loadOpenInterest, unitFault } from "./open-interest.ts";
import { combined, type Provenance } from "./provenance.ts";

/** History before the window: placebos and other events to compare with, and what they need. */
const HISTORY = 800 * DAY;
/** The two weeks in which a reset counts, with room. */
const HORIZON = 20 * DAY;

/** Inputs of one market, with what its charts say of their sources. */
export interface FundingMarket extends Omit<FundingResetInputs, keyof Bars>, Bars {
  asset: string;
  fundingNotes: string[];
  /** What was left out of the open interest, and why. */
  openInterestNotes: string[];
  /** Of the open interest that tells a flush; that of funding where there is none. */
  flushProvenance: Provenance;
  /** Venue of that open interest; null without any. */
  flushVenue: string | null;
  /** Of the venue whose bars these are: in days of volume, another's would say nothing. */
  venueOpenInterest: Columns<"open_interest"> | null;
}

/**
 * What the funding reset needs for the events of a window: funding long before and a while after it,
 * bars and open interest, of whichever venue has the best readings; the sources name it.
 *
 * Without funding of the symbol there are no settlements, and no answer.
 *
 * @throws UserError when the dataset has no bars of the symbol
 * @example
 * const inputs = await fundingInputs(dataset, "BTCUSDT", { from: at, to: at });
 * fundingReset(inputs, { at }).outcome;
 */
export async function fundingInputs(
  dataset: Dataset,
  symbol: string,
  { from, to }: { from: number; to: number },
): Promise<FundingMarket> {
  const span = { from: from - HISTORY, to: to + HORIZON };
  const bars = await loadBars(dataset, symbol, span, HOUR);
  const funding = await loadBeside(dataset, "funding", bars.key, span) ?? {
    columns: emptyColumns("funding", 0),
    provenance: {
      ...bars.provenance,
      notes: [`no funding of ${bars.key.symbol} on ${bars.key.venue}`],
    },
  };
  // Fine readings of the weeks that are judged tell a flush; daily ones of years do not.
  const need = { from: from - 30 * DAY, to };
  const openInterest = await loadOpenInterest(dataset, bars, need, span);
  const own = await loadBeside(dataset, "open_interest", bars.key, span);
  return {
    ...bars,
    asset: bars.key.asset,
    funding: funding.columns,
    fundingNotes: intervalNotes(dataset, bars.key, funding.columns, span),
    openInterestNotes: openInterest?.provenance.notes ?? [],
    openInterest: openInterest?.columns,
    // What is shown is funding; bars and open interest only stand beside it.
    provenance: funding.provenance,
    flushProvenance: openInterest?.columns
      ? openInterest.provenance
      : combined([funding.provenance, ...(openInterest ? [openInterest.provenance] : [])]),
    flushVenue: openInterest?.venue ?? null,
    venueOpenInterest: own && unitFault(own.columns, bars.bars, bars.key) === null
      ? own.columns
      : null,
  };
}

/** Funding of one asset on every venue that the dataset has. */
export interface FundingElsewhere {
  venues: VenueFunding[];
  provenance: Provenance;
}

/**
 * Funding of an asset on all venues, each with its open interest where the dataset has it.
 *
 * @param near bars of the asset: their basis counts, and they turn coins of open interest into USD
 * @example fundingVenues((await fundingElsewhere(dataset, inputs, { from, to })).venues, { from, to })
 */
export async function fundingElsewhere(
  dataset: Dataset,
  { key, bars, provenance }: Bars,
  span: { from: number; to: number },
): Promise<FundingElsewhere> {
  const byVenue = new Map<string, SeriesInfo[]>();
  for (const info of dataset.series({ table: "funding", asset: key.asset, basis: key.basis })) {
    const { venue, symbol } = info.key;
    // Of the judged venue it is the judged market's funding, whatever else the asset has there.
    if (venue === key.venue && symbol !== key.symbol) continue;
    byVenue.set(venue, [...(byVenue.get(venue) ?? []), info]);
  }
  const found = await Promise.all([...byVenue].map(async ([venue, series]) => {
    const near = best(series, span).key as SeriesKey & { table: "funding" };
    // What is settled at the end pays for the hours before it.
    const funding = await loadBeside(dataset, "funding", near, { ...span, to: span.to + 1 });
    // A daily reading weighs the day after it.
    const readings = { from: span.from - DAY, to: span.to };
    const openInterest = await loadBeside(dataset, "open_interest", near, readings);
    return funding && {
      venue,
      funding,
      fundingNotes: intervalNotes(dataset, near, funding.columns, {
        // The settlement at its beginning pays for hours before it.
        from: span.from + 1,
        to: span.to + 1,
      }),
      openInterest,
    };
  }));
  const known = found.flatMap((venue) => venue ?? []);
  return {
    venues: known.map(({ venue, funding, fundingNotes, openInterest }) => ({
      venue,
      funding: funding.columns,
      fundingNotes,
      openInterest: openInterest?.columns,
      bars,
    })),
    provenance: known.length === 0 ? provenance : combined(
      known.flatMap(({ funding, openInterest }) => [
        funding.provenance,
        ...(openInterest ? [openInterest.provenance] : []),
      ]),
    ),
  };
}

/** What must be said of the funding intervals that no source states. */
function intervalNotes(
  dataset: Dataset,
  near: SeriesKey,
  { interval_hours }: Columns<"funding">,
  span: Span,
): string[] {
  const { venue, market, symbol, basis } = near;
  const found = dataset.series({ table: "funding", venue, market, symbol, basis });
  if (found.length === 0) return [];
  const key = best(found, span).key as SeriesKey & { table: "funding" };
  const untold = interval_hours.filter(Number.isNaN).length;
  const inferred = dataset.unstatedIntervals(key, span) - untold;
  return inferred > 0 ? [inferredIntervals(inferred)] : [];
}

/** Mark and index price of a market, as far as the dataset has them, in bars of one length. */
export interface MarkAndIndex {
  mark?: Columns<"candles">;
  index?: Columns<"candles">;
  /** Length of a bar, ms. */
  step: number;
  /** Of the prices that there are; null without any. */
  provenance: Provenance | null;
}

/**
 * Bars of mark and index price of the market that some bars are of, both joined to hours.
 *
 * @example premium(await markAndIndex(dataset, key, span), { ...span, step: HOUR })
 */
export async function markAndIndex(
  dataset: Dataset,
  { venue, market, symbol, basis }: SeriesKey,
  span: { from: number; to: number },
): Promise<MarkAndIndex> {
  const load = async (kind: "mark" | "index") => {
    const found = dataset.series({ table: "candles", venue, market, symbol, basis, kind })
      .filter(({ key }) => HOUR % intervalMs(key.interval) === 0);
    if (found.length === 0) return undefined;
    const { key, id } = best(found, span);
    const fine = await dataset.columns(key as SeriesKey & { table: "candles" }, span);
    if (fine.time.length === 0) return undefined;
    return {
      bars: resampleCandles(fine, HOUR).bars,
      provenance: {
        dataset: dataset.dir,
        series: [id],
        licences: dataset.licences(id),
        basis,
        rows: fine.time.length,
        from: fine.time[0],
        to: fine.time[fine.time.length - 1] + intervalMs(key.interval),
        notes: [],
      },
    };
  };
  const mark = await load("mark"), index = await load("index");
  const parts = [mark, index].flatMap((part) => part ? [part.provenance] : []);
  return {
    mark: mark?.bars,
    index: index?.bars,
    step: HOUR,
    provenance: parts.length > 0 ? combined(parts) : null,
  };
}
