import { mad } from "./mad.ts";

/** Options of `pelt`. */
export interface PeltOptions {
  /** Cost of one change, in the unit of the values squared. */
  penalty: number;
  /** Fewest values between two changes; 1 by default. */
  minSegment?: number;
}

/**
 * Changes in mean that minimise squared error + penalty x number of changes, exactly (Killick,
 * Fearnhead and Eckley 2012, PELT). Linear in time where changes keep coming, quadratic at worst.
 *
 * @param values in order of time, without NaN
 * @returns the first position of each new segment, ascending; none for a constant mean
 * @example pelt([0, 0, 0, 9, 9, 9], { penalty: 5 }) // [3]
 */
export function pelt(
  values: ArrayLike<number>,
  { penalty, minSegment = 1 }: PeltOptions,
): number[] {
  const n = values.length;
  const cost = squaredErrorOf(values);
  const best = new Float64Array(n + 1).fill(Infinity);
  const previous = new Int32Array(n + 1);
  best[0] = -penalty;
  // Starts of the last segment that may still be best, and the ends after which they cannot be.
  let starts: number[] = [];
  const until = new Float64Array(n + 1).fill(Infinity);
  for (let end = minSegment; end <= n; end++) {
    starts.push(end - minSegment);
    starts = starts.filter((start) => until[start] >= end);
    for (const start of starts) {
      const total = best[start] + cost(start, end) + penalty;
      if (total < best[end]) {
        best[end] = total;
        previous[end] = start;
      }
    }
    // A start that loses to a change at `end` loses for good, but such a change can only be made
    // once the segment after it is long enough.
    for (const start of starts) {
      if (best[start] + cost(start, end) > best[end] && until[start] === Infinity) {
        until[start] = end + minSegment - 1;
      }
    }
  }
  const changes: number[] = [];
  for (let end = n < minSegment ? 0 : previous[n]; end > 0; end = previous[end]) changes.push(end);
  return changes.reverse();
}

/** Size of a series' noise, and the penalty that follows from it. */
export interface NoisePenalty {
  /** MAD (scaled) of first differences / sqrt 2: changes in mean hardly move it. */
  sigma: number;
  penalty: number;
}

/**
 * The penalty `factor` x ln(n) x sigma^2.
 *
 * @example pelt(volume, { penalty: noisePenalty(volume).penalty, minSegment: 7 })
 */
export function noisePenalty(values: ArrayLike<number>, factor = 3): NoisePenalty {
  const differences = new Float64Array(Math.max(0, values.length - 1));
  for (let i = 0; i < differences.length; i++) differences[i] = values[i + 1] - values[i];
  const sigma = mad(differences) / Math.SQRT2;
  return { sigma, penalty: factor * Math.log(values.length) * sigma * sigma };
}

// Squared error of values [start, end) about their mean, from running sums.
function squaredErrorOf(values: ArrayLike<number>): (start: number, end: number) => number {
  const n = values.length;
  // About the first value the sums stay small, and lose less to rounding.
  const origin = n > 0 ? values[0] : 0;
  const sums = new Float64Array(n + 1), squares = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    const value = values[i] - origin;
    sums[i + 1] = sums[i] + value;
    squares[i + 1] = squares[i] + value * value;
  }
  return (start, end) => {
    const sum = sums[end] - sums[start];
    return squares[end] - squares[start] - sum * sum / (end - start);
  };
}
