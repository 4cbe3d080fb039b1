/**
 * Reads raw files beside the main thread, without any permission, one after the other. What it read of
 * one it says over the file's own port, and is answered, so that it never runs far ahead of who writes.
 * Only how many rows it has read it says without an answer.
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
  /** Where to say what is read. */
  port: MessagePort;
}

export type Said =
  | { wants: { offset: number; length: number } }
  | { given: Given }
  | { failed: string; isUsers: boolean };

/** At least the bytes that were wanted; else that it may go on. */
export interface Answer {
  bytes?: Uint8Array;
}

/** Things said and not yet answered, at most: the next is made while one is written. */
const MOST_AHEAD = 2;

let before: Promise<void> = Promise.resolve();

(self as unknown as { onmessage: (event: MessageEvent<Order>) => void }).onmessage = ({ data }) => {
  before = before.then(() => read(data, new Link(data.port)));
};

async function read({ name, size, head, source, ...reading }: Order, link: Link): Promise<void> {
  try {
    const named = source === undefined ? undefined : sourceNamed(source);
    const file = new Remote(size, head, link);
    for await (const given of takeIn(name, file, { ...reading, source: named })) {
      if ("read" in given) link.tell({ given });
      else await link.say({ given }, memoryOf(given));
    }
  } catch (error) {
    const isUsers = error instanceof UserError;
    const failed = isUsers ? error.message : error instanceof Error ? error.stack : error;
    await link.say({ failed: String(failed), isUsers });
  }
}

/** What moves to the other thread instead of being copied. */
function memoryOf(given: Given): Transferable[] {
  if ("whole" in given) return [given.whole.bytes.buffer as ArrayBuffer];
  if (!("rows" in given)) return [];
  const { columns, line } = given.rows;
  return [...Object.values(columns), line].map(({ buffer }) => buffer as ArrayBuffer);
}

/** One file's port to the main thread. */
class Link {
  #unanswered = 0;
  #answer: Answer = {};
  #goOn = () => {};

  constructor(readonly port: MessagePort) {
    port.onmessage = ({ data }: MessageEvent<Answer>) => {
      this.#unanswered--;
      this.#answer = data;
      this.#goOn();
    };
  }

  /** Says what wants no answer. */
  tell(said: Said): void {
    this.port.postMessage(said);
  }

  /** Says something, once there is room for it. */
  async say(said: Said, moved: Transferable[] = []): Promise<void> {
    await this.#untilUnanswered(MOST_AHEAD - 1);
    this.#unanswered++;
    this.port.postMessage(said, moved);
  }

  /** Says something and waits for the answer. */
  async ask(said: Said): Promise<Answer> {
    await this.say(said);
    await this.#untilUnanswered(0);
    return this.#answer;
  }

  async #untilUnanswered(most: number): Promise<void> {
    while (this.#unanswered > most) await new Promise<void>((resolve) => this.#goOn = resolve);
  }
}

/** A file of the other thread, seen through a window. */
class Remote implements RandomAccess {
  #from = 0;
  #window: Uint8Array;

  constructor(readonly size: number, head: Uint8Array, readonly link: Link) {
    this.#window = head;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const end = Math.min(offset + length, this.size);
    if (offset < this.#from || end > this.#from + this.#window.length) {
      (this.#window.buffer as ArrayBuffer).transfer(0);
      const { bytes } = await this.link.ask({ wants: { offset, length } });
      [this.#from, this.#window] = [offset, bytes!];
    }
    return this.#window.subarray(offset - this.#from, end - this.#from);
  }
}
