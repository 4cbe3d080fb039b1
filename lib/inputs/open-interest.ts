import type { Dataset, SeriesInfo, Span } from "../dataset/open.ts";
import type { SeriesKey } from "../tables/keys.ts";
import { intervalMs } from "../tables/time.ts";
import type { Beside } from "./market.ts";

/** Of the best coverage, what is enough: a little less history is worth a finer reading. */
const ENOUGH = 0.9;

/**
 * Open interest of the asset that some bars are of, from the venue whose readings serve best: of those
 * that cover the span nearly as well as any the finest; of equally fine ones that of all venues
 * together, then that of the bars' own venue. Undefined where there is none in the span.
 *
 * @param need the span that must be covered; `load` what is read
 * @example (await loadOpenInterest(dataset, bars.key, { from, to }))?.columns.open_interest
 */
export async function loadOpenInterest(
  dataset: Dataset,
  near: SeriesKey,
  need: Required<Span>,
  load: Required<Span> = need,
): Promise<Beside<"open_interest"> | undefined> {
  const chosen = chooseOpenInterest(dataset, near, need);
  if (!chosen) return undefined;
  const columns = await dataset.columns(
    chosen.key as SeriesKey & { table: "open_interest" },
    load,
  );
  const { time } = columns;
  if (time.length === 0) return undefined;
  return {
    columns,
    provenance: {
      dataset: dataset.dir,
      series: [chosen.id],
      licences: dataset.licences(chosen.id),
      basis: chosen.key.basis,
      rows: time.length,
      from: time[0],
      to: time[time.length - 1] + 1,
      notes: [],
    },
  };
}

function chooseOpenInterest(
  dataset: Dataset,
  { asset, venue, basis }: SeriesKey,
  { from, to }: Required<Span>,
): SeriesInfo | undefined {
  const covered = (info: SeriesInfo) => Math.min(to, info.to) - Math.max(from, info.from);
  const found = dataset.series({ table: "open_interest", asset, basis })
    .filter((info) => info.key.market !== "spot" && covered(info) > 0);
  const most = Math.max(...found.map(covered));
  const step = ({ key }: SeriesInfo) => /^\d/.test(key.interval) ? intervalMs(key.interval) : 0;
  const home = ({ key }: SeriesInfo) => key.venue === "all" ? 0 : key.venue === venue ? 1 : 2;
  return found
    .filter((info) => covered(info) >= ENOUGH * most)
    .sort((a, b) => step(a) - step(b) || home(a) - home(b) || b.rows - a.rows)[0];
}
