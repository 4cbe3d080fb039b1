import { CHUNK_ROWS, type Field, type RowChunk } from "./fields.ts";
import { BLOCK } from "./line-blocks.ts";
import type { Position } from "./plain-rows.ts";

/** How the rows of a file are laid out. */
export interface RowLayout {
  fields: readonly (Field | null)[];
  /** Byte between them. */
  delimiter: number;
}

/** Plain rows of a block, up to one that is not plain, a full chunk, or the block's end. */
export interface PlainRead {
  /** Its lines are counted from the block's first, 0. */
  chunk: RowChunk;
  /** Where reading stopped, in the chunk and the block. */
  position: Position;
}

/** A thread that reads plain rows beside the one that owns the file. */
export interface Second {
  /** A file pays for it from so many bytes on. */
  readonly worth: number;
  begin(layout: RowLayout): Ahead;
}

/** Blocks of one file with the other thread. */
export interface Ahead {
  /** Whether a block would be read soon, and there is memory for it. */
  readonly hasTime: boolean;
  /** Gives it a block, of which it takes a copy. */
  give(block: Uint8Array): void;
  /** Takes the rows of the next block in turn; they hold until the next are taken. */
  take(): Promise<PlainRead>;
  /** Ends the file: what is not taken is not wanted. */
  end(): void;
}

/** What the two threads share while a file is read: its n-th block lies in slot n modulo their number. */
export interface Shared {
  layout: RowLayout;
  slots: Slot[];
  /** At the places below. */
  words: Int32Array;
}

/** Memory of one block, which belongs to one thread at a time. */
export interface Slot {
  bytes: Uint8Array;
  /** Where the block begins and ends in them; then row, start and line of where reading stopped. */
  numbers: Uint32Array;
  chunk: RowChunk;
}

/** Whether the other thread is at it; blocks given to it; blocks it has read; whether that was all. */
export const AT_IT = 0, GIVEN = 1, READ = 2, OVER = 3;

const SLOTS = 6;
/** Blocks that wait for the other thread at most: one being read and one to go on with. */
const MOST_WAITING = 2;
/** Memory that is shared is copied by words, and by bytes where the two sides are not aligned alike. */
const WORD = 8;

const WORKER = new URL("./second-thread-worker.ts", import.meta.url);

/**
 * A worker without any permission, started by the first file that it pays for. The threads speak by
 * words in shared memory: a message there and back takes a fifth of the time in which a block is read.
 */
export class SecondThread implements Second {
  readonly worth = 4 << 20;
  #worker: Worker | undefined;
  #broken: Promise<never> | undefined;

  begin(layout: RowLayout): Ahead {
    const worker = this.#worker ??= new Worker(WORKER, {
      type: "module",
      deno: { permissions: "none" },
    });
    const broken = this.#broken ??= brokenOf(worker);
    const words = new Int32Array(new SharedArrayBuffer(16));
    const shared: Shared = { layout, words, slots: slotsFor(layout) };
    worker.postMessage(shared);
    return new WithWorker(shared, broken);
  }

  close(): void {
    this.#worker?.terminate();
  }
}

/** Fails when the worker does; who waits for it is told, and where nobody does it is no error. */
function brokenOf(worker: Worker): Promise<never> {
  const broken = new Promise<never>((_, reject) => {
    worker.onerror = ({ message }) => reject(new Error(message));
  });
  broken.catch(() => {});
  return broken;
}

class WithWorker implements Ahead {
  #taken = 0;

  constructor(readonly shared: Shared, readonly broken: Promise<never>) {}

  get hasTime(): boolean {
    const { words, slots } = this.shared;
    return Atomics.load(words, AT_IT) === 1 &&
      words[GIVEN] - Atomics.load(words, READ) < MOST_WAITING &&
      words[GIVEN] - this.#taken < slots.length;
  }

  give(block: Uint8Array): void {
    const { words, slots } = this.shared;
    const { bytes, numbers } = slots[words[GIVEN] % slots.length];
    const before = block.byteOffset % WORD, end = before + block.length;
    bytes.set(new Uint8Array(block.buffer, block.byteOffset - before, end));
    numbers.set([before, end]);
    Atomics.add(words, GIVEN, 1);
    Atomics.notify(words, GIVEN);
  }

  async take(): Promise<PlainRead> {
    const { words, slots } = this.shared;
    while (Atomics.load(words, READ) === this.#taken) {
      const { value } = Atomics.waitAsync(words, READ, this.#taken);
      await Promise.race([value, this.broken]);
    }
    const { chunk, numbers } = slots[this.#taken++ % slots.length];
    const [begin, , row, start, line] = numbers;
    return { chunk, position: { row, start: start - begin, line } };
  }

  end(): void {
    const { words } = this.shared;
    Atomics.store(words, OVER, 1);
    Atomics.add(words, GIVEN, 1);
    Atomics.notify(words, GIVEN);
  }
}

function slotsFor({ fields }: RowLayout): Slot[] {
  const names = fields.flatMap((field) => field?.name ?? []);
  const column = CHUNK_ROWS * Float64Array.BYTES_PER_ELEMENT, block = BLOCK + WORD;
  return Array.from({ length: SLOTS }, () => {
    const buffer = new SharedArrayBuffer(
      column * (names.length + 1) + block + 5 * Uint32Array.BYTES_PER_ELEMENT,
    );
    let at = 0;
    const next = () => new Float64Array(buffer, column * at++, CHUNK_ROWS);
    const numbers = Object.fromEntries(names.map((name) => [name, next()]));
    const chunk: RowChunk = { rows: 0, lines: next(), numbers, texts: {} };
    return {
      chunk,
      bytes: new Uint8Array(buffer, column * at, block),
      numbers: new Uint32Array(buffer, column * at + block, 5),
    };
  });
}
