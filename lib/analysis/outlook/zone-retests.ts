/** Retests of one named zone, out of its visits. */
import { DAY } from "../../tables/time.ts";
import type { RejectionResult } from "../resistance/resistance-rejections.ts";
import { measuresAt, type Retest, RETEST_DEFAULTS, type RetestInputs } from "./retests.ts";

/**
 * For each rejection at the zone the next visit within the horizon. A rejection so late that its
 * horizon is not over, with no visit yet, is the open question and not in the list.
 *
 * @param result visits to the zone
 * @example zoneRetests({ bars, step: HOUR }, result).length
 */
export function zoneRetests(
  inputs: RetestInputs,
  { visits, zone, to, interval_hours }: RejectionResult,
  { horizonDays = RETEST_DEFAULTS.horizonDays }: { horizonDays?: number } = {},
): Retest[] {
  const measure = measuresAt(inputs);
  return visits.flatMap((visit, i): Retest[] => {
    if (visit.outcome !== "rejection") return [];
    const at = Date.parse(visit.end) + interval_hours * DAY / 24;
    const next = visits[i + 1];
    const start = next && Date.parse(next.start);
    const came = next !== undefined && start <= at + horizonDays * DAY;
    if (!came && at + horizonDays * DAY > Date.parse(to)) return [];
    const measured = came ? measure(start) : null;
    return [{
      known_at: new Date(at).toISOString().replace(".000Z", "Z"),
      zone,
      start: came ? next.start : null,
      days_to_retest: came ? (start - at) / DAY : null,
      outcome: came ? next.outcome : null,
      relative_volume: measured?.relative_volume ?? null,
      relative_depth: measured?.relative_depth ?? null,
      relative_resilience: measured?.relative_resilience ?? null,
    }];
  });
}
