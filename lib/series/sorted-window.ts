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

  /** Quantile of type 7; NaN when empty. */
  quantile(p: number): number {
    return quantileSorted(this.#values.subarray(0, this.#size), p);
  }

  /** Median distance from the median, not scaled; NaN when empty. */
  medianDeviation(): number {
    const values = this.#values, size = this.#size;
    const median = this.quantile(0.5);
    // Distances grow to both sides of the median: take the nearer one until half are taken.
    let left = (size - 1) >> 1, right = left + 1;
    let nearest = NaN, before = NaN;
    for (let taken = 0; taken <= size >> 1; taken++) {
      before = nearest;
      const toLeft = left >= 0 ? median - values[left] : Infinity;
      const toRight = right < size ? values[right] - median : Infinity;
      if (toLeft <= toRight) {
        nearest = toLeft;
        left--;
      } else {
        nearest = toRight;
        right++;
      }
    }
    return size % 2 === 1 ? nearest : (before + nearest) / 2;
  }

  // The first place whose value is >= the given one.
  #place(value: number): number {
    let low = 0, high = this.#size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#values[middle] < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
