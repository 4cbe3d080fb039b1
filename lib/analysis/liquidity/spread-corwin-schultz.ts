/** The spread from high and low prices. */
import { mean } from "../../stats/mean.ts";
import { logs, type Prices } from "./spread-edge.ts";

const K = 3 - 2 * Math.SQRT2;

/**
 * Corwin and Schultz (2012, "A simple way to estimate bid-ask spreads from daily high and low prices",
 * Journal of Finance 67): the range of two bars together grows with volatility, that of each with
 * volatility and the spread. Each pair is adjusted for a gap overnight: where a bar lies wholly above
 * or below the close before, it is moved to touch it (in log prices). Negative estimates of a pair count as 0.
 *
 * @returns mean over the pairs, a proportion; NaN of fewer than two bars
 * @example corwinSchultz(bars) // 0.0039
 */
export function corwinSchultz({ high, low, close }: Omit<Prices, "open">): number {
  const pairs: number[] = [];
  const h = logs(high), l = logs(low);
  for (let i = 1; i < h.length; i++) {
    const before = Math.log(close[i - 1]);
    const gap = Math.max(0, l[i] - before) + Math.min(0, h[i] - before);
    const top = h[i] - gap, bottom = l[i] - gap;
    const beta = (h[i - 1] - l[i - 1]) ** 2 + (top - bottom) ** 2;
    const gamma = (Math.max(top, h[i - 1]) - Math.min(bottom, l[i - 1])) ** 2;
    const alpha = (Math.sqrt(2 * beta) - Math.sqrt(beta)) / K - Math.sqrt(gamma / K);
    pairs.push(Math.max(0, 2 * (Math.exp(alpha) - 1) / (1 + Math.exp(alpha))));
  }
  return mean(pairs);
}
