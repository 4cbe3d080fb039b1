/** How the list of cascades moves with the thresholds, which were chosen by eye. */
import { median } from "../../stats/quantile.ts";
import { formatTime } from "../../tables/time.ts";
import type { CascadeInputs } from "./cascades.ts";
import {
  cascadeDefaults,
  type CascadeOptions,
  detectCascades,
  normalPerBar,
  type Span,
  spanMinutes,
} from "./detect-cascades.ts";
import { type Flow, sumFlows } from "../wave/flow.ts";
import { known, type Result, SCHEMA_VERSION } from "../result.ts";

/** The cascades found at one pair of thresholds. */
export interface SensitivityRow {
  detect: number;
  keep: number;
  cascades: number;
  median_minutes: number | null;
  longest_hours: number | null;
  /** Share of the default thresholds' cascades that overlap one of these. */
  defaults_found: number | null;
  /** Start of the most severe. */
  most_severe: string | null;
}

export interface CascadeSensitivity extends Result {
  basis: string;
  rows: SensitivityRow[];
}

/** Thresholds to try, as multiples of the defaults. */
export interface SensitivityOptions {
  detect: readonly number[];
  keep: readonly number[];
  from: number;
  to: number;
}

export const SENSITIVITY_DEFAULTS: SensitivityOptions = {
  detect: [0.5, 2 / 3, 5 / 6, 1, 4 / 3, 2],
  keep: [0.5, 0.75, 1, 1.5, 2],
  from: -Infinity,
  to: Infinity,
};

/**
 * Detects at every pair of thresholds and compares with the default one.
 *
 * @example cascadeSensitivity({ assets, step: 5 * MINUTE, basis: "estimated" }).rows
 */
export function cascadeSensitivity(
  inputs: CascadeInputs,
  options: Partial<SensitivityOptions> = {},
): CascadeSensitivity {
  const { detect, keep, from, to } = { ...SENSITIVITY_DEFAULTS, ...options };
  const base = cascadeDefaults(inputs.step);
  const flow = sumFlows(inputs.assets, inputs.step);
  const normal = normalPerBar(flow, base);
  const find = (thresholds: CascadeOptions) =>
    detectCascades(flow, normal, thresholds).filter(({ first }) => {
      const time = flow.start + first * flow.step;
      return time >= from && time < to;
    });
  const defaults = find(base);
  const rows = detect.flatMap((d) =>
    keep.map((k) => {
      const thresholds = { ...base, detect: base.detect * d, keep: base.keep * k };
      return describe(find(thresholds), thresholds, defaults, flow, normal);
    })
  );
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "liquidation-wave",
    not_testable: normal.some((value) => value > 0) ? null : "no day has a known normal",
    basis: inputs.basis,
    rows,
  };
}

function describe(
  spans: Span[],
  { detect, keep }: CascadeOptions,
  defaults: Span[],
  flow: Flow,
  normal: Float64Array,
): SensitivityRow {
  const minutes = spans.map((span) => spanMinutes(span, flow.step));
  const found = defaults.filter((one) =>
    spans.some((span) => span.first <= one.last && span.last >= one.first)
  );
  let most = -1, severity = -Infinity;
  spans.forEach((span, i) => {
    let total = 0, normals = 0;
    for (let s = span.first; s <= span.last; s++) {
      total += flow.total[s];
      normals += normal[s];
    }
    const days = total / normals * (span.last - span.first + 1);
    if (days > severity) [most, severity] = [i, days];
  });
  return {
    detect,
    keep,
    cascades: spans.length,
    median_minutes: known(median(minutes)),
    longest_hours: known(Math.max(...minutes) / 60),
    defaults_found: known(found.length / defaults.length),
    most_severe: most < 0 ? null : formatTime(flow.start + spans[most].first * flow.step),
  };
}
