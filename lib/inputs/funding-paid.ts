import type { Dataset, SeriesInfo } from "../dataset/open.ts";
import {
  FUNDING_PAID_DAYS,
  type FundingPaid,
  fundingPaid,
} from "../analysis/funding/funding-paid.ts";
import type { SeriesKey } from "../tables/keys.ts";
import { DAY } from "../tables/time.ts";
import type { Columns } from "../tables/columns.ts";
import { loadBeside } from "./market.ts";
import { unitFault } from "./open-interest.ts";
import { combined, type Provenance } from "./provenance.ts";

/** Of the best coverage, what is enough for the market's own venue to serve. */
const ENOUGH = 0.9;

/** What longs paid on one venue, which it is, and where that was read. */
export interface PaidOnVenue {
  venue: string;
  paid: FundingPaid;
  provenance: Provenance;
}

/**
 * What longs of an asset paid before an event, on a venue whose rates and open interest are both in
 * the dataset: one venue's rate says nothing of another's positions. The judged market's own venue
 * where it has both, else the one whose open interest covers the days best.
 *
 * @param near the judged market; its bars turn coins into USD
 * @param at event, ms
 * @example (await loadFundingPaid(dataset, inputs, at)).paid.paid_usd
 */
export async function loadFundingPaid(
  dataset: Dataset,
  near: {
    key: SeriesKey;
    bars: Columns<"candles">;
    funding: Columns<"funding">;
    provenance: Provenance;
  },
  at: number,
): Promise<PaidOnVenue> {
  const span = { from: at - FUNDING_PAID_DAYS * DAY, to: at };
  for (const { key } of paidBy(dataset, near.key, span)) {
    const funding = await loadBeside(dataset, "funding", key, span);
    // A daily reading serves the day after it.
    const readings = { ...span, from: span.from - DAY };
    const openInterest = await loadBeside(dataset, "open_interest", key, readings);
    if (!funding || !openInterest) continue;
    if (unitFault(openInterest.columns, near.bars, key) !== null) continue;
    return {
      venue: key.venue,
      paid: fundingPaid({
        funding: funding.columns,
        openInterest: openInterest.columns,
        bars: near.bars,
      }, { at }),
      provenance: combined([funding.provenance, openInterest.provenance]),
    };
  }
  return {
    venue: near.key.venue,
    paid: fundingPaid({ funding: near.funding }, { at }),
    provenance: near.provenance,
  };
}

/** Open interest of markets whose funding is there, too, the one that serves best first. */
function paidBy(
  dataset: Dataset,
  { asset, venue, symbol, basis }: SeriesKey,
  { from, to }: { from: number; to: number },
): SeriesInfo[] {
  const covered = (info: SeriesInfo) => Math.min(to, info.to) - Math.max(from, info.from - DAY);
  const found = dataset.series({ table: "open_interest", asset, basis }).filter((info) => {
    const { venue, market, symbol } = info.key;
    return covered(info) > 0 &&
      dataset.series({ table: "funding", venue, market, symbol, basis })
        .some((rates) => covered(rates) > 0);
  });
  const most = Math.max(...found.map(covered));
  const own = ({ key }: SeriesInfo) => key.venue === venue && key.symbol === symbol ? 0 : 1;
  const few = (info: SeriesInfo) => Number(covered(info) < ENOUGH * most);
  return found.sort((a, b) => few(a) - few(b) || own(a) - own(b) || b.rows - a.rows);
}
