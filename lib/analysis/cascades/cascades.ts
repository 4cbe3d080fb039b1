/** Cascades: when liquidations feed on themselves, with the anatomy of each. */
import { lowerBound } from "../../series/asof.ts";
import { median } from "../../stats/quantile.ts";
import type { Columns } from "../../tables/columns.ts";
import { DAY, formatTime, MINUTE } from "../../tables/time.ts";
import {
  busierDays,
  cascadeDefaults,
  type CascadeOptions,
  detectCascades,
  normalPerBar,
  type Span,
  spanMinutes,
} from "./detect-cascades.ts";
import { type AssetTotals, type Flow, sumFlows } from "../wave/flow.ts";
import { baseOpenInterest, openInterestAcross } from "../market/open-interest.ts";
import { known, type Result, SCHEMA_VERSION } from "../result.ts";

/** Liquidations of one asset, and what else is known about it. */
export interface CascadeAsset extends AssetTotals {
  bars?: Columns<"candles">;
  openInterest?: Columns<"open_interest">;
  /** Whether that is of another venue than the liquidations, which are no share of it then. */
  openInterestElsewhere?: boolean;
}

export interface CascadeInputs {
  assets: readonly CascadeAsset[];
  /** Distance of the totals' bars in ms. */
  step: number;
  /** Whether the totals are reported, estimated or simulated: stands in every row. */
  basis: string;
}

/** What one asset did in a cascade. */
export interface CascadePart {
  total_usd: number;
  /** Of the cascade's total. */
  share: number;
  /** From the opening of its first bar to the close of its last, as a fraction. */
  price_change: number | null;
  /** Change of open interest in the base asset, as a fraction. */
  oi_change: number | null;
  /** Liquidated dollars over the value of the open interest of their venue before it. */
  oi_share_liquidated: number | null;
}

/** One cascade. Times are ISO 8601 UTC, dollars USD. */
export interface Cascade {
  /** Opening time of its first bar. */
  start: string;
  /** Opening time of the bar in which its rise began: the time to name. */
  onset: string;
  /** When it could first be known: the close of the bar that reached the threshold. */
  detected_at: string;
  /** Opening time of its largest bar. */
  peak_time: string;
  /** Close of its last bar: the end is exclusive. */
  end: string;
  hours: number;
  /** What ended it: quiet, the cap of 24 h, an unknown total, or the end of the data. */
  ended: Span["ended"];
  capped: boolean;
  total_usd: number;
  /** Longs among the dollars whose side is known; null where none is. */
  long_share: number | null;
  by_asset: Record<string, CascadePart>;
  /** Intensity: total over what is normal for its bars. */
  times_normal: number;
  /** Severity: total over one day's normal. */
  normal_days: number;
  /** Days of the baseline that liquidated at least as much; null where not all are known. */
  busier_days: number | null;
  /**
   * At most one such day. Where a few large liquidations make a day, storms of the background reach 3
   * normal days as well: from there on 92% of what was found in such simulated markets had been
   * planted, and 96% of what is extraordinary.
   */
  extraordinary: boolean;
  /** Mean over its assets, weighted by their liquidated dollars. */
  price_change: number | null;
  oi_change: number | null;
  oi_share_liquidated: number | null;
  /** Rank among the cascades reported, from 1, by dollars and by severity. */
  rank_usd: number;
  rank_severity: number;
  basis: string;
}

export interface Cascades extends Result {
  basis: string;
  interval_minutes: number;
  assets: string[];
  options: CascadeOptions;
  /** First time at which a cascade could have been found. */
  testable_from: string | null;
  cascades: Cascade[];
  median_minutes: number | null;
  longest_hours: number | null;
}

/** Thresholds, and the window in which cascades must start to be reported. */
export type FindCascadesOptions = Partial<CascadeOptions> & { from?: number; to?: number };

/**
 * Finds the cascades of several assets together, by past data only.
 *
 * @param inputs totals of all assets at one interval; daily ones get the daily thresholds
 * @throws UserError when totals lie on different grids
 * @example
 * const assets = [{ asset: "BTC", totals: estimateLiquidations(bars), bars }];
 * findCascades({ assets, step: 5 * MINUTE, basis: "estimated" }).cascades[0].start;
 */
export function findCascades(inputs: CascadeInputs, options: FindCascadesOptions = {}): Cascades {
  const { from = -Infinity, to = Infinity, ...thresholds } = options;
  const used = { ...cascadeDefaults(inputs.step), ...thresholds };
  const flow = sumFlows(inputs.assets, inputs.step);
  const normal = normalPerBar(flow, used);
  const testable = normal.findIndex((value) => value > 0);
  const spans = detectCascades(flow, normal, used).filter(({ first }) =>
    timeOf(flow, first) >= from && timeOf(flow, first) < to
  );
  const openInterest = inputs.assets.map(({ openInterest, bars }) =>
    openInterest && baseOpenInterest(openInterest, bars)
  );
  const cascades = spans.map((span) => anatomy(inputs, flow, normal, span, openInterest));
  const totals = spans.map(({ first }, i) => ({ slot: first, usd: cascades[i].total_usd }));
  busierDays(flow, totals, used).forEach((busier_days, i) => {
    Object.assign(cascades[i], {
      busier_days,
      extraordinary: busier_days !== null && busier_days <= 1,
    });
  });
  rank(cascades, "total_usd", "rank_usd");
  rank(cascades, "normal_days", "rank_severity");
  const minutes = spans.map((span) => spanMinutes(span, inputs.step));
  return {
    schema_version: SCHEMA_VERSION,
    analysis: "liquidation-wave",
    not_testable: testable >= 0 ? null : reasonUntestable(flow, normal, used),
    basis: inputs.basis,
    interval_minutes: inputs.step / MINUTE,
    assets: flow.assets,
    options: used,
    testable_from: testable >= 0 ? formatTime(timeOf(flow, testable)) : null,
    cascades,
    median_minutes: known(median(minutes)),
    longest_hours: known(Math.max(...minutes) / 60),
  };
}

