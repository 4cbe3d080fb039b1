import type { Dataset, SeriesInfo, Span } from "../dataset/open.ts";
import { impliedPriceRatio } from "../analysis/market/open-interest.ts";
import type { Columns } from "../tables/columns.ts";
import type { SeriesKey } from "../tables/keys.ts";
import { intervalMs } from "../tables/time.ts";
import { venueName } from "../tables/venue-name.ts";
import { significant } from "../words/numbers.ts";
import type { Provenance } from "./provenance.ts";

/** Of the best coverage, what is enough: a little less history is worth a finer reading. */
const ENOUGH = 0.9;

/** USD over coins beside the price: further off than this, one of the two is in another unit. */
const MOST_OFF = 2;

/** Open interest beside some bars, and the venue that it is of: often another than theirs. */
export interface OpenInterestBeside {
  /** Undefined where all that there is had to be left out: the provenance says why. */
  columns?: Columns<"open_interest">;
  venue?: string;
  provenance: Provenance;
}

/**
 * Open interest of the asset that some bars are of, from the venue whose readings serve best: of those
 * that cover the span nearly as well as any the finest; of equally fine ones that of all venues
 * together, then that of the bars' own venue. Readings in unknown units are passed over, and that is
 * noted. Undefined where there is none in the span.
 *
 * @param near bars of the asset
 * @param need the span that must be covered; `load` what is read
 * @example (await loadOpenInterest(dataset, bars, { from, to }))?.columns.open_interest
 */
export async function loadOpenInterest(
  dataset: Dataset,
  near: { key: SeriesKey; bars: Columns<"candles"> },
  need: Required<Span>,
  load: Required<Span> = need,
): Promise<OpenInterestBeside | undefined> {
  const notes: string[] = [];
  for (const { id, key } of byWorth(dataset, near.key, need)) {
    const columns = await dataset.columns(key as SeriesKey & { table: "open_interest" }, load);
    const { time } = columns;
    if (time.length === 0) continue;
    const fault = unitFault(columns, near.bars, key);
    if (fault !== null) {
      notes.push(fault);
      continue;
    }
    return {
      columns,
      venue: key.venue,
      provenance: {
        dataset: dataset.dir,
        series: [id],
        licences: dataset.licences(id),
        basis: key.basis,
        rows: time.length,
        from: time[0],
        to: time[time.length - 1] + 1,
        notes,
      },
    };
  }
  if (notes.length === 0) return undefined;
  const nothing = { series: [], licences: [], rows: 0, from: NaN, to: NaN };
  return { provenance: { dataset: dataset.dir, basis: near.key.basis, ...nothing, notes } };
}

/**
 * Why readings cannot be in the units that they say: their USD over their coins is far from the price.
 * Null where it is near, or where there is only one of the two.
 *
 * @example unitFault(columns, bars, key) ?? "plausible"
 */
export function unitFault(
  columns: Columns<"open_interest">,
  bars: Columns<"candles">,
  { venue, symbol }: SeriesKey,
): string | null {
  const ratio = impliedPriceRatio(columns, bars);
  return ratio > MOST_OFF || ratio < 1 / MOST_OFF
    ? `${venueName(venue)} ${symbol} open interest left out: its USD over its coins is ` +
      `${significant(ratio, 2)} times the price`
    : null;
}

/** Series of open interest in the span, the one that serves best first. */
function byWorth(
  dataset: Dataset,
  { asset, venue, basis }: SeriesKey,
  { from, to }: Required<Span>,
): SeriesInfo[] {
  const covered = (info: SeriesInfo) => Math.min(to, info.to) - Math.max(from, info.from);
  const found = dataset.series({ table: "open_interest", asset, basis })
    .filter((info) => info.key.market !== "spot" && covered(info) > 0);
  const most = Math.max(...found.map(covered));
  const few = (info: SeriesInfo) => Number(covered(info) < ENOUGH * most);
  const step = ({ key }: SeriesInfo) => /^\d/.test(key.interval) ? intervalMs(key.interval) : 0;
  const home = ({ key }: SeriesInfo) => key.venue === "all" ? 0 : key.venue === venue ? 1 : 2;
  return found.sort((a, b) =>
    few(a) - few(b) || step(a) - step(b) || home(a) - home(b) || b.rows - a.rows
  );
}
