/** EDGE: the effective spread from open, high, low and close prices. */

import { mean } from "../../stats/mean.ts";

/** Four prices a bar, of equal length and in order of time. */
export interface Prices {
  open: ArrayLike<number>;
  high: ArrayLike<number>;
  low: ArrayLike<number>;
  close: ArrayLike<number>;
}

/** EDGE with the figures it is made of, so that a port can be compared step by step. */
export interface Edge {
  /** Proportional spread, sqrt(|s2|); NaN of fewer than two bars in which price moved. */
  spread: number;
  /** Squared spread; below 0 the noise is larger than the spread, and `spread` says little. */
  s2: number;
  /** Share of bars with trades, and how often open and close are not an extreme of the bar. */
  pt: number;
  po: number;
  pc: number;
}

/**
 * Efficient estimator of the spread from bars (Ardia, Guidotti and Kroencke 2024, "Efficient
 * estimation of bid-ask spreads from open, high, low, and close prices", Journal of Financial
 * Economics 161; after the authors' public pseudocode). Returns between the mid of a bar's range,
 * its open and the close before are correlated by the bounce between bid and ask alone. A bar with a
 * NaN drops out of every mean that it would be part of.
 *
 * @returns proportions: 0.01 is 1%
 * @example edge(bars).spread
 */
export function edge({ open, high, low, close }: Prices): Edge {
  const o = logs(open), h = logs(high), l = logs(low), c = logs(close);
  const n = Math.max(0, o.length - 1);
  const column = (value: (i: number) => number) => {
    const values = new Float64Array(n);
    for (let i = 0; i < n; i++) values[i] = value(i + 1);
    return values;
  };
  const mid = (i: number) => (h[i] + l[i]) / 2;
  const r1 = column((i) => mid(i) - o[i]);
  const r2 = column((i) => o[i] - mid(i - 1));
  const r3 = column((i) => mid(i) - c[i - 1]);
  const r4 = column((i) => c[i - 1] - mid(i - 1));
  const r5 = column((i) => o[i] - c[i - 1]);
  const traded = column((i) => unless(h[i] + l[i] + c[i - 1], h[i] !== l[i] || l[i] !== c[i - 1]));
  const inside = (a: (i: number) => number, b: (i: number) => number) =>
    mean(column((i) => traded[i - 1] * unless(a(i) + b(i), a(i) !== b(i))));
  const pt = mean(traded);
  const po = inside((i) => o[i], (i) => h[i]) + inside((i) => o[i], (i) => l[i]);
  const pc = inside((i) => c[i - 1], (i) => h[i - 1]) + inside((i) => c[i - 1], (i) => l[i - 1]);
  const moved = traded.reduce((sum, one) => sum + (one === 1 ? 1 : 0), 0);
  if (moved < 2 || !(po > 0) || !(pc > 0)) return { spread: NaN, s2: NaN, pt, po, pc };
  // Without the mean return, or a trend would pass for a bounce.
  const centred = (r: Float64Array) => {
    const drift = mean(r) / pt;
    return r.map((value, i) => value - drift * traded[i]);
  };
  const d1 = centred(r1), d3 = centred(r3), d5 = centred(r5);
  const x1 = column((i) => -4 / po * d1[i - 1] * r2[i - 1] - 4 / pc * d3[i - 1] * r4[i - 1]);
  const x2 = column((i) => -4 / po * d1[i - 1] * r5[i - 1] - 4 / pc * d5[i - 1] * r4[i - 1]);
  const e1 = mean(x1), e2 = mean(x2);
  const v1 = mean(x1.map((x) => x * x)) - e1 * e1;
  const v2 = mean(x2.map((x) => x * x)) - e2 * e2;
  // The two moments weighted by how exactly each is known.
  const s2 = v1 + v2 > 0 ? (v2 * e1 + v1 * e2) / (v1 + v2) : (e1 + e2) / 2;
  return { spread: Math.sqrt(Math.abs(s2)), s2, pt, po, pc };
}

/**
 * Logarithms of prices. A loop: `Float64Array.from` with a function takes several times as long.
 *
 * @example logs(bars.close)
 */
export function logs(prices: ArrayLike<number>): Float64Array {
  const values = new Float64Array(prices.length);
  for (let i = 0; i < values.length; i++) values[i] = Math.log(prices[i]);
  return values;
}

/** A truth as 1 or 0, or NaN where what it was judged by is not known. */
function unless(judgedBy: number, truth: boolean): number {
  return Number.isNaN(judgedBy) ? NaN : Number(truth);
}