/**
 * The most severe cascade: the default event of an analysis.
 *
 * @returns null when there is none
 */
export function mostSevere(cascades: readonly Cascade[]): Cascade | null {
  return cascades.reduce<Cascade | null>(
    (most, cascade) => most && most.normal_days >= cascade.normal_days ? most : cascade,
    null,
  );
}

function timeOf(flow: Flow, slot: number): number {
  return flow.start + slot * flow.step;
}

function reasonUntestable(flow: Flow, normal: Float64Array, options: CascadeOptions): string {
  if (flow.total.length === 0) return "there are no liquidation totals";
  return normal.some((value) => value === 0)
    ? "a normal day has no liquidations: nothing can be a multiple of it"
    : `no day has ${options.minimumDays} complete days within the ${options.baselineDays} before it`;
}

function anatomy(
  inputs: CascadeInputs,
  flow: Flow,
  normal: Float64Array,
  span: Span,
  openInterest: (Float64Array | undefined)[],
): Cascade {
  const start = timeOf(flow, span.first), end = timeOf(flow, span.last + 1);
  let total = 0, long = 0, sided = 0, normals = 0, peak = span.first;
  for (let s = span.first; s <= span.last; s++) {
    total += flow.total[s];
    long += flow.long[s];
    sided += flow.sided[s];
    normals += normal[s];
    if (flow.total[s] > flow.total[peak]) peak = s;
  }
  const parts = Object.fromEntries(
    flow.assets.map((asset, a) => [asset, part(inputs, flow, span, asset, a, total, openInterest)]),
  );
  const bars = span.last - span.first + 1;
  return {
    start: formatTime(start),
    onset: formatTime(timeOf(flow, span.onset)),
    detected_at: formatTime(timeOf(flow, span.detected + 1)),
    peak_time: formatTime(timeOf(flow, peak)),
    end: formatTime(end),
    hours: spanMinutes(span, flow.step) / 60,
    ended: span.ended,
    capped: span.ended === "cap",
    total_usd: total,
    long_share: known(long / sided),
    by_asset: parts,
    times_normal: total / normals,
    normal_days: total / normals * bars * flow.step / DAY,
    busier_days: null,
    extraordinary: false,
    price_change: weighted(parts, "price_change"),
    oi_change: weighted(parts, "oi_change"),
    oi_share_liquidated: weighted(parts, "oi_share_liquidated"),
    rank_usd: 0,
    rank_severity: 0,
    basis: inputs.basis,
  };
}

function part(
  inputs: CascadeInputs,
  flow: Flow,
  span: Span,
  asset: string,
  a: number,
  total: number,
  openInterest: (Float64Array | undefined)[],
): CascadePart {
  const start = timeOf(flow, span.first), end = timeOf(flow, span.last + 1);
  let usd = 0;
  for (let s = span.first; s <= span.last; s++) usd += flow.byAsset[a][s] || 0;
  const source = inputs.assets.findIndex((one) => one.asset === asset && one.bars);
  const bars = inputs.assets[source]?.bars;
  const first = bars ? lowerBound(bars.time, start) : -1;
  const last = bars ? lowerBound(bars.time, end) - 1 : -1;
  const price = bars && last >= first ? bars.open[first] : NaN;
  const counted = inputs.assets.findIndex((one) => one.asset === asset && one.openInterest);
  const readings = inputs.assets[counted]?.openInterest;
  const step = readings && openInterestAcross(readings.time, openInterest[counted]!, start, end);
  const whole = inputs.assets[counted]?.openInterestElsewhere ? NaN : step?.before ?? NaN;
  return {
    total_usd: usd,
    share: total > 0 ? usd / total : 0,
    price_change: bars && last >= first ? known(bars.close[last] / price - 1) : null,
    oi_change: known(step?.change ?? NaN),
    oi_share_liquidated: known(usd / (whole * price)),
  };
}

function weighted(
  parts: Record<string, CascadePart>,
  field: "price_change" | "oi_change" | "oi_share_liquidated",
): number | null {
  let sum = 0, weight = 0;
  for (const one of Object.values(parts)) {
    const value = one[field];
    if (value === null) continue;
    sum += value * one.total_usd;
    weight += one.total_usd;
  }
  return known(sum / weight);
}

function rank(
  cascades: Cascade[],
  by: "total_usd" | "normal_days",
  field: "rank_usd" | "rank_severity",
): void {
  const sorted = cascades.toSorted((a, b) => b[by] - a[by]);
  sorted.forEach((cascade, i) => cascade[field] = i + 1);
}
