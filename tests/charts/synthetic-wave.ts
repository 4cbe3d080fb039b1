/** Made results of the liquidation wave: a calm market and a cascade of two hours in it. */
import { anatomy } from "../../lib/analysis/cascades/anatomy.ts";
import type { Cascade } from "../../lib/analysis/cascades/cascades.ts";
import type { Excitation } from "../../lib/analysis/cascades/excitation.ts";
import type { LadderValidation } from "../../lib/analysis/ladder/ladder-validation.ts";
import { liquidationWave } from "../../lib/analysis/wave/wave.ts";
import { emptyColumns } from "../../lib/tables/columns.ts";
import { DAY, formatDate, formatTime, HOUR, parseTime } from "../../lib/tables/time.ts";
import { totalsOf } from "../analysis/bars.ts";
import { START, swingingBars } from "./synthetic.ts";

export const CASCADE = {
  start: formatTime(START + 30 * HOUR),
  end: formatTime(START + 32 * HOUR),
  basis: "simulated",
};

const usd = Float64Array.from(
  { length: 120 },
  (_, hour) => hour === 30 ? 80e6 : hour === 31 ? 40e6 : 1e6 * (1 + Math.sin(hour)),
);

export const BARS = swingingBars(120);
export const BTC = { asset: "BTC", totals: totalsOf(usd, HOUR, START, 0.8) };
export const ETH = {
  asset: "ETH",
  totals: totalsOf(usd.map((value) => value / 3), HOUR, START, 0.2),
};

/** Two sources that disagree, one of them without sides. */
export function twoSources() {
  const day = { from: START, to: START + DAY };
  const unsided = totalsOf([30e6], DAY, START);
  unsided.long_usd.fill(10e6);
  unsided.short_usd.fill(5e6);
  return liquidationWave([
    { venue: "bybit", basis: "reported", asset: "BTC", totals: unsided, step: DAY },
    { venue: "binance", basis: "estimated", ...BTC, step: HOUR },
    { venue: "binance", basis: "estimated", ...ETH, step: HOUR },
  ], day);
}

/** The cascade of BTC with everything that may be known. */
export function wholeAnatomy() {
  const openInterest = emptyColumns("open_interest", 24);
  openInterest.time.forEach((_, i) => openInterest.time[i] = START + (20 + i) * HOUR);
  openInterest.open_interest.forEach((_, i) => openInterest.open_interest[i] = i < 11 ? 5e4 : 4e4);
  const funding = emptyColumns("funding", 3);
  funding.time.forEach((_, i) => funding.time[i] = START + (24 + 8 * i) * HOUR);
  funding.rate.set([1e-4, -5e-5, 2e-5]);
  funding.interval_hours.fill(8);
  return anatomy({ ...BTC, bars: BARS, openInterest, funding }, CASCADE);
}

/** A cascade at a time, so severe, with so many longs. */
export function cascadeAt(time: string, normal_days: number, long_share: number | null): Cascade {
  return {
    start: formatTime(parseTime(time)),
    onset: formatTime(parseTime(time)),
    detected_at: formatTime(parseTime(time)),
    peak_time: formatTime(parseTime(time)),
    end: formatTime(parseTime(time) + HOUR),
    hours: 1,
    ended: "quiet",
    capped: false,
    total_usd: normal_days * 1e8,
    long_share,
    by_asset: {},
    times_normal: normal_days * 24,
    normal_days,
    busier_days: 0,
    extraordinary: true,
    price_change: null,
    oi_change: null,
    oi_share_liquidated: null,
    rank_usd: 1,
    rank_severity: 1,
    basis: "simulated",
  };
}

/** Sixty days on which the estimate is twice what was reported. */
export function validation(changes: Partial<LadderValidation> = {}): LadderValidation {
  return {
    schema_version: 1,
    analysis: "liquidation-wave",
    not_testable: null,
    seed: 1,
    days: 60,
    ladder: { long: 0.871, short: 0.86, long_interval: [0.8, 0.92], short_interval: null },
    price_range: { long: 0.76, short: 0.627, long_interval: null, short_interval: null },
    ratio_quantiles: [0.39, 0.79, 3.15],
    interval_coverage: 0.94,
    points: Array.from({ length: 60 }, (_, i) => {
      const size = 10 ** (5 + i / 15);
      return {
        date: formatDate(START + i * DAY),
        estimated_long_usd: 2 * size,
        estimated_short_usd: size,
        reported_long_usd: size,
        reported_short_usd: i === 7 ? 0 : size * (1.5 + Math.sin(i)),
      };
    }),
    ...changes,
  };
}

/** A fit whose residuals are those of the model. */
export function fittedExcitation(changes: Partial<Excitation> = {}): Excitation {
  return {
    schema_version: 1,
    analysis: "liquidation-wave",
    not_testable: null,
    seed: 1,
    from: formatTime(START),
    to: formatTime(START + 2 * DAY),
    events: 400,
    rows: 420,
    spread_seconds: false,
    throttled: false,
    background_per_hour: 2,
    background_p: 0.5,
    branching_ratio: 0.62,
    branching_interval: [0.55, 0.69],
    branching_at_most: 0.68,
    half_life_seconds: 42,
    log_likelihood_gain: 300,
    residual_d: 0.02,
    residual_p: 0.4,
    residual_quantiles: Array.from({ length: 99 }, (_, i) => {
      const expected = -Math.log1p(-(i + 1) / 100);
      return { expected, observed: expected * 1.02 };
    }),
    at_bound: false,
    notes: [],
    ...changes,
  };
}
