import { lowerBound } from "../../series/asof.ts";
import { quoteVolume } from "../../tables/quote-volume.ts";
import type { Columns } from "../../tables/columns.ts";
import { DAY } from "../../tables/time.ts";
import type { Zone } from "./visits.ts";

/** Rules of the found levels; the defaults are those of the project's methods. */
export interface LevelRules {
  /** Bars on both sides that a swing high exceeds; it is known only that many bars later. */
  swing_bars: number;
  /** Age in days beyond which a swing high is forgotten. */
  max_age_days: number;
  /** Bandwidth of the Gaussian kernel in mean true ranges of the last `range_bars` bars. */
  bandwidth: number;
  range_bars: number;
}

export const LEVEL_RULES: LevelRules = {
  swing_bars: 24,
  max_age_days: 30,
  bandwidth: 0.25,
  range_bars: 336,
};

/** A price that former highs crowd around. */
export interface Level {
  /** Price of the local maximum of the swing highs' density. */
  price: number;
  /** Where the density around it exceeds half of that maximum. */
  zone: Zone;
  /** Quote volume of the swing bars under the kernel at the maximum, USD per quote unit. */
  strength: number;
  /** Swing highs inside the zone. */
  swings: number;
  /** Bandwidth of the kernel that found it, in the quote currency: a measure of volatility. */
  bandwidth: number;
}

/**
 * Indices of swing highs: bars whose high exceeds that of the `k` bars before and the `k` after.
 * The first and last `k` bars cannot be judged.
 *
 * @example swingHighs(bars.high, 24)
 */
export function swingHighs(high: ArrayLike<number>, k: number): number[] {
  const found: number[] = [];
  for (let i = k; i < high.length - k; i++) {
    let isSwing = true;
    for (let j = 1; j <= k && isSwing; j++) {
      isSwing = high[i] > high[i - j] && high[i] > high[i + j];
    }
    if (isSwing) found.push(i);
  }
  return found;
}

/** What all judgements of one series share: its swing highs and the quote volume of its bars. */
export interface LevelHistory {
  swings: readonly number[];
  volume: Float64Array;
}

/**
 * The shared part of `findLevels` for one series, so that judging many times stays linear in bars.
 *
 * @example const history = levelHistory(bars); findLevels(bars, at, HOUR, LEVEL_RULES, history);
 */
export function levelHistory(
  bars: Columns<"candles">,
  rules: LevelRules = LEVEL_RULES,
): LevelHistory {
  return { swings: swingHighs(bars.high, rules.swing_bars), volume: quoteVolume(bars).values };
}

/**
 * The resistance levels that could be known at a time: local maxima of a kernel density of past
 * swing highs, weighted by the quote volume of their bars, strongest first. Uses only bars that have
 * closed by then.
 *
 * @param bars regular bars of one series; those after `at` are not looked at
 * @param at time of the judgement, ms
 * @param history of the same bars and rules, where the caller asks for many times
 * @example findLevels(hours, parseTime("2025-12-05"), HOUR)[0].price
 */
export function findLevels(
  bars: Columns<"candles">,
  at: number,
  step: number,
  rules: LevelRules = LEVEL_RULES,
  { swings, volume }: LevelHistory = levelHistory(bars, rules),
): Level[] {
  const closed = lowerBound(bars.time, at - step + 1);
  const bandwidth = rules.bandwidth * meanTrueRange(bars, closed, rules.range_bars);
  if (!(bandwidth > 0)) return [];
  const oldest = lowerBound(bars.time, at - rules.max_age_days * DAY);
  const prices: number[] = [], weights: number[] = [];
  for (let s = lowerBound(swings, oldest); s < swings.length; s++) {
    const i = swings[s];
    if (i + rules.swing_bars >= closed) break;
    prices.push(bars.high[i]);
    weights.push(volume[i]);
  }
  return densityPeaks(prices, weights, bandwidth);
}

/** Mean true range of the `rows` bars before index `end`; NaN where they are not all there. */
function meanTrueRange(bars: Columns<"candles">, end: number, rows: number): number {
  if (end <= rows) return NaN;
  let sum = 0;
  for (let i = end - rows; i < end; i++) {
    const before = bars.close[i - 1];
    sum += Math.max(bars.high[i], before) - Math.min(bars.low[i], before);
  }
  return sum / rows;
}

/** Local maxima of a weighted Gaussian kernel density, and the half-height zone around each. */
function densityPeaks(prices: number[], weights: number[], bandwidth: number): Level[] {
  const density = (x: number) => {
    let sum = 0;
    for (let i = 0; i < prices.length; i++) {
      const z = (x - prices[i]) / bandwidth;
      if (z > -8 && z < 8) sum += weights[i] * Math.exp(-0.5 * z * z);
    }
    return sum / (bandwidth * Math.sqrt(2 * Math.PI));
  };
  // Every maximum of a Gaussian mixture in one dimension is reached uphill from some centre.
  const tops: number[] = [];
  for (const price of prices) {
    const top = climb(price, prices, weights, bandwidth);
    if (!tops.some((other) => Math.abs(other - top) < bandwidth / 100)) tops.push(top);
  }
  const levels = tops.map((price): Level => {
    const strength = density(price);
    const half = (direction: number) => {
      let step = bandwidth / 8, edge = price;
      while (density(edge + direction * step) > strength / 2) edge += direction * step;
      for (; step > bandwidth * 1e-4; step /= 2) {
        if (density(edge + direction * step) > strength / 2) edge += direction * step;
      }
      return edge;
    };
    const zone: Zone = [half(-1), half(1)];
    const swings = prices.filter((swing) => swing >= zone[0] && swing <= zone[1]).length;
    return { price, zone, strength, swings, bandwidth };
  });
  return levels.sort((a, b) => b.strength - a.strength);
}

/** The local maximum uphill from a price: the mean-shift iteration, which never leaves its basin. */
function climb(start: number, prices: number[], weights: number[], bandwidth: number): number {
  let x = start;
  for (let round = 0; round < 500; round++) {
    let mass = 0, moment = 0;
    for (let i = 0; i < prices.length; i++) {
      const z = (x - prices[i]) / bandwidth;
      if (z <= -8 || z >= 8) continue;
      const share = weights[i] * Math.exp(-0.5 * z * z);
      mass += share;
      moment += share * prices[i];
    }
    const next = moment / mass;
    if (Math.abs(next - x) < bandwidth * 1e-6) return next;
    x = next;
  }
  return x;
}
