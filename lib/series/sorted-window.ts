import { quantileSorted } from "../stats/quantile.ts";

/**
 * A sliding window kept sorted: a value enters and leaves in O(log size) comparisons and one
 * memory move, and any order statistic is at hand. Fast up to some thousand values.
 *
 * @example
 * const window = new SortedWindow(3);
 * [5, 1, 4].forEach((value) => window.add(value));
 * window.quantile(0.5); // 4
 */
export class SortedWindow {
  readonly #values: Float64Array;
  #size = 0;

  /** @param capacity the most values it will hold at once */
  constructor(capacity: number) {
    this.#values = new Float64Array(capacity);
  }

  /** How many values it holds. */
  get size(): number {
    return this.#size;
  }

  /** Adds a value, which must not be NaN. */
  add(value: number): void {
    const at = this.#place(value);
    this.#values.copyWithin(at + 1, at, this.#size);
    this.#values[at] = value;
    this.#size++;
  }

  /** Removes one value, which must be there. */
  remove(value: number): void {
    const at = this.#place(value);
    this.#values.copyWithin(at, at + 1, this.#size);
    this.#size--;
  }

  /** Removes one value, which must be there, and adds another: half the work of one after the other. */
  replace(old: number, value: number): void {
    const from = this.#place(old), to = this.#place(value);
    if (to > from) {
      this.#values.copyWithin(from, from + 1, to);
      this.#values[to - 1] = value;
    } else {
      this.#values.copyWithin(to + 1, to, from);
      this.#values[to] = value;
    }
  }

  /** Quantile of type 7; NaN when empty. */
  quantile(p: number): number {
    // A view costs as much as finding the quantile does, and a window is mostly full.
    const full = this.#size === this.#values.length;
    return quantileSorted(full ? this.#values : this.#values.subarray(0, this.#size), p);
  }

  /** Median distance from the median, not scaled; NaN when empty. */
  medianDeviation(): number {
    const values = this.#values, size = this.#size;
    if (size === 0) return NaN;
    const median = this.quantile(0.5);
    // Distances grow to both sides of the median: two sorted lists, of which the `wanted` smallest
    // are taken, `left` of them from the left one.
    const middle = (size + 1) >> 1, wanted = (size >> 1) + 1;
    const toLeft = (i: number) => i < 0 ? -Infinity : median - values[middle - 1 - i];
    const toRight = (i: number) => i < 0 ? -Infinity : values[middle + i] - median;
    let left = Math.max(0, wanted - (size - middle)), most = Math.min(wanted, middle);
    while (left < most) {
      const tried = (left + most) >>> 1;
      if (toLeft(tried) < toRight(wanted - tried - 1)) left = tried + 1;
      else most = tried;
    }
    const right = wanted - left;
    const lastLeft = toLeft(left - 1), lastRight = toRight(right - 1);
    if (size % 2 === 1) return Math.max(lastLeft, lastRight);
    return lastLeft > lastRight
      ? (lastLeft + Math.max(toLeft(left - 2), lastRight)) / 2
      : (lastRight + Math.max(lastLeft, toRight(right - 2))) / 2;
  }

  // The first place whose value is >= the given one. A comparison that is added instead of decided on
  // cannot be guessed wrong: a quarter faster than a branch.
  #place(value: number): number {
    const values = this.#values;
    if (this.#size === 0) return 0;
    let low = 0;
    for (let left = this.#size; left > 1;) {
      const half = left >>> 1;
      low += Number(values[low + half - 1] < value) * half;
      left -= half;
    }
    return low + Number(values[low] < value);
  }
}
