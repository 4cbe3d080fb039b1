import { benjaminiHochberg } from "../../stats/adjust.ts";
import type { RejectionResult } from "./resistance-rejections.ts";
import type { Interval } from "../result.ts";

/** One zone in one direction, as a row among others. */
export interface ZoneRow {
  lower: number;
  upper: number;
  direction: "resistance" | "support";
  visits: number;
  rejections: number;
  breakouts: number;
  unresolved: number;
  rejection_rate: number | null;
  /** Mean rate of random zones of the same width. */
  control_mean: number | null;
  /** Interval of the rate, less that mean. */
  excess_interval: Interval | null;
  p: number | null;
  /** After Benjamini-Hochberg over the zones of the same direction. */
  p_adjusted: number | null;
  not_testable: string | null;
}

/**
 * Several zones side by side, their p-values adjusted for testing many: over the zones of one
 * direction, because resistance and support are different questions.
 *
 * @example compareZones(zones.map((zone) => resistanceRejections(inputs, { zone, ...span })))
 */
export function compareZones(results: readonly RejectionResult[]): ZoneRow[] {
  return results.map((result): ZoneRow => {
    const { zone: [lower, upper], direction, summary, controls, not_testable } = result;
    const family = results.filter((other) => other.direction === direction);
    const adjusted = benjaminiHochberg(family.map((other) => other.controls?.p ?? NaN));
    const p = controls?.p ?? null;
    return {
      lower,
      upper,
      direction,
      visits: summary.visits,
      rejections: summary.rejections,
      breakouts: summary.breakouts,
      unresolved: summary.unresolved,
      rejection_rate: summary.rejection_rate,
      control_mean: controls?.all.mean ?? null,
      excess_interval: controls?.excess_interval ?? null,
      p,
      p_adjusted: p === null ? null : adjusted[family.indexOf(result)],
      not_testable,
    };
  });
}
