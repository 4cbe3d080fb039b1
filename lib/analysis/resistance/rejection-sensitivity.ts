import type { Columns } from "../../tables/columns.ts";
import { resistanceRejections } from "./resistance-rejections.ts";
import { type Interval, type Result, SCHEMA_VERSION } from "../result.ts";
import { VISIT_RULES, type Zone } from "./visits.ts";

/** Bars of one market at one interval, or why there are none. */
export interface IntervalBars {
  interval: string;
  /** Length of a bar, ms. */
  step: number;
  bars: Columns<"candles"> | null;
  /** A clause where there are no bars: "the data has bars of 1h only". */
  missing: string | null;
}

/** The zone under one setting of the rules. */
export interface SensitivityRow {
  interval: string;
  retreat: number;
  confirm: number;
  /** Number of settings, of the three, that differ from the main result's. */
  changed: number;
  visits: number;
  rejections: number;
  breakouts: number;
  unresolved: number;
  rejection_rate: number | null;
  rejection_rate_interval: Interval | null;
  control_mean: number | null;
  p: number | null;
  not_testable: string | null;
}

export interface RejectionSensitivity extends Result {
  analysis: "rejection-sensitivity";
  zone: Zone;
  direction: "resistance" | "support";
  rows: SensitivityRow[];
  /** Settings with a p, those of them below 0.05, and the range of their p. */
  settings: number;
  below_005: number;
  p_range: Interval | null;
}

export interface SensitivityOptions {
  zone: Zone;
  from: number;
  to: number;
  /** Interval of the main result, as `1h`. */
  interval: string;
  direction?: "resistance" | "support";
  retreats?: readonly number[];
  confirms?: readonly number[];
  /** Random zones at each setting; fewer than for the main result, because settings are many. */
  controls?: number;
  seed?: number;
  onProgress?: (done: number, total: number) => void;
}

export const SENSITIVITY_DEFAULTS = {
  retreats: [0.0025, 0.005, 0.01],
  confirms: [1, 2, 3],
  controls: 1_000,
} as const;

/**
 * How the visits and the test of a zone move with the retreat, the confirmation and the interval of
 * the bars: every combination of them, because a result that one setting alone gives is none.
 *
 * @param series the same market at several intervals
 * @example
 * rejectionSensitivity(series, { zone: [92_800, 93_900], from, to, interval: "1h" }).p_range
 */
export function rejectionSensitivity(
  series: readonly IntervalBars[],
  options: SensitivityOptions,
): RejectionSensitivity {
  const { retreats, confirms, controls } = { ...SENSITIVITY_DEFAULTS, ...options };
  const { zone, from, to, interval, direction = "resistance", seed = 1, onProgress } = options;
  const rows: SensitivityRow[] = [];
  const total = series.length * retreats.length * confirms.length;
  for (const { interval: own, step, bars, missing } of series) {
    for (const retreat of retreats) {
      for (const confirm of confirms) {
        onProgress?.(rows.length, total);
        const changed = Number(own !== interval) + Number(retreat !== VISIT_RULES.retreat) +
          Number(confirm !== VISIT_RULES.confirm);
        const setting = { interval: own, retreat, confirm, changed };
        if (bars === null) {
          rows.push({ ...setting, ...UNKNOWN, not_testable: missing });
          continue;
        }
        const result = resistanceRejections(
          { bars },
          { zone, from, to, step, direction, retreat, confirm, controls, seed },
        );
        const { controls: test, not_testable, summary } = result;
        rows.push({
          ...setting,
          ...summary,
          control_mean: test?.all.mean ?? null,
          p: test?.p ?? null,
          not_testable,
        });
      }
    }
  }
  onProgress?.(total, total);
  const ps = rows.flatMap(({ p }) => p ?? []);
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "rejection-sensitivity",
    not_testable: ps.length > 0
      ? null
      : rows.find(({ not_testable }) => not_testable)?.not_testable ?? "no setting can be compared",
    seed,
    zone,
    direction,
    rows,
    settings: ps.length,
    below_005: ps.filter((p) => p < 0.05).length,
    p_range: ps.length > 0 ? [Math.min(...ps), Math.max(...ps)] : null,
  };
}

const UNKNOWN = {
  visits: 0,
  rejections: 0,
  breakouts: 0,
  unresolved: 0,
  rejection_rate: null,
  rejection_rate_interval: null,
  control_mean: null,
  p: null,
};
