const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const SLOTS = 1024;

/** Turns the same bytes into the same string again without decoding them again: columns of text in
 * market data repeat few values. */
export class Interner {
  readonly #texts = new Array<string>(SLOTS).fill("");
  readonly #bytes = new Array<Uint8Array>(SLOTS).fill(new Uint8Array(0));

  get(bytes: Uint8Array, from: number, to: number): string {
    // Five bytes tell most texts apart, however long; others that share a slot only cost a decoding.
    let hash = to - from;
    hash = Math.imul(hash, 31) + bytes[from];
    hash = Math.imul(hash, 31) + bytes[from + 1];
    hash = Math.imul(hash, 31) + bytes[(from + to) >> 1];
    hash = Math.imul(hash, 31) + bytes[to - 2];
    hash = Math.imul(hash, 31) + bytes[to - 1];
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    const known = this.#bytes[slot];
    if (known.length === to - from) {
      let i = 0;
      while (i < known.length && known[i] === bytes[from + i]) i++;
      if (i === known.length) return this.#texts[slot];
    }
    this.#bytes[slot] = bytes.slice(from, to);
    return this.#texts[slot] = decoder.decode(this.#bytes[slot]);
  }
}
