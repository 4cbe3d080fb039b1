/** Results about volume as the rows of a notebook's tables. */
import type { LevelVolume } from "../analysis/volume/volume-at-levels.ts";
import type { VolumeByOutcome } from "../analysis/volume/volume-at-visits.ts";
import type { BelowLevel } from "../analysis/volume/below-level.ts";
import type { VolumeChangePoints } from "../analysis/volume/volume-change-points.ts";
import type { VolumeCharacter } from "../analysis/volume/volume-character.ts";
import type { VolumeDropResult } from "../analysis/volume/volume-drops.ts";
import type { VolumeElsewhere } from "../analysis/volume/volume-elsewhere.ts";
import { c7 } from "../claims/c7.ts";
import type { Verdict } from "../claims/verdict.ts";

type Ends = readonly [low: number, high: number] | null;

const low = (interval: Ends) => interval?.[0] ?? null;
const high = (interval: Ends) => interval?.[1] ?? null;

/**
 * The judged week of each market, with its verdict: no level where the level says nothing.
 *
 * @param verdicts of `c7ByMarket`, in the same order
 * @example await table("drops", dropRows(markets, verdicts));
 */
export function dropRows(
  markets: readonly { asset: string; result: VolumeDropResult }[],
  verdicts: readonly Verdict[],
) {
  return markets.map(({ asset, result }, i) => ({
    asset,
    at: result.at,
    optimistic_days: result.optimistic_days,
    episodes: result.episodes,
    level: result.not_testable ? null : result.level,
    recent: result.recent,
    drop: result.drop,
    drop_low: low(result.drop_interval),
    drop_high: high(result.drop_interval),
    percentile_in_optimism: result.percentile_in_optimism,
    week_p: result.week_p,
    p_adjusted: verdicts[i].p,
    verdict: verdicts[i].verdict,
    // What would be said of this market if no other had been looked at.
    verdict_alone: c7([result], verdicts[i].basis).verdict,
    not_testable: result.not_testable,
  }));
}

/** Since when each market lies below its level, and on how many days of the window. */
export function belowRows(markets: readonly { asset: string; below: BelowLevel }[]) {
  return markets.map(({ asset, below }) => ({
    asset,
    below_since: below.below_since,
    surely_below_since: below.surely_below_since,
    quieter_than_optimism_since: below.quieter_than_optimism_since,
    testable_days: below.testable_days,
    below_days: below.below_days,
    surely_below_days: below.surely_below_days,
    not_testable: below.not_testable,
  }));
}

/** Faults of each market's data, one a row. */
export function faultRows(markets: readonly { asset: string; result: VolumeDropResult }[]) {
  return markets.flatMap(({ asset, result }) => result.notes.map((note) => ({ asset, note })));
}

/** Change points of all markets. */
export function changeRows(found: readonly { asset: string; result: VolumeChangePoints }[]) {
  return found.flatMap(({ asset, result }) =>
    result.changes.map(({ date_interval: [first, last], interval, ...change }) => ({
      asset,
      ...change,
      first,
      last,
      low: low(interval),
      high: high(interval),
    }))
  );
}

/** Relative volume of every day that has one, with its month. */
export function relativeRows(markets: readonly { asset: string; result: VolumeDropResult }[]) {
  const rows = markets.flatMap(({ asset, result }) =>
    result.days.flatMap(({ date, relative_volume }) =>
      relative_volume === null ? [] : [{ month: date.slice(0, 7), asset, relative_volume }]
    )
  );
  // As columns: of no rows at all, Arquero would not know what they are.
  return {
    month: rows.map(({ month }) => month),
    asset: rows.map(({ asset }) => asset),
    relative_volume: rows.map(({ relative_volume }) => relative_volume),
  };
}

/** Quote volume by day, a column for each asset, over the days that all of them have in full. */
export function volumesByDay(
  markets: readonly { asset: string; result: VolumeDropResult }[],
): Record<string, number>[] {
  const byDay = new Map<string, Record<string, number>>();
  for (const { asset, result } of markets) {
    for (const { date, quote_volume } of result.days) {
      if (quote_volume === null) continue;
      byDay.set(date, { ...byDay.get(date), [asset]: quote_volume });
    }
  }
  const assets = new Set(markets.map(({ asset }) => asset));
  return [...byDay.values()].filter((day) => Object.keys(day).length === assets.size);
}

/** Every measure of trading of each market beside its own level. */
export function characterRows(markets: readonly { asset: string; character: VolumeCharacter }[]) {
  return markets.flatMap(({ asset, character }) =>
    character.rows.map(({ change_interval, ...row }) => ({
      asset,
      ...row,
      low: low(change_interval),
      high: high(change_interval),
    }))
  );
}

/** The asset on its other markets. */
export function elsewhereRows({ rows }: VolumeElsewhere) {
  return rows.map(({ ratio_interval, drop_interval, ...row }) => ({
    ...row,
    ratio_low: low(ratio_interval),
    ratio_high: high(ratio_interval),
    drop_low: low(drop_interval),
    drop_high: high(drop_interval),
  }));
}

/** Relative volume at visits by outcome. */
export function visitRows<T extends VolumeByOutcome | LevelVolume>(comparisons: readonly T[]) {
  return comparisons.map(({ superiority_interval, ...row }) => ({
    ...row,
    low: low(superiority_interval),
    high: high(superiority_interval),
  }));
}
