import { findVisits, type VisitRules, type Zone, type ZoneBars } from "./visits.ts";

/** The visits to one zone, by how they ended. */
export interface ZoneCounts {
  visits: number;
  rejections: number;
  breakouts: number;
}

/**
 * Counts the visits to a zone.
 *
 * @example countVisits(bars, [92_800, 93_900], HOUR, VISIT_RULES).rejections
 */
export function countVisits(
  bars: ZoneBars,
  zone: Zone,
  step: number,
  rules: VisitRules,
): ZoneCounts {
  const counts: ZoneCounts = { visits: 0, rejections: 0, breakouts: 0 };
  for (const { outcome } of findVisits(bars, zone, step, rules)) {
    counts.visits++;
    if (outcome === "rejection") counts.rejections++;
    else if (outcome === "breakout") counts.breakouts++;
  }
  return counts;
}

/**
 * The rejection rate of a zone that was visited often enough to have one: at least three visits, one
 * of them resolved; null otherwise.
 *
 * @example rejectionRate({ visits: 4, rejections: 3, breakouts: 1 }) // 0.75
 */
export function rejectionRate({ visits, rejections, breakouts }: ZoneCounts): number | null {
  const resolved = rejections + breakouts;
  return visits >= 3 && resolved > 0 ? rejections / resolved : null;
}
