import type { Random } from "../stats/random.ts";
import { createRandom } from "../stats/random.ts";
import { HOUR } from "../tables/time.ts";
import { pareto } from "./draw.ts";

/** Interest rate and clamp of the exchanges' formula, per 8 hours. */
const INTEREST = 0.0001, CLAMP = 0.0005;

/**
 * Funding of one settlement by the formula that the large venues share: F = P + clamp(0.01% - P,
 * +-0.05%) for 8 hours, where P is the mean premium since the last settlement, scaled to the
 * venue's interval (Binance, "Introduction to Funding Rates").
 *
 * @param premium mean premium, a fraction
 * @param hours the venue's funding interval
 * @returns fraction per interval
 * @example fundingRate(0, 8) // 0.0001
 */
export function fundingRate(premium: number, hours: number): number {
  const interest = Math.min(Math.max(INTEREST - premium, -CLAMP), CLAMP);
  return (premium + interest) * hours / 8;
}

/** How the excess of the premium over its level moves from one 8-hour epoch to the next. */
export interface PremiumProcess {
  /** `ar1`; or `jumps`, which is no AR(1): it holds a level for some days, then draws another. */
  kind: "ar1" | "jumps";
  /** AR(1) coefficient over 8 hours; for `jumps`, the chance that the level stays. */
  phi: number;
  /** Standard deviation of the excess, as a fraction. */
  sd: number;
}

/** Steps the excess of the premium by one epoch of 8 hours. */
export function nextExcess(process: PremiumProcess, excess: number, random: Random): number {
  if (process.kind === "ar1") {
    return process.phi * excess +
      process.sd * Math.sqrt(1 - process.phi * process.phi) * random.normal();
  }
  if (random.uniform() < process.phi) return excess;
  // Pareto with tail 3 has variance 3/4 scale^2 + mean^2 = 3 scale^2.
  const size = pareto(random, process.sd / Math.sqrt(3), 3);
  return random.uniform() < 0.5 ? -size : size;
}

/** A lasting pull of the premium away from its level: crowded longs (positive) or shorts. */
export interface Crowding {
  /** ms UTC; it builds linearly from `from` to `full` and holds until `to`. */
  from: number;
  full: number;
  to: number;
  /** Fraction, added to the premium. */
  excess: number;
}

/** Crowding in force at a time. */
export function crowdingAt(crowding: readonly Crowding[], time: number): number {
  let sum = 0;
  for (const { from, full, to, excess } of crowding) {
    if (time >= from && time < to) sum += excess * Math.min(1, (time - from) / (full - from));
  }
  return sum;
}

/** What `simulateFunding` makes. */
export interface FundingOptions {
  /** First settlement in ms UTC, funding interval in hours, number of settlements. */
  from: number;
  hours: number;
  rows: number;
  /** Mean premium: about -0.00045 puts the rate near half a basis point, 0 at the 0.01% default. */
  level: number;
  process: PremiumProcess;
  crowding: readonly Crowding[];
}

/**
 * Funding settlements alone: the premium is level + crowding + excess, one epoch per settlement, and
 * the rate follows by the formula. With `ar1` and a level that keeps the clamp at one of its ends
 * the rate is an exact AR(1) with the given phi.
 *
 * @example simulateFunding({ from, hours: 8, rows: 600, level: -0.001, process, crowding: [] }, 1)
 */
export function simulateFunding(
  options: FundingOptions,
  seed: number | string,
): { time: Float64Array; rate: Float64Array; premium: Float64Array } {
  const random = createRandom(seed);
  const { rows, process } = options;
  const time = new Float64Array(rows), rate = new Float64Array(rows);
  const premium = new Float64Array(rows);
  let excess = process.sd * random.normal();
  for (let i = 0; i < rows; i++) {
    time[i] = options.from + i * options.hours * HOUR;
    excess = nextExcess(process, excess, random);
    premium[i] = options.level + crowdingAt(options.crowding, time[i]) + excess;
    rate[i] = fundingRate(premium[i], options.hours);
  }
  return { time, rate, premium };
}
