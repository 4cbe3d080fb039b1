/**
 * A table in a FlatBuffer, read with every offset and length held against the end of the buffer: a
 * damaged one ends in a RangeError, never in an endless loop.
 * Format: https://flatbuffers.dev/internals/
 */
export class FlatTable {
  readonly #view: DataView;
  readonly #at: number;

  private constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
  }

  /** The root table of a buffer. */
  static root(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, view.getUint32(0, true));
  }

  uint8(field: number): number {
    const at = this.#fieldAt(field);
    return at === 0 ? 0 : this.#view.getUint8(at);
  }

  int16(field: number): number {
    const at = this.#fieldAt(field);
    return at === 0 ? 0 : this.#view.getInt16(at, true);
  }

  int64(field: number): number {
    const at = this.#fieldAt(field);
    return at === 0 ? 0 : Number(this.#view.getBigInt64(at, true));
  }

  table(field: number): FlatTable | undefined {
    const at = this.#fieldAt(field);
    return at === 0 ? undefined : new FlatTable(this.#view, at + this.#view.getUint32(at, true));
  }

  string(field: number): string {
    const { start, length } = this.#vector(field, 1);
    return new TextDecoder().decode(
      new Uint8Array(this.#view.buffer, this.#view.byteOffset + start, length),
    );
  }

  tables(field: number): FlatTable[] {
    const { start, length } = this.#vector(field, 4);
    return Array.from({ length }, (_, i) => {
      const at = start + 4 * i;
      return new FlatTable(this.#view, at + this.#view.getUint32(at, true));
    });
  }

  /** A vector of structs that hold whole numbers of 8 bytes, each as an array. */
  structs(field: number, numbers: number): number[][] {
    const { start, length } = this.#vector(field, 8 * numbers);
    return Array.from(
      { length },
      (_, i) =>
        Array.from(
          { length: numbers },
          (_, j) => Number(this.#view.getBigInt64(start + 8 * (numbers * i + j), true)),
        ),
    );
  }

  #vector(field: number, size: number): { start: number; length: number } {
    const at = this.#fieldAt(field);
    if (at === 0) return { start: 0, length: 0 };
    const vector = at + this.#view.getUint32(at, true);
    const length = this.#view.getUint32(vector, true);
    if (vector + 4 + length * size > this.#view.byteLength) {
      throw new RangeError(`a list of ${length} is longer than the file`);
    }
    return { start: vector + 4, length };
  }

  /** Where a field stands, or 0 where it has its default. */
  #fieldAt(field: number): number {
    const vtable = this.#at - this.#view.getInt32(this.#at, true);
    const slot = 4 + 2 * field;
    if (slot >= this.#view.getUint16(vtable, true)) return 0;
    const offset = this.#view.getUint16(vtable + slot, true);
    return offset === 0 ? 0 : this.#at + offset;
  }
}
