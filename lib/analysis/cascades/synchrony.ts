/** Pairs of onsets close in time, and how many chance would give. */
import { lowerBound } from "../../series/asof.ts";
import type { Random } from "../../stats/random.ts";

/** Two onsets of different assets, the earlier first; at the same time they are simultaneous. */
export interface OnsetPair {
  /** Indices of the assets, of the earlier onset and the later. */
  first: number;
  second: number;
  time: number;
  /** From the earlier to the later, ms. */
  lag: number;
}

/**
 * All pairs of onsets of different assets at most `within` apart, in time.
 *
 * @param onsets sorted times, one array per asset
 * @example onsetPairs([btc, eth], 20 * MINUTE)
 */
export function onsetPairs(onsets: readonly Float64Array[], within: number): OnsetPair[] {
  const pairs: OnsetPair[] = [];
  onsets.forEach((times, a) => {
    for (let b = a + 1; b < onsets.length; b++) {
      for (const time of times) {
        const others = onsets[b];
        for (let i = lowerBound(others, time - within); others[i] <= time + within; i++) {
          const lag = others[i] - time;
          pairs.push(
            lag >= 0
              ? { first: a, second: b, time, lag }
              : { first: b, second: a, time: others[i], lag: -lag },
          );
        }
      }
    }
  });
  return pairs.sort((p, q) => p.time - q.time);
}

/** How many pairs there are beside how many chance gives. */
export interface Synchrony {
  pairs: number;
  /** Mean over the shifts. */
  expected: number;
  /** (1 + shifts with as many pairs or more) / (1 + shifts). */
  p: number;
}

/**
 * Compares the number of pairs with that after shifting each asset's onsets around the span, each by
 * its own random time: what is left of every asset's own rhythm, without its company.
 *
 * @param span in which onsets could have been found, the end exclusive
 */
export function synchrony(
  onsets: readonly Float64Array[],
  within: number,
  span: { from: number; to: number },
  { shifts, random }: { shifts: number; random: Random },
): Synchrony {
  const observed = countPairs(onsets, within);
  const shifted = onsets.map((times) => new Float64Array(times.length));
  let sum = 0, extreme = 0;
  for (let s = 0; s < shifts; s++) {
    onsets.forEach((times, a) => rotate(times, shifted[a], span, random.uniform()));
    const count = countPairs(shifted, within);
    sum += count;
    if (count >= observed) extreme++;
  }
  return { pairs: observed, expected: sum / shifts, p: (1 + extreme) / (1 + shifts) };
}

/**
 * Shifts sorted times around a span by a share of its length, keeping them sorted.
 *
 * @param out receives the times; as long as `times`
 */
export function rotate(
  times: Float64Array,
  out: Float64Array,
  { from, to }: { from: number; to: number },
  share: number,
): void {
  const length = to - from, shift = share * length;
  const wrapped = lowerBound(times, to - shift);
  const n = times.length;
  for (let i = 0; i < n; i++) {
    const source = (i + wrapped) % n;
    out[i] = times[source] + shift - (source >= wrapped ? length : 0);
  }
}

function countPairs(onsets: readonly Float64Array[], within: number): number {
  let count = 0;
  for (let a = 0; a < onsets.length; a++) {
    for (let b = a + 1; b < onsets.length; b++) {
      const times = onsets[a], others = onsets[b];
      let low = 0, high = 0;
      for (let i = 0; i < times.length; i++) {
        while (low < others.length && others[low] < times[i] - within) low++;
        while (high < others.length && others[high] <= times[i] + within) high++;
        count += high - low;
      }
    }
  }
  return count;
}
