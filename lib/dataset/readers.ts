import { UserError } from "../errors.ts";
import { SOURCES } from "../sources/registry.ts";
import { type Second, SecondThread } from "../sources/csv/second-thread.ts";
import type { RandomAccess } from "../sources/source.ts";
import { type Given, type Reading, takeIn } from "./intake.ts";
import type { Answer, Order, Said } from "./reading-worker.ts";

/** Reads raw files, one at a time; `take` has the floor until it is done with what it was given. */
export interface Reader {
  /** @throws UserError when the file cannot be read: what was given of it is void */
  read(file: Readable, reading: Reading, take: (given: Given) => void): Promise<void>;
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
    async read(file, reading, take) {
      for await (const given of takeIn(file.name, file, reading, second)) take(given);
    },
  };
}

const HERE = readHere();

/** Reads in a worker that has no permissions: this thread hands it the bytes that it asks for. */
class WorkerReader implements Reader {
  readonly #worker = new Worker(WORKER, {
    type: "module",
    deno: { permissions: "none" },
  });

  async read(file: Readable, reading: Reading, take: (given: Given) => void): Promise<void> {
    // A source that is made from a user's mapping is functions, which cannot be sent.
    if (reading.source && !SOURCES.includes(reading.source)) {
      return HERE.read(file, reading, take);
    }
    const { name, size } = file, source = reading.source?.name;
    const head = await file.read(0, WINDOW);
    const ask = (answer: Answer | { order: Order }, moved?: Uint8Array) =>
      this.#ask(answer, moved, take);
    let said = await ask({ order: { ...reading, name, size, head, source } }, head);
    while (!("failed" in said)) {
      if ("wants" in said) {
        const { offset, length } = said.wants;
        const bytes = await file.read(offset, Math.max(length, WINDOW));
        said = await ask({ bytes }, bytes);
      } else {
        take(said.given);
        // The last thing that is given: the answer can wait until there is another file.
        if ("taken" in said.given) return;
        said = await ask({});
      }
    }
    if (said.isUsers) throw new UserError(said.failed);
    throw new Error(`the reader of ${name} failed: ${said.failed}`);
  }

  close(): void {
    this.#worker.terminate();
  }

  #ask(
    answer: Answer | { order: Order },
    moved: Uint8Array | undefined,
    take: (given: Given) => void,
  ): Promise<Said> {
    return new Promise((resolve, reject) => {
      this.#worker.onmessage = ({ data }: MessageEvent<Said>) => {
        if (!("given" in data && "read" in data.given)) return resolve(data);
        try {
          take(data.given);
        } catch (error) {
          reject(error);
        }
      };
      this.#worker.onerror = ({ message }) => reject(new Error(message));
      this.#worker.postMessage(answer, moved ? [moved.buffer as ArrayBuffer] : []);
    });
  }
}
