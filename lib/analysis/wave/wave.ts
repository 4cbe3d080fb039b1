/** The wave: what was liquidated in a window, by asset, side and source. */
import { windowOf } from "../../series/window.ts";
import { herfindahl } from "../../stats/herfindahl.ts";
import type { Columns } from "../../tables/columns.ts";
import { formatTime, HOUR, MINUTE } from "../../tables/time.ts";
import { known, type Result, SCHEMA_VERSION } from "../result.ts";
import { venueName } from "../../tables/venue-name.ts";
import { type Coverage, sourceNote } from "./source-notes.ts";

/** Totals of one asset from one venue. */
export interface WaveSeries {
  venue: string;
  /** reported, estimated or simulated. */
  basis: string;
  asset: string;
  totals: Columns<"liquidation_totals">;
  /** Distance of the totals' bars in ms. */
  step: number;
  /** Open interest of that venue just before the window, where it is known. */
  open_interest_usd?: number;
}

/** What one asset lost in the window, by one source. Dollars are null where nothing is known. */
export interface WaveAsset {
  asset: string;
  total_usd: number | null;
  long_usd: number | null;
  short_usd: number | null;
  /** Of the source's total. */
  share: number | null;
  /** Of the open interest that its venue had before the window. */
  oi_share: number | null;
  /** Share of the window's bars whose total is known. */
  covered: number;
}

/** The wave as one source saw it. */
export interface WaveSource {
  venue: string;
  basis: string;
  coverage: Coverage;
  /** Why it differs from the others. */
  note: string;
  interval_minutes: number;
  total_usd: number | null;
  long_usd: number | null;
  short_usd: number | null;
  /** Longs among the dollars whose side is known. */
  long_share: number | null;
  /** Herfindahl index over assets, and its inverse: how many equal assets it amounts to. */
  herfindahl: number | null;
  effective_assets: number | null;
  /** The clock hour with most dollars; null for bars longer than an hour. */
  largest_hour: { time: string; total_usd: number; share: number } | null;
  /** Smallest coverage of its assets: below 1 the totals are too low. */
  covered: number;
  /** Largest first. */
  by_asset: WaveAsset[];
}

/** One asset's total by two sources over the same window. */
export interface Disagreement {
  asset: string;
  first: string;
  second: string;
  /** First over second. */
  ratio: number;
  /** Where both cannot be right: a venue that reports more than all exchanges together. */
  note: string | null;
}

export interface LiquidationWave extends Result {
  from: string;
  to: string;
  /** One per venue and basis, reported ones first. Never to be added up. */
  sources: WaveSource[];
  disagreements: Disagreement[];
}

/**
 * Sums liquidations over a window, source by source.
 *
 * Sources are not merged: where they disagree there is no one number. A source whose bars are longer
 * than the window contributes only bars that lie wholly inside it.
 *
 * @param options window in ms, the end exclusive
 * @example liquidationWave(series, { from: parseTime("2025-12-05"), to: parseTime("2025-12-06") })
 */
export function liquidationWave(
  series: readonly WaveSeries[],
  { from, to }: { from: number; to: number },
): LiquidationWave {
  const groups = new Map<string, WaveSeries[]>();
  for (const one of series) {
    const name = `${one.venue} (${one.basis})`;
    groups.set(name, [...groups.get(name) ?? [], one]);
  }
  const order = ["reported", "simulated", "estimated"];
  const sources = [...groups.values()]
    .map((group) => sumSource(group, from, to))
    .filter(({ total_usd }) => total_usd !== null)
    .sort((a, b) => order.indexOf(a.basis) - order.indexOf(b.basis));
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "liquidation-wave",
    not_testable: sources.length > 0 ? null : "no liquidations are known in this window",
    from: formatTime(from),
    to: formatTime(to),
    sources,
    disagreements: compare(sources),
  };
}

function sumSource(group: readonly WaveSeries[], from: number, to: number): WaveSource {
  const { venue, basis } = group[0];
  const step = Math.max(...group.map((one) => one.step));
  const hours = new Map<number, number>();
  const assets = mergeAssets(group.map(({ asset, totals, step, open_interest_usd }) => {
    const inside = windowOf(totals, from, to - step + 1);
    if (step <= HOUR) addHours(hours, inside);
    const sums = sumAsset(asset, inside, (to - from) / step);
    return { ...sums, oi_share: known((sums.total_usd ?? NaN) / (open_interest_usd ?? NaN)) };
  }));
  const total = sumKnown(assets.map(({ total_usd }) => total_usd));
  const long = sumKnown(assets.map(({ long_usd }) => long_usd));
  const short = sumKnown(assets.map(({ short_usd }) => short_usd));
  for (const one of assets) one.share = known((one.total_usd ?? NaN) / total);
  assets.sort((a, b) => (b.total_usd ?? -1) - (a.total_usd ?? -1));
  const concentration = herfindahl(assets.flatMap(({ total_usd }) => total_usd ?? []));
  let largest: WaveSource["largest_hour"] = null;
  for (const [time, usd] of hours) {
    if (usd > (largest?.total_usd ?? 0)) {
      largest = { time: formatTime(time), total_usd: usd, share: usd / total };
    }
  }
  return {
    venue,
    basis,
    ...sourceNote(venue, basis),
    interval_minutes: step / MINUTE,
    total_usd: known(total),
    long_usd: known(long),
    short_usd: known(short),
    long_share: known(long / (long + short)),
    herfindahl: known(concentration),
    effective_assets: known(1 / concentration),
    largest_hour: largest,
    covered: Math.min(...assets.map(({ covered }) => covered)),
    by_asset: assets,
  };
}

