/** The spread from close, high and low prices. */
import { mean } from "../../stats/mean.ts";
import type { Prices } from "./spread-edge.ts";

/**
 * Abdi and Ranaldo (2017, "A simple estimation of bid-ask spreads from daily close, high, and low
 * prices", Review of Financial Studies 30): a close lies half a spread off the mids of its own bar's
 * and the next bar's range (of log prices). The root of the mean over all pairs, 0 where that is
 * negative.
 *
 * @returns a proportion; NaN of fewer than two bars
 * @example abdiRanaldo(bars) // 0.0072
 */
export function abdiRanaldo(prices: Omit<Prices, "open">): number {
  return Math.sqrt(Math.max(0, abdiRanaldoSquare(prices)));
}

/** The squared spread before its root: below 0 where noise is larger than the spread. */
export function abdiRanaldoSquare({ high, low, close }: Omit<Prices, "open">): number {
  const squares: number[] = [];
  const mid = (i: number) => (Math.log(high[i]) + Math.log(low[i])) / 2;
  for (let i = 0; i + 1 < high.length; i++) {
    const c = Math.log(close[i]);
    squares.push(4 * (c - mid(i)) * (c - mid(i + 1)));
  }
  return mean(squares);
}
