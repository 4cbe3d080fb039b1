/**
 * Some of the ranks from 0 to `ranks` - 1, one bit each. The member at a place among them is found by
 * walking from the one that was found last: a step or two where members come and go one at a time.
 *
 * @example
 * const members = new RankedMembers(100);
 * [70, 20, 50].forEach((rank) => members.add(rank));
 * members.at(1); // 50
 */
export class RankedMembers {
  readonly #words: Int32Array;
  #size = 0;
  /** The rank that was found last, and how many members lie below it. */
  #found = 0;
  #below = 0;

  constructor(ranks: number) {
    this.#words = new Int32Array((ranks >>> 5) + 1);
  }

  /** How many members there are. */
  get size(): number {
    return this.#size;
  }

  /** Adds a rank, which must not be a member. */
  add(rank: number): void {
    this.#words[rank >>> 5] |= 1 << rank;
    this.#size++;
    if (rank < this.#found) this.#below++;
  }

  /** Removes a member. */
  remove(rank: number): void {
    this.#words[rank >>> 5] &= ~(1 << rank);
    this.#size--;
    if (rank < this.#found) this.#below--;
  }

  /** The member with `place` members below it, from 0; there must be one. */
  at(place: number): number {
    for (; this.#below > place; this.#below--) this.#found = this.#lastBefore(this.#found);
    this.#found = this.firstFrom(this.#found);
    for (; this.#below < place; this.#below++) this.#found = this.firstFrom(this.#found + 1);
    return this.#found;
  }

  /** The first member >= `rank`; there must be one. */
  firstFrom(rank: number): number {
    let at = rank >>> 5;
    let word = this.#words[at] & (-1 << rank);
    while (word === 0) word = this.#words[++at];
    return (at << 5) + 31 - Math.clz32(word & -word);
  }

  #lastBefore(rank: number): number {
    let at = rank >>> 5;
    let word = this.#words[at] & ~(-1 << rank);
    while (word === 0) word = this.#words[--at];
    return (at << 5) + 31 - Math.clz32(word);
  }
}
