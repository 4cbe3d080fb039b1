import type { FetchProgress } from "./request.ts";

interface Kind {
  pending: number;
  fetched: number;
  bytes: number;
}

/**
 * How far the downloads are, and how long they will go on. Files of one kind are about equally long:
 * what is to come is the mean of those that came, kind by kind.
 *
 * @example
 * const meter = new Meter(Date.now());
 * meter.expect("metrics", 30);
 * meter.settle("metrics", 41_000);
 */
export class Meter {
  readonly #start: number;
  readonly #kinds = new Map<string, Kind>();
  #done = 0;
  #bytes = 0;
  /** Bytes of files that are settled; the others' are on their way. */
  #settled = 0;

  constructor(start: number) {
    this.#start = start;
  }

  expect(kind: string, files: number): void {
    this.#kind(kind).pending += files;
  }

  add(bytes: number): void {
    this.#bytes += bytes;
  }

  /** A file is done with; `bytes` is undefined where none were fetched: kept, missing or failed. */
  settle(kind: string, bytes: number | undefined): void {
    const of = this.#kind(kind);
    of.pending--;
    this.#done++;
    if (bytes === undefined) return;
    of.fetched++;
    of.bytes += bytes;
    this.#settled += bytes;
  }

  at(now: number): FetchProgress {
    let pending = 0, fetched = 0;
    for (const kind of this.#kinds.values()) {
      pending += kind.pending;
      fetched += kind.fetched;
    }
    const usual = this.#settled / fetched;
    let ahead = this.#settled - this.#bytes;
    for (const kind of this.#kinds.values()) {
      if (kind.pending > 0) {
        ahead += kind.pending * (kind.fetched > 0 ? kind.bytes / kind.fetched : usual);
      }
    }
    const rate = this.#bytes / Math.max(1, now - this.#start) * 1000;
    return {
      done: this.#done,
      files: this.#done + pending,
      bytes: this.#bytes,
      rate,
      left: pending === 0 ? 0 : Math.max(0, ahead) / rate * 1000,
    };
  }

  #kind(name: string): Kind {
    const known = this.#kinds.get(name);
    if (known) return known;
    const kind = { pending: 0, fetched: 0, bytes: 0 };
    this.#kinds.set(name, kind);
    return kind;
  }
}
