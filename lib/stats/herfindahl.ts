/**
 * Herfindahl-Hirschman concentration: the sum of squared shares, from 1/n (all equal) to 1 (all in
 * one). NaN where the total is 0 or unknown.
 *
 * @param values amounts, not negative; they need not add up to 1
 * @example herfindahl([50, 50]) // 0.5
 */
export function herfindahl(values: ArrayLike<number>): number {
  let total = 0, squares = 0;
  for (let i = 0; i < values.length; i++) {
    total += values[i];
    squares += values[i] * values[i];
  }
  return squares / (total * total);
}
