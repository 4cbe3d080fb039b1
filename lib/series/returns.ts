/**
 * Log returns, ln(price / price before), across regular steps only: NaN for the first value and
 * after a gap, because the move over a gap is not the move of one step.
 *
 * @param times in ms, sorted
 * @param step length of one step in ms
 * @example logReturns(bars.time, bars.close, 5 * MINUTE)
 */
export function logReturns(
  times: ArrayLike<number>,
  prices: ArrayLike<number>,
  step: number,
): Float64Array {
  const returns = new Float64Array(prices.length).fill(NaN);
  for (let i = 1; i < returns.length; i++) {
    if (times[i] - times[i - 1] === step) returns[i] = Math.log(prices[i] / prices[i - 1]);
  }
  return returns;
}
