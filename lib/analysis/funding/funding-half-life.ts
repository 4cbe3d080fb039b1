import { upperBound } from "../../series/asof.ts";
import {
  autoregression,
  autoregressionInterval,
  changes,
  halfLife,
} from "../../stats/autoregression.ts";
import type { Random } from "../../stats/random.ts";
import { DAY, HOUR, MINUTE } from "../../tables/time.ts";
import type { FundingRates } from "../market/funding-rates.ts";
import { type Interval, known } from "../result.ts";

/** How fast an excess fades after a time; null where the data does not say. */
export interface HalfLife {
  /** Pairs of neighbouring settlements that phi rests on. */
  pairs: number;
  phi: number | null;
  /** With Kendall's correction; the half-life and intervals follow from it. */
  phi_corrected: number | null;
  phi_interval: Interval | null;
  half_life_periods: number | null;
  /** 95%; an upper end of null is without bound: the excess may not fade at all. */
  half_life_interval: [low: number, high: number | null] | null;
  /** Length of a period, hours. */
  period_hours: number | null;
  /** In words: faster than one settlement, none because it flips, none because it stays. */
  half_life_note: string | null;
}

/**
 * Half-life of the excess over the days after a time, as a first-order autoregression of funding
 * settlements: their level does not matter, so rates do as well as the excess.
 *
 * Only neighbours one period apart make pairs, where a period is the commonest interval in those
 * days. A gap or a change of the interval breaks pairs; then phi has no interval.
 *
 * @example fundingHalfLife(rates, t0, 14, createRandom(1)).half_life_periods // 0.758
 */
export function fundingHalfLife(
  rates: FundingRates,
  t0: number,
  days: number,
  options: { random: Random; resamples?: number },
): HalfLife {
  const first = upperBound(rates.time, t0), end = upperBound(rates.time, t0 + days * DAY);
  const hours = commonest(rates.interval_hours.subarray(first, end));
  const values: number[] = [];
  // About its first value a series that never changes is exactly 0, without rounding.
  const origin = rates.rate_8h[first];
  for (let i = first; i < end; i++) {
    const regular = rates.interval_hours[i] === hours &&
      (i === first || Math.abs(rates.time[i] - rates.time[i - 1] - hours * HOUR) <= MINUTE);
    if (!regular && i > first) values.push(NaN);
    if (rates.interval_hours[i] === hours) values.push(rates.rate_8h[i] - origin);
  }
  const moved = changes(values);
  const fit = autoregression(values), { pairs } = fit;
  const { phi, phiCorrected } = moved < FEWEST_CHANGES ? { phi: NaN, phiCorrected: NaN } : fit;
  const broken = values.some(Number.isNaN);
  const interval = broken || Number.isNaN(phi) ? null : autoregressionInterval(values, options);
  const periods = halfLife(phiCorrected);
  return {
    pairs,
    phi: known(phi),
    phi_corrected: known(phiCorrected),
    phi_interval: interval && interval.phi,
    half_life_periods: known(periods),
    half_life_interval: interval && [interval.halfLife[0], known(interval.halfLife[1])],
    period_hours: known(hours),
    // Without settlements nothing moved either.
    half_life_note: pairs > FEWEST_CHANGES && moved < FEWEST_CHANGES
      ? "funding hardly moved"
      : note(phiCorrected, periods),
  };
}

// A level that changes once or twice can have any phi, far above 1 too.
const FEWEST_CHANGES = 3;
// Kendall's correction is of first order: above it 0.02 of the bias of 42 values stay.
const UNBIASED_UP_TO = 0.9;

function note(phi: number, periods: number): string | null {
  if (Number.isNaN(phi)) return "too few settlements";
  if (phi <= 0) return "none: the excess flips or is gone at the next settlement";
  if (phi >= 1) return "none: the excess stays";
  if (phi > UNBIASED_UP_TO) return "rather longer: so near to 1 phi comes out too low";
  return periods < 1 ? "faster than one settlement" : null;
}

function commonest(values: Float64Array): number {
  const counts = new Map<number, number>();
  let best = NaN;
  for (const value of values) {
    const count = (counts.get(value) ?? 0) + 1;
    counts.set(value, count);
    if (!(count <= (counts.get(best) ?? 0))) best = value;
  }
  return best;
}
