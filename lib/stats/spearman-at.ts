import { knownPairs, pearsonOfKnown } from "./correlation.ts";
import { rank } from "./rank.ts";

/**
 * A function that gives Spearman's rank correlation of the pairs at some positions, each as often as it
 * is named: what a bootstrap asks a thousand times of the same pairs. The values are sorted once; the
 * ranks among those drawn are then found by counting.
 *
 * @throws RangeError when the lengths differ
 * @example
 * stationaryBootstrapOf(x.length, spearmanAt(x, y), { meanBlock: 10, random }).interval
 */
export function spearmanAt(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): (at: ArrayLike<number>) => number {
  const [a, b] = knownPairs(x, y);
  // Where a position's pair is among the known ones, or -1.
  let pairs = 0;
  const places = Int32Array.from(
    x,
    (value, i) => Number.isNaN(value) || Number.isNaN(y[i]) ? -1 : pairs++,
  );
  const ranksOfA = ranker(a), ranksOfB = ranker(b);
  return (at) => {
    const drawn = new Int32Array(at.length);
    let size = 0;
    for (let i = 0; i < at.length; i++) if (places[at[i]] >= 0) drawn[size++] = places[at[i]];
    const taken = drawn.subarray(0, size);
    return pearsonOfKnown(ranksOfA(taken), ranksOfB(taken));
  };
}

/** A function that gives the ranks, averaged over ties, of the values at some places. */
function ranker(values: Float64Array): (places: Int32Array) => Float64Array {
  // Ranks are whole or half: twice the rank numbers the values in their order.
  const numbers = Int32Array.from(rank(values), (one) => 2 * one);
  const counts = new Int32Array(2 * values.length + 1);
  const ranks = new Float64Array(counts.length);
  return (places) => {
    counts.fill(0);
    for (let i = 0; i < places.length; i++) counts[numbers[places[i]]]++;
    for (let number = 0, smaller = 0; number < counts.length; number++) {
      const more = smaller + counts[number];
      ranks[number] = (smaller + 1 + more) / 2;
      smaller = more;
    }
    const out = new Float64Array(places.length);
    for (let i = 0; i < out.length; i++) out[i] = ranks[numbers[places[i]]];
    return out;
  };
}
