/** Which day fits a description that gives figures but no date, and how ordinary it is. */
import type { Columns } from "../../tables/columns.ts";
import { formatDate } from "../../tables/time.ts";
import { median } from "../../stats/quantile.ts";
import { known, type Result, SCHEMA_VERSION } from "../result.ts";

/** A figure of the description in USD: about so much, or at least so much. */
export interface DescribedFigure {
  /** An asset, or `total` for all that are given together. */
  asset: string;
  usd: number;
  at_least: boolean;
}

/** One day beside the description. */
export interface FittedDay {
  date: string;
  /** Root mean square of ln(measured / described): 0.7 is a factor of two. Infinite: null. */
  distance: number | null;
  /** 1 is the nearest. */
  distance_rank: number;
  /** The same for each asset's share of the described assets: free of the dollars' scale. */
  share_distance: number | null;
  /** 1 is the nearest by shares; null where there are none. */
  share_rank: number | null;
  total_usd: number;
  /** 1 is the day with most dollars of all days. */
  total_rank: number;
  /** Share of the days, in percent, with as many dollars or fewer. */
  total_percentile: number;
  by_asset: Record<string, number>;
}

export interface DayFit extends Result {
  basis: string;
  figures: DescribedFigure[];
  days: number;
  median_total_usd: number | null;
  /** The nearest days, nearest first. */
  nearest: FittedDay[];
  /** The days asked for, in time. */
  asked: FittedDay[];
}

/**
 * Compares every day with figures by asset, on the days on which all assets are known.
 *
 * @param daily totals by UTC day of each asset, from one source
 * @param options `nearest` days to return; `dates` (midnights, ms) to show besides; window of days
 * @throws RangeError when a figure names an asset without totals
 * @example
 * dayFit([{ asset: "BTC", totals }], [{ asset: "BTC", usd: 177e6, at_least: false }], "estimated")
 */
export function dayFit(
  daily: readonly { asset: string; totals: Columns<"liquidation_totals"> }[],
  figures: readonly DescribedFigure[],
  basis: string,
  options: { nearest?: number; dates?: readonly number[]; from?: number; to?: number } = {},
): DayFit {
  const { nearest = 10, dates = [], from = -Infinity, to = Infinity } = options;
  for (const { asset } of figures) {
    if (asset !== "total" && !daily.some((one) => one.asset === asset)) {
      throw new RangeError(`the description names ${asset}, but no totals are given for it`);
    }
  }
  const rows = knownDays(daily).filter(({ time }) => time >= from && time < to);
  const totals = rows.map(({ total }) => total);
  const days = rows.map(({ time, total, byAsset }): FittedDay => ({
    date: formatDate(time),
    distance: known(distance(figures, byAsset, total)),
    distance_rank: 0,
    share_distance: known(shareDistance(figures, byAsset)),
    share_rank: null,
    total_usd: total,
    total_rank: 1 + totals.filter((other) => other > total).length,
    total_percentile: 100 * totals.filter((other) => other <= total).length / totals.length,
    by_asset: byAsset,
  }));
  const ranked = days.toSorted((a, b) => (a.distance ?? Infinity) - (b.distance ?? Infinity));
  ranked.forEach((day, i) => day.distance_rank = i + 1);
  days.filter(({ share_distance }) => share_distance !== null)
    .sort((a, b) => a.share_distance! - b.share_distance!)
    .forEach((day, i) => day.share_rank = i + 1);
  const wanted = new Set(dates.map(formatDate));
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "liquidation-wave",
    not_testable: days.length > 0 ? null : "no day is known for all assets of the description",
    basis,
    figures: [...figures],
    days: days.length,
    median_total_usd: known(median(totals)),
    nearest: ranked.slice(0, nearest),
    asked: days.filter(({ date }) => wanted.has(date)),
  };
}

interface Day {
  time: number;
  total: number;
  byAsset: Record<string, number>;
}

function knownDays(
  daily: readonly { asset: string; totals: Columns<"liquidation_totals"> }[],
): Day[] {
  const days = new Map<number, Day>();
  for (const { asset, totals } of daily) {
    totals.time.forEach((time, i) => {
      const both = totals.long_usd[i] + totals.short_usd[i];
      const usd = Number.isNaN(totals.total_usd[i]) ? both : totals.total_usd[i];
      const day = days.get(time) ?? { time, total: 0, byAsset: {} };
      day.byAsset[asset] = (day.byAsset[asset] ?? 0) + usd;
      day.total += usd;
      days.set(time, day);
    });
  }
  const assets = new Set(daily.map(({ asset }) => asset)).size;
  return [...days.values()]
    .filter(({ byAsset, total }) => Object.keys(byAsset).length === assets && !Number.isNaN(total))
    .sort((a, b) => a.time - b.time);
}

function distance(
  figures: readonly DescribedFigure[],
  byAsset: Record<string, number>,
  total: number,
): number {
  let squares = 0;
  for (const { asset, usd, at_least } of figures) {
    const log = Math.log((asset === "total" ? total : byAsset[asset]) / usd);
    if (!(at_least && log > 0)) squares += log * log;
  }
  return Math.sqrt(squares / figures.length);
}

function shareDistance(
  figures: readonly DescribedFigure[],
  byAsset: Record<string, number>,
): number {
  const named = figures.filter(({ asset }) => asset !== "total");
  const described = named.reduce((sum, { usd }) => sum + usd, 0);
  const measured = named.reduce((sum, { asset }) => sum + byAsset[asset], 0);
  let squares = 0;
  for (const { asset, usd } of named) {
    squares += Math.log((byAsset[asset] / measured) / (usd / described)) ** 2;
  }
  return named.length > 1 ? Math.sqrt(squares / named.length) : NaN;
}
