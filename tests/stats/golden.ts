/** What the golden tests of this room share: the values of tests/golden and how near is near. */
import assert from "node:assert/strict";

/** A file of tests/golden. */
export function golden<T>(name: string): T {
  return JSON.parse(Deno.readTextFileSync(new URL(`../golden/${name}.json`, import.meta.url)));
}

/** What tests/golden/stats_basic.py wrote. */
export interface Basic {
  x: number[];
  tied: number[];
  heavy: number[];
  noisy: number[];
  quantiles: { of: "x" | "tied" | "heavy"; p: number; value: number }[];
  mad: Record<"x" | "tied" | "heavy", number>;
  variance: Record<"x" | "tied", number>;
  rank: number[];
  pearson: number;
  spearman: { x_noisy: number; x_tied: number };
  normal_cdf: [number, number][];
  normal_quantile: [number, number][];
  wilson: { successes: number; trials: number; level: number; interval: number[] }[];
  benjamini_hochberg: { p: number[]; adjusted: number[] };
  theil_sen: {
    x: "x" | "tied";
    y: "tied" | "noisy";
    level: number;
    slope: number;
    intercept: number;
    interval: number[];
  }[];
  mann_whitney: { first: number[]; second: number[]; u: number; p: number }[];
  kolmogorov_smirnov: { sample: number[]; d: number; p: number }[];
  autoregression: { series: number[]; intercept: number; phi: number };
  linear_regression: {
    intercept: number;
    slope: number;
    standard_error: number;
    interval: number[];
  };
  cross_correlation: number[];
}

export const basic = golden<Basic>("stats_basic");

/** Numbers equal up to `tolerance`, relative above 1 and absolute below. */
export function near(
  found: number | ArrayLike<number>,
  expected: number | ArrayLike<number>,
  tolerance = 1e-12,
): void {
  const a = typeof found === "number" ? [found] : Array.from(found);
  const b = typeof expected === "number" ? [expected] : Array.from(expected);
  const close = a.length === b.length &&
    a.every((value, i) => Math.abs(value - b[i]) <= tolerance * Math.max(1, Math.abs(b[i])));
  assert.ok(close, `found ${a.join(", ")}; expected ${b.join(", ")}`);
}
