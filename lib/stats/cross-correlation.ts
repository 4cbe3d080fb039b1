import { collect } from "./bootstrap.ts";
import { type Interval, percentileInterval } from "./interval.ts";
import { mean } from "./mean.ts";
import { type BlockOptions, stationaryBlocks } from "./stationary-bootstrap.ts";

/**
 * Cross-correlation at the lags -maxLag to maxLag: of x(t) with y(t + lag), so a peak at a lag above
 * 0 says that x leads. Means and variances are those of the whole series and the divisor is its
 * length, as in R's `ccf`. A pair with an unknown value (NaN) adds nothing.
 *
 * @returns 2 maxLag + 1 correlations, that of lag 0 in the middle
 * @throws RangeError when the lengths differ
 * @example crossCorrelation(btc, eth, 12)[12] // lag 0
 */
export function crossCorrelation(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  maxLag: number,
): Float64Array {
  const sums = runningProducts(x, y, maxLag);
  return Float64Array.from(sums, (sum) => sum[sum.length - 1] / x.length);
}

/** The lag of the largest cross-correlation. */
export interface PeakLag {
  /** In steps; above 0 where x leads y. Of equal peaks the one nearest to 0. */
  lag: number;
  correlation: number;
  interval: Interval;
}

/**
 * Lag of the largest (most positive) cross-correlation, with its interval by stationary bootstrap of
 * the time axis: at every position x keeps the y's around it.
 *
 * @example peakLag(btcReturns, ethReturns, 12, { meanBlock: 24, random }).interval
 */
export function peakLag(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  maxLag: number,
  options: BlockOptions,
): PeakLag {
  const n = x.length;
  const sums = runningProducts(x, y, maxLag);
  const whole = Float64Array.from(sums, (sum) => sum[n] / n);
  const lag = peakOf(whole);
  const drawn = new Float64Array(sums.length);
  const { resampled } = collect(lag, options, () => {
    drawn.fill(0);
    stationaryBlocks(n, options.meanBlock, options.random, (start, size) => {
      const end = Math.min(n, start + size), wrapped = start + size - end;
      for (let k = 0; k < drawn.length; k++) {
        drawn[k] += sums[k][end] - sums[k][start] + sums[k][wrapped];
      }
    });
    return peakOf(drawn);
  });
  return {
    lag,
    correlation: Number.isNaN(lag) ? NaN : whole[lag + maxLag],
    interval: percentileInterval(resampled, options.level),
  };
}

// From the middle outwards, so that of equal peaks the nearest to 0 wins.
function peakOf(correlations: Float64Array): number {
  const middle = (correlations.length - 1) / 2;
  let lag = 0;
  for (let distance = 1; distance <= middle; distance++) {
    for (const candidate of [distance, -distance]) {
      if (correlations[middle + candidate] > correlations[middle + lag]) lag = candidate;
    }
  }
  return Number.isNaN(correlations[middle]) ? NaN : lag;
}

// Running sums of x(t) y(t + lag) over t, standardised, one row a lag: any block of time then costs
// one subtraction a lag.
function runningProducts(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  maxLag: number,
): Float64Array[] {
  if (x.length !== y.length) throw new RangeError(`${x.length} values paired with ${y.length}`);
  const a = standardised(x), b = standardised(y);
  return Array.from({ length: 2 * maxLag + 1 }, (_, row) => {
    const lag = row - maxLag;
    const sums = new Float64Array(a.length + 1);
    for (let t = 0; t < a.length; t++) {
      const other = t + lag;
      sums[t + 1] = sums[t] + (other >= 0 && other < b.length ? a[t] * b[other] : 0);
    }
    return sums;
  });
}

function standardised(values: ArrayLike<number>): Float64Array {
  const center = mean(values);
  let squares = 0, count = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    squares += (values[i] - center) ** 2;
    count++;
  }
  const deviation = Math.sqrt(squares / count);
  return Float64Array.from(
    { length: values.length },
    (_, i) => Number.isNaN(values[i]) ? 0 : (values[i] - center) / deviation,
  );
}
