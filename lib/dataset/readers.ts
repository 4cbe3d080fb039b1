import { setImmediate } from "node:timers/promises";
import { UserError } from "../errors.ts";
import { SOURCES } from "../sources/registry.ts";
import { type Second, SecondThread } from "../sources/csv/second-thread.ts";
import type { RandomAccess } from "../sources/source.ts";
import { type Given, type Reading, takeIn } from "./intake.ts";
import type { Order, Said } from "./reading-worker.ts";

/** Reads raw files, one at a time; `take` has the floor until it is done with what it was given. */
export interface Reader {
  /** How many files it wants at a time: one that waits is there when the one before is done. */
  readonly files: number;
  /** @throws UserError when the file cannot be read: what was given of it is void */
  read(file: Readable, reading: Reading, take: (given: Given) => void): Promise<void>;
  /** Ends it at once; what it still reads fails. */
  close(): void;
}

/** A raw file that is open. */
export interface Readable extends RandomAccess {
  name: string;
}

/** Fewer bytes are read before a worker has started. */
const WORTH_WORKERS = 8 << 20;
/** Bytes handed to a worker at a time: most files of a month are smaller, and leave no question. */
const WINDOW = 4 << 20;
/** Each takes some 80 MB, and the thread that writes cannot follow many more. */
const MOST_WORKERS = 2;

const WORKER = new URL("./reading-worker.ts", import.meta.url);

/**
 * Readers to share files between, each file to one of them: this thread, and a worker for each further
 * core where there is enough to read. Workers start while files are still being looked at. A file that
 * is alone is read here, its rows by a second thread where they are many.
 */
export class Readers {
  readonly #workers: WorkerReader[] = [];
  readonly #second = new SecondThread();
  #bytes = 0;
  #files = 0;

  /** @param wanted workers, whatever there is to read */
  constructor(readonly wanted?: number) {}

  /** Says that a file of so many bytes is going to be read. */
  expect(bytes: number): void {
    this.#bytes += bytes;
    this.#files++;
    const others = Math.min(further(), MOST_WORKERS, this.#files - 1);
    const wanted = this.wanted ?? (this.#bytes < WORTH_WORKERS ? 0 : others);
    while (mayStart() && this.#workers.length < Math.min(this.#files, wanted)) {
      this.#workers.push(new WorkerReader());
    }
  }

  all(): Reader[] {
    const isAlone = this.#workers.length === 0 && this.wanted !== 0;
    return [
      ...this.#workers,
      isAlone && further() > 0 && mayStart() ? readHere(this.#second) : HERE,
    ];
  }

  close(): void {
    this.#second.close();
    for (const worker of this.#workers) worker.close();
  }
}

/** A worker's own module must be readable, which it is not where only the data's folders are. */
function mayStart(): boolean {
  return Deno.permissions.querySync({ name: "read", path: WORKER }).state === "granted";
}

/** Cores beside the one of this thread. */
function further(): number {
  return navigator.hardwareConcurrency - 1;
}

function readHere(second?: Second): Reader {
  return {
    files: 1,
    async read(file, reading, take) {
      for await (const given of takeIn(file.name, file, reading, second)) {
        take(given);
        // A turn of the event loop, in which workers are heard.
        await setImmediate();
      }
    },
    close() {},
  };
}

const HERE = readHere();

/** Reads in a worker that has no permissions: this thread hands it the bytes that it asks for. */
class WorkerReader implements Reader {
  readonly files = 2;
  readonly #worker = new Worker(WORKER, { type: "module", deno: { permissions: "none" } });
  readonly #ended = Promise.withResolvers<never>();

  constructor() {
    this.#worker.onerror = ({ message }) => this.#ended.reject(new Error(message));
    this.#ended.promise.catch(() => {});
  }

  async read(file: Readable, reading: Reading, take: (given: Given) => void): Promise<void> {
    // A source that is made from a user's mapping is functions, which cannot be sent.
    if (reading.source && !SOURCES.includes(reading.source)) {
      return HERE.read(file, reading, take);
    }
    const { name, size } = file, source = reading.source?.name;
    const head = await file.read(0, WINDOW);
    const { port1: here, port2: port } = new MessageChannel();
    const order: Order = { ...reading, name, size, head, source, port };
    const taken = new Promise<void>((resolve, reject) => {
      const answer = async (said: Said) => {
        if ("wants" in said) {
          const { offset, length } = said.wants;
          const bytes = await file.read(offset, Math.max(length, WINDOW));
          here.postMessage({ bytes }, [bytes.buffer as ArrayBuffer]);
        } else if ("failed" in said) {
          if (said.isUsers) throw new UserError(said.failed);
          throw new Error(`the reader of ${name} failed: ${said.failed}`);
        } else {
          take(said.given);
          if ("taken" in said.given) resolve();
          else if (!("read" in said.given)) here.postMessage({});
        }
      };
      here.onmessage = ({ data }: MessageEvent<Said>) => answer(data).catch(reject);
    });
    this.#worker.postMessage(order, [head.buffer as ArrayBuffer, port]);
    try {
      await Promise.race([taken, this.#ended.promise]);
    } finally {
      here.close();
    }
  }

  close(): void {
    this.#worker.terminate();
    this.#ended.reject(new Error("the reader was closed"));
  }
}
