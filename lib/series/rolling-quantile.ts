import { sortOrder } from "../stats/sort-order.ts";
import { RankedMembers } from "./ranked-members.ts";
import { checkSize, type RollingOptions } from "./rolling.ts";

/** Windows that are sorted at once: one in nine values is sorted twice, and most fits a cache. */
const WINDOWS = 8;
/** Fewer values are not worth a sort of their own. */
const LEAST = 1024;

/**
 * Quantile (type 7) of each window.
 *
 * The values are sorted a stretch of several windows at a time. A window is then a set of ranks, of
 * which one comes and one goes at each step, so that the quantile moves by a step or two: a
 * value costs about the same in a window of 10 and in one of 100,000.
 *
 * @param p between 0 and 1
 * @example rollingQuantile(openInterest, 180, 0.8, { before: true, minimum: 30 })
 */
export function rollingQuantile(
  values: ArrayLike<number>,
  size: number,
  p: number,
  { minimum = size, before = false }: RollingOptions = {},
): Float64Array {
  checkSize(size);
  const out = new Float64Array(values.length);
  const offset = before ? 1 : 0, end = out.length - offset;
  out.fill(NaN, 0, offset);
  const length = Math.max(WINDOWS * size, LEAST);
  for (let start = 0; start < end; start += length) {
    const from = Math.max(0, start - size + 1);
    const { ranks, sorted } = rankedPart(values, from, Math.min(end, start + length));
    const members = new RankedMembers(ranks.length);
    for (let i = 0; i < ranks.length; i++) {
      // Unknown values have ranks, too, but never become members.
      if (!Number.isNaN(sorted[ranks[i]])) members.add(ranks[i]);
      if (i >= size && !Number.isNaN(sorted[ranks[i - size]])) members.remove(ranks[i - size]);
      const at = from + i;
      if (at >= start) {
        out[at + offset] = members.size < minimum ? NaN : quantileOf(members, sorted, p);
      }
    }
  }
  return out;
}

/**
 * Median of each window.
 *
 * @example rollingMedian([1, 9, 2, 3], 3) // Float64Array [NaN, NaN, 2, 3]
 */
export function rollingMedian(
  values: ArrayLike<number>,
  size: number,
  options: RollingOptions = {},
): Float64Array {
  return rollingQuantile(values, size, 0.5, options);
}

/** Values `from` (inclusive) to `to` (exclusive) in ascending order, and the place of each in it. */
function rankedPart(values: ArrayLike<number>, from: number, to: number) {
  const part = new Float64Array(to - from);
  for (let i = 0; i < part.length; i++) part[i] = values[from + i];
  const order = sortOrder(part);
  const sorted = new Float64Array(part.length), ranks = new Uint32Array(part.length);
  for (let rank = 0; rank < order.length; rank++) {
    sorted[rank] = part[order[rank]];
    ranks[order[rank]] = rank;
  }
  return { ranks, sorted };
}

function quantileOf(members: RankedMembers, sorted: Float64Array, p: number): number {
  if (members.size === 0) return NaN;
  const position = p * (members.size - 1), place = Math.floor(position);
  const rank = members.at(place), low = sorted[rank];
  if (place + 1 >= members.size) return low;
  return low + (position - place) * (sorted[members.firstFrom(rank + 1)] - low);
}