function sumAsset(
  asset: string,
  { total_usd, long_usd, short_usd }: Columns<"liquidation_totals">,
  bars: number,
): WaveAsset {
  let total = 0, long = 0, short = 0, covered = 0, unsided = 0;
  for (let i = 0; i < total_usd.length; i++) {
    const both = long_usd[i] + short_usd[i];
    const sum = Number.isNaN(total_usd[i]) ? both : total_usd[i];
    if (Number.isNaN(sum)) continue;
    covered++;
    total += sum;
    if (Number.isNaN(both)) {
      unsided++;
      continue;
    }
    long += long_usd[i];
    short += short_usd[i];
  }
  // Bars without a liquidation tell no side of those with one.
  const sided = covered > unsided && (unsided === 0 || long + short > 0);
  return {
    asset,
    total_usd: covered ? total : null,
    long_usd: sided ? long : null,
    short_usd: sided ? short : null,
    share: null,
    oi_share: null,
    covered: Math.min(1, covered / bars),
  };
}

// A venue may list an asset twice, as linear and inverse contracts.
function mergeAssets(parts: readonly WaveAsset[]): WaveAsset[] {
  const merged = new Map<string, WaveAsset>();
  for (const part of parts) {
    const before = merged.get(part.asset);
    merged.set(part.asset, {
      ...part,
      total_usd: known(sumKnown([part.total_usd, before?.total_usd ?? null])),
      long_usd: known(sumKnown([part.long_usd, before?.long_usd ?? null])),
      short_usd: known(sumKnown([part.short_usd, before?.short_usd ?? null])),
      // Each contract has an open interest of its own: their shares do not add up.
      oi_share: before ? null : part.oi_share,
      covered: Math.min(part.covered, before?.covered ?? 1),
    });
  }
  return [...merged.values()];
}

function addHours(
  hours: Map<number, number>,
  { time, total_usd, long_usd, short_usd }: Columns<"liquidation_totals">,
): void {
  for (let i = 0; i < time.length; i++) {
    const usd = Number.isNaN(total_usd[i]) ? long_usd[i] + short_usd[i] : total_usd[i];
    const hour = Math.floor(time[i] / HOUR) * HOUR;
    if (!Number.isNaN(usd)) hours.set(hour, (hours.get(hour) ?? 0) + usd);
  }
}

function sumKnown(values: (number | null)[]): number {
  const some = values.filter((value) => value !== null);
  return some.length > 0 ? some.reduce((a, b) => a + b) : NaN;
}

function compare(sources: WaveSource[]): Disagreement[] {
  const name = ({ venue, basis }: WaveSource) => `${venue} (${basis})`;
  return sources.flatMap((first, i) =>
    sources.slice(i + 1).flatMap((second) =>
      first.by_asset.flatMap((one) => {
        const { asset, total_usd } = one;
        const other = second.by_asset.find((another) => another.asset === asset);
        if (total_usd === null || !other?.total_usd) return [];
        return [{
          asset,
          first: name(first),
          second: name(second),
          ratio: total_usd / other.total_usd,
          note: partOverWhole(first, one, second, other),
        }];
      })
    )
  );
}

/** What a venue reports beyond all exchanges together; null where nothing is. */
function partOverWhole(
  first: WaveSource,
  of: WaveAsset,
  second: WaveSource,
  other: WaveAsset,
): string | null {
  if (first.basis !== "reported" || second.basis !== "reported") return null;
  const wholeFirst = first.venue === "all";
  if (wholeFirst === (second.venue === "all")) return null;
  const [whole, part, venue] = wholeFirst ? [of, other, second.venue] : [other, of, first.venue];
  const more = (["total", "long", "short"] as const).filter((side) =>
    (part[`${side}_usd`] ?? NaN) > (whole[`${side}_usd`] ?? NaN)
  );
  if (more.length === 0) return null;
  const sides = more.includes("total") ? "in all" : more.map((side) => `${side}s`).join(" and ");
  return `${venueName(venue)} alone reports more than all exchanges together (${sides}): ` +
    "that sum leaves it out, or counts otherwise";
}
