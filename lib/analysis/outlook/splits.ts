/** Outcomes split in two halves by something known before them. */
import { mean, variance } from "../../stats/mean.ts";
import { wilson } from "../../stats/proportion.ts";
import { median } from "../../stats/quantile.ts";
import { studentQuantile } from "../../stats/student-t.ts";
import type { Interval } from "../result.ts";

/** One half. */
export interface Half {
  n: number;
  /** Mean outcome, or share of successes, with its 95% interval. */
  value: number;
  interval: Interval;
}

/** Two halves side by side. */
export interface Split {
  /** Median of what it is split by; the upper half lies above it. */
  threshold: number;
  lower: Half;
  upper: Half;
  /** upper - lower. */
  difference: number;
  /** Whether the halves' intervals do not touch. */
  apart: boolean;
}

/** What the outcomes are split by, and the outcome; unknown ones are left out. */
export interface Pair {
  by: number | null;
  outcome: number | null;
}

/** A half of fewer is no group. */
const FEWEST = 5;

/**
 * Means of a measured outcome in both halves; Student's t intervals.
 *
 * @returns null where a half has fewer than 5
 * @example splitMeans(analogs.map((one) => ({ by: one.oi_early, outcome: one.price_late })))
 */
export function splitMeans(pairs: readonly Pair[]): Split | null {
  return split(pairs, (values) => {
    const n = values.length, value = mean(values);
    const half = studentQuantile(0.975, n - 1) * Math.sqrt(variance(values) / n);
    return { n, value, interval: [value - half, value + half] };
  });
}

/**
 * Shares of successes (outcomes of 1, not 0) in both halves; Wilson intervals.
 *
 * @returns null where a half has fewer than 5
 */
export function splitShares(pairs: readonly Pair[]): Split | null {
  return split(pairs, (values) => {
    const successes = values.reduce((sum, value) => sum + value, 0);
    const n = values.length;
    return { n, value: successes / n, interval: wilson(successes, n) };
  });
}

function split(pairs: readonly Pair[], halfOf: (values: number[]) => Half): Split | null {
  const known = pairs.flatMap(({ by, outcome }) =>
    by === null || outcome === null ? [] : [{ by, outcome }]
  );
  const threshold = median(known.map(({ by }) => by));
  const low = known.filter(({ by }) => by <= threshold).map(({ outcome }) => outcome);
  const high = known.filter(({ by }) => by > threshold).map(({ outcome }) => outcome);
  if (Math.min(low.length, high.length) < FEWEST) return null;
  const lower = halfOf(low), upper = halfOf(high);
  return {
    threshold,
    lower,
    upper,
    difference: upper.value - lower.value,
    apart: lower.interval[1] < upper.interval[0] || upper.interval[1] < lower.interval[0],
  };
}
