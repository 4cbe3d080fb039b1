/**
 * Reads raw files beside the main thread, without any permission. It works by question and answer: it
 * says one thing (which bytes it wants, what it read), and is answered before it says the next, so that
 * it never runs far ahead of who writes. Only how far it is it says without waiting.
 */
import { UserError } from "../errors.ts";
import { sourceNamed } from "../sources/registry.ts";
import type { RandomAccess } from "../sources/source.ts";
import { type Given, type Reading, takeIn } from "./intake.ts";

/** Which file to read, and how. */
export interface Order extends Omit<Reading, "source"> {
  name: string;
  size: number;
  /** What the file begins with: all of it, for most. */
  head: Uint8Array;
  /** Name of the format, where the user named it. */
  source: string | undefined;
}

export type Said =
  | { wants: { offset: number; length: number } }
  | { given: Given }
  | { failed: string; isUsers: boolean };

/** At least the bytes that were wanted; else that it may go on. */
export interface Answer {
  bytes?: Uint8Array;
}

interface Scope {
  onmessage: (event: MessageEvent<Answer & { order?: Order }>) => void;
  postMessage(said: Said, transfer: Transferable[]): void;
}
const scope = self as unknown as Scope;

let goOn: (answer: Answer) => void = () => {};
/** The answer to what was said last. */
let answered: Promise<Answer> = Promise.resolve({});

scope.onmessage = ({ data }) => {
  goOn(data);
  if (data.order) read(data.order);
};

async function read({ name, size, head, source, ...reading }: Order): Promise<void> {
  try {
    const named = source === undefined ? undefined : sourceNamed(source);
    const file = new Remote(size, head);
    for await (const given of takeIn(name, file, { ...reading, source: named })) {
      if ("read" in given) scope.postMessage({ given }, []);
      else {
        await answered;
        say({ given }, memoryOf(given));
      }
    }
  } catch (error) {
    await answered;
    const isUsers = error instanceof UserError;
    const failed = isUsers ? error.message : error instanceof Error ? error.stack : error;
    say({ failed: String(failed), isUsers });
  }
}

function say(said: Said, transfer: Transferable[] = []): void {
  answered = new Promise((resolve) => goOn = resolve);
  scope.postMessage(said, transfer);
}

/** What moves to the other thread instead of being copied. */
function memoryOf(given: Given): Transferable[] {
  if ("whole" in given) return [given.whole.bytes.buffer as ArrayBuffer];
  if (!("rows" in given)) return [];
  const { columns, line } = given.rows;
  return [...Object.values(columns), line].map(({ buffer }) => buffer as ArrayBuffer);
}

/** A file of the other thread, seen through a window. */
class Remote implements RandomAccess {
  #from = 0;
  #window: Uint8Array;

  constructor(readonly size: number, head: Uint8Array) {
    this.#window = head;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const end = Math.min(offset + length, this.size);
    if (offset < this.#from || end > this.#from + this.#window.length) {
      await answered;
      say({ wants: { offset, length } });
      (this.#window.buffer as ArrayBuffer).transfer(0);
      [this.#from, this.#window] = [offset, (await answered).bytes!];
    }
    return this.#window.subarray(offset - this.#from, end - this.#from);
  }
}
