import { UserError } from "../errors.ts";
import type { Incoming } from "./assemble.ts";
import { RawOnDisk } from "./raw.ts";
import type { Reader } from "./readers.ts";
import type { Runs } from "./runs.ts";
import type { Store } from "./store.ts";

/** How far an ingest is. */
export interface Progress {
  phase: "reading" | "merging";
  /** File being read, or series being merged. */
  name: string;
  /** Which of how many. */
  index: number;
  count: number;
  /** Rows read so far, all files together. */
  rows: number;
}

/** A file that could not be read, and why. */
export interface Failure {
  name: string;
  message: string;
}

/** What ended the whole ingest, in one reader or the other. */
interface Broken {
  error: unknown;
}

/**
 * Reads the files, several at a time where that is worth it. Which of them is done first does not
 * matter: all that they give is kept by file, and failures are listed in the order of the files.
 *
 * @returns how many rows were read
 */
export async function readFiles(
  store: Store,
  incoming: readonly Incoming[],
  runs: Runs,
  readers: readonly Reader[],
  onProgress: (step: Progress) => void,
  failures: Failure[],
): Promise<number> {
  let rows = 0;
  let broken: Broken | undefined;
  const read = async (file: Incoming, index: number, reader: Reader) => {
    const { id, name, source, options, rejects } = file;
    const step = { phase: "reading", name, index, count: incoming.length } as const;
    onProgress({ ...step, rows });
    const raw = await RawOnDisk.open(file.path);
    try {
      await reader.read(raw, { id, source, options }, (given) => {
        if (broken) throw broken.error;
        if ("read" in given) onProgress({ ...step, rows: rows += given.read });
        else if ("taken" in given) file.taken = given.taken;
        else if ("rejects" in given) given.rejects.forEach((reject) => rejects.add(reject));
        else if ("rows" in given) runs.add(given.rows, index);
        else {
          const { bytes, target, ...rest } = given.whole;
          runs.addStaged(target, { ...rest, path: store.put(bytes) }, index);
          // Gone at once: megabytes that wait to be collected are what the peak of memory is made of.
          (bytes.buffer as ArrayBuffer).transfer(0);
        }
      });
    } finally {
      raw.close();
    }
  };
  const waiting = incoming.entries();
  const failed: Failure[][] = [];
  const work = async (reader: Reader) => {
    try {
      for (const [index, file] of waiting) {
        await orReport(failed[index] = [], file.name, () => read(file, index, reader));
      }
    } catch (error) {
      broken ??= { error };
      for (const reader of readers) reader.close();
    }
  };
  // All are waited for: none may still be writing when the folder is another's.
  await Promise.all(
    readers.flatMap((reader) => Array.from({ length: reader.files }, () => work(reader))),
  );
  if (broken) throw (broken as Broken).error;
  failures.push(...failed.flat());
  return rows;
}

/** Does one file's work; what the user can mend about it is reported, and the others go on. */
export async function orReport(
  failed: Failure[],
  name: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { message } = error;
    failed.push({ name, message: message.includes(name) ? message : `${name}: ${message}` });
  }
}
