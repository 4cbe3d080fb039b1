import { sourceNote } from "../analysis/wave/source-notes.ts";
import type { Dataset, Span } from "../dataset/open.ts";
import { type Columns, emptyColumns } from "../tables/columns.ts";
import type { SeriesKey } from "../tables/keys.ts";
import { DAY } from "../tables/time.ts";
import type { Event } from "./events.ts";
import { feedSeries, loadFeed } from "./feeds.ts";
import type { LiquidatedAsset } from "./liquidations.ts";
import type { Provenance } from "./provenance.ts";

/** Single liquidations of one asset on one venue. */
export interface Singles {
  asset: string;
  venue: string;
  columns: Columns<"liquidations">;
  throttled: boolean;
  provenance: Provenance;
}

/** Time before and after an event in which single liquidations are looked at. */
const AROUND_SINGLES = DAY;

/**
 * Single liquidations of an asset from a day before an event to a day after it, else of the whole
 * window, from the venue with most of them. Without any, no rows.
 *
 * @example excitation((await loadSingles(dataset, event, asset, window)).columns)
 */
export async function loadSingles(
  dataset: Dataset,
  { span }: Event,
  asset: LiquidatedAsset,
  window: Required<Span>,
): Promise<Singles> {
  const around = { from: span.from - AROUND_SINGLES, to: span.to + AROUND_SINGLES };
  return await mostSingles(dataset, asset.asset, around) ??
    await mostSingles(dataset, asset.asset, window) ?? {
    asset: asset.asset,
    venue: asset.key.venue,
    columns: emptyColumns("liquidations", 0),
    throttled: false,
    provenance: asset.provenance,
  };
}

async function mostSingles(
  dataset: Dataset,
  asset: string,
  span: Required<Span>,
): Promise<Singles | undefined> {
  let most: Singles | undefined;
  for (const info of feedSeries(dataset, asset)) {
    const { key } = info;
    if (key.table !== "liquidations" || info.from >= span.to || info.to < span.from) continue;
    const columns = await dataset.columns(key as SeriesKey & { table: "liquidations" }, span);
    if (columns.time.length <= (most?.columns.time.length ?? 0)) continue;
    const { provenance } = await loadFeed(dataset, info, span);
    const throttled = sourceNote(key.venue, key.basis).coverage === "throttled";
    most = { asset, venue: key.venue, columns, throttled, provenance };
  }
  return most;
}
