import { known } from "./known.ts";
import { normalCdf } from "./normal.ts";
import { rank } from "./rank.ts";

/** Two-sided Mann-Whitney test. */
export interface MannWhitney {
  /** How many pairs the first sample wins, ties counted half. */
  u: number;
  /** u / number of pairs: chance that a value of the first sample exceeds one of the second. */
  superiority: number;
  p: number;
}

const LARGEST_EXACT = 20;

/**
 * Mann-Whitney U test that two samples are equally large, two-sided. Exact without ties and with at
 * most 20 values on each side; else normal, corrected for ties and continuity. Equals
 * scipy.stats.mannwhitneyu with the method named. Unknown values are left out; NaN where a side has
 * none.
 *
 * @example mannWhitney(fallsWhenHigh, fallsWhenLow).p
 */
export function mannWhitney(first: ArrayLike<number>, second: ArrayLike<number>): MannWhitney {
  const a = known(first), b = known(second);
  const n = a.length, m = b.length;
  if (n === 0 || m === 0) return { u: NaN, superiority: NaN, p: NaN };
  const both = new Float64Array(n + m);
  both.set(a);
  both.set(b, n);
  const ranks = rank(both);
  let u = -n * (n + 1) / 2;
  for (let i = 0; i < n; i++) u += ranks[i];
  const ties = tieTerm(both);
  const larger = Math.max(u, n * m - u);
  const p = ties === 0 && n <= LARGEST_EXACT && m <= LARGEST_EXACT
    ? exactTail(larger, n, m)
    : normalTail(larger, n, m, ties);
  return { u, superiority: u / (n * m), p: Math.min(1, 2 * p) };
}

// Sum of t^3 - t over groups of t equal values.
function tieTerm(values: Float64Array): number {
  const sorted = values.slice().sort();
  let sum = 0;
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    const size = to - from;
    sum += size * size * size - size;
  }
  return sum;
}

// P(U >= u). The numbers of arrangements for U = 0, 1, ... are the coefficients of the Gaussian
// binomial: the product of (1 - q^(m + i)) / (1 - q^i) for i = 1 to n.
function exactTail(u: number, n: number, m: number): number {
  const counts = new Float64Array(n * m + 1);
  counts[0] = 1;
  for (let i = 1; i <= n; i++) {
    for (let k = n * m; k >= m + i; k--) counts[k] -= counts[k - m - i];
    for (let k = i; k <= n * m; k++) counts[k] += counts[k - i];
  }
  let tail = 0, total = 0;
  for (let k = 0; k <= n * m; k++) {
    total += counts[k];
    if (k >= u) tail += counts[k];
  }
  return tail / total;
}

function normalTail(u: number, n: number, m: number, ties: number): number {
  const all = n + m;
  const deviation = Math.sqrt(n * m / 12 * (all + 1 - ties / (all * (all - 1))));
  // Half a step for continuity; where all values are equal nothing speaks against equality.
  return deviation === 0 ? 1 : normalCdf(-(u - n * m / 2 - 0.5) / deviation);
}
