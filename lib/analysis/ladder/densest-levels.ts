/** How much of what was liquidated lay in the map's densest levels, against chance. */
import { lowerBound } from "../../series/asof.ts";
import type { Columns } from "../../tables/columns.ts";
import { DAY } from "../../tables/time.ts";
import { Ladder, LADDER_DEFAULTS, type OpenSide } from "./ladder.ts";
import { type Result, SCHEMA_VERSION } from "../result.ts";

export interface DensestLevels extends Result {
  basis: "estimated";
  /** Days whose map and path were compared. */
  days: number;
  /** Share of the levels that count as densest. */
  densest: number;
  /** Of the open dollars within reach, the share in the densest levels. */
  open_share: number | null;
  /** Of the open dollars that price came to in the next 24 hours, the share in the densest levels. */
  liquidated_share: number | null;
  /** Mean of the same with paths of other days, and the p of so high a share. */
  expected_share: number | null;
  p: number | null;
}

export const DENSEST_DEFAULTS = {
  /** Share of the levels within reach on each side that counts as densest. */
  densest: 0.1,
  /** Levels within this distance of the price, as ln, are looked at. */
  reach: 0.1,
};

/**
 * Takes the map at every midnight, marks its densest levels, and follows the price for 24 hours: which
 * share of the open dollars that price came to lay in the densest levels?
 *
 * Chance is the same map with the paths of other days, relative to the price at midnight and shifted
 * around the calendar by every possible number of days: the map and the moves stay as they are, only
 * their meeting is left to chance.
 *
 * @param bars one series of bars of an hour or shorter
 * @param options window of midnights, ms
 * @example densestLevels(bars, { from, to }).p
 */
export function densestLevels(
  bars: Columns<"candles">,
  options: { from: number; to: number } & Partial<typeof DENSEST_DEFAULTS>,
): DensestLevels {
  const { from, to, densest, reach } = { ...DENSEST_DEFAULTS, ...options };
  const days = midnightMaps(bars, from, to, reach, densest);
  let open = 0, inDensest = 0;
  for (const { map } of days) {
    for (const side of [map.long, map.short]) {
      open += side.all[side.all.length - 1];
      inDensest += side.dense[side.dense.length - 1];
    }
  }
  const shareAt = (shift: number) => {
    let hit = 0, dense = 0;
    for (let d = 0; d < days.length; d++) {
      const { map } = days[d], { fall, rise } = days[(d + shift) % days.length];
      hit += map.long.all[fall] + map.short.all[rise];
      dense += map.long.dense[fall] + map.short.dense[rise];
    }
    return dense / hit;
  };
  const observed = days.length > 0 ? shareAt(0) : NaN;
  const chance = days.slice(1).map((_, i) => shareAt(i + 1)).filter((share) =>
    !Number.isNaN(share)
  );
  const enough = days.length >= 30 && !Number.isNaN(observed);
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "liquidation-wave",
    not_testable: enough ? null : `${days.length} days with a map and a path; 30 are needed`,
    basis: "estimated",
    days: days.length,
    densest,
    open_share: enough ? inDensest / open : null,
    liquidated_share: enough ? observed : null,
    expected_share: enough ? chance.reduce((a, b) => a + b, 0) / chance.length : null,
    p: enough
      ? (1 + chance.filter((share) => share >= observed).length) / (1 + chance.length)
      : null,
  };
}

/** Running sums outwards from the price: all[k] holds the first k levels, dense[k] the dense ones. */
interface SideMap {
  all: Float64Array;
  dense: Float64Array;
}

interface MidnightMap {
  map: { long: SideMap; short: SideMap };
  /** Levels that the next 24 hours reached below and above. */
  fall: number;
  rise: number;
}

function midnightMaps(
  bars: Columns<"candles">,
  from: number,
  to: number,
  reach: number,
  densest: number,
): MidnightMap[] {
  const { bucket } = LADDER_DEFAULTS;
  const ladder = new Ladder(bars);
  const levels = Math.round(reach / bucket);
  const days: MidnightMap[] = [];
  for (let i = 0; i < bars.time.length; i++) {
    const time = bars.time[i];
    const end = lowerBound(bars.time, time + DAY);
    // The last day counts only when it is whole.
    if (i > 0 && time % DAY === 0 && time >= from && time < to && end < bars.time.length) {
      let low = Infinity, high = -Infinity;
      for (let b = i; b < end; b++) {
        low = Math.min(low, bars.low[b]);
        high = Math.max(high, bars.high[b]);
      }
      const at = Math.log(bars.open[i]) / bucket;
      days.push({
        map: {
          long: outward(ladder.longs, at, -1, levels, densest),
          short: outward(ladder.shorts, at, 1, levels, densest),
        },
        fall: Math.min(levels, Math.max(0, Math.floor(at - Math.log(low) / bucket))),
        rise: Math.min(levels, Math.max(0, Math.floor(Math.log(high) / bucket - at))),
      });
    }
    ladder.step(i);
  }
  return days;
}

function outward(
  { first, sizes, unit }: OpenSide,
  at: number,
  direction: 1 | -1,
  levels: number,
  densest: number,
): SideMap {
  const start = Math.trunc(at) - first;
  const open = Float64Array.from(
    { length: levels },
    (_, k) => (sizes[start + direction * (k + 1)] ?? 0) * unit,
  );
  const threshold = open.toSorted()[levels - Math.ceil(densest * levels)];
  const all = new Float64Array(levels + 1), dense = new Float64Array(levels + 1);
  for (let k = 0; k < levels; k++) {
    all[k + 1] = all[k] + open[k];
    dense[k + 1] = dense[k] + (open[k] > 0 && open[k] >= threshold ? open[k] : 0);
  }
  return { all, dense };
}
