import { dirname, join } from "node:path";
import { UserError } from "../errors.ts";
import {
  emptyManifest,
  filesOf,
  isOwnFile,
  MANIFEST,
  type Manifest,
  parseManifest,
  serialiseManifest,
} from "./manifest.ts";

const STAGE = ".ingest";
const LOCK = ".lock";
/** Files that wait for the disk at a time: each is open until then. */
const MOST_SYNCING = 64;
const LEFTOVERS = new Set([STAGE, LOCK, "series", "rejects"]);

/**
 * Writing access to a dataset directory, for one process at a time. New files are written beside the
 * old ones under names that hold their content's hash, so that nothing which the old manifest names
 * is ever overwritten; the new manifest comes last, by a rename.
 */
export class Store {
  readonly dir: string;
  readonly #lock: Deno.FsFile;
  /** Final path below the dataset by staged path. */
  readonly #staged = new Map<string, string>();
  /** What came of handing written files to the disk, each an error or nothing. */
  #syncing: Promise<unknown>[] = [];
  #count = 0;

  private constructor(dir: string, lock: Deno.FsFile) {
    this.dir = dir;
    this.#lock = lock;
  }

  /**
   * Opens a dataset for writing, or begins one in a folder that is empty or not there.
   *
   * @throws UserError when another ingest is at work in it, or the folder holds something else
   */
  static open(dir: string): Store {
    refuseForeign(dir);
    Deno.mkdirSync(dir, { recursive: true });
    const lock = Deno.openSync(join(dir, LOCK), { create: true, write: true });
    // The lock dies with the process, however it ends; the file stays, or two could hold "the" lock.
    if (!lock.tryLockSync(true)) {
      lock.close();
      throw new UserError(`${dir}: another ingest is writing to it; wait until it is done`);
    }
    const store = new Store(dir, lock);
    removeIfThere(store.stagePath());
    Deno.mkdirSync(store.stagePath());
    return store;
  }

  /** The manifest, or that of an empty dataset. */
  manifest(): Manifest {
    const path = join(this.dir, MANIFEST);
    return exists(path) ? parseManifest(Deno.readTextFileSync(path), this.dir) : emptyManifest();
  }

  /** A path for temporary files, removed in the end; without a name the folder itself. */
  stagePath(name = ""): string {
    return join(this.dir, STAGE, name);
  }

  /** Writes a temporary file. The disk takes it while the next is read: `commit` waits for it. */
  put(bytes: Uint8Array): string {
    const path = this.stagePath(String(this.#count++));
    const file = write(path, bytes);
    if (this.#syncing.length < MOST_SYNCING) this.#syncing.push(sync(file));
    else syncNow(file);
    return path;
  }

  /** Lets a temporary file take its place below the dataset at `commit`. */
  adopt(path: string, place: string): void {
    this.#staged.set(path, place);
  }

  /** Moves staged files into place once they survive a power cut, then the manifest. */
  async commit(manifest: Manifest): Promise<void> {
    const error = (await this.#synced()).find((error) => error !== undefined);
    if (error) throw error;
    const folders = new Set<string>([this.dir]);
    for (const [staged, path] of this.#staged) {
      const place = join(this.dir, path);
      let folder = dirname(place);
      Deno.mkdirSync(folder, { recursive: true });
      Deno.renameSync(staged, place);
      for (; !folders.has(folder); folder = dirname(folder)) folders.add(folder);
    }
    this.#staged.clear();
    for (const folder of folders) syncFolder(folder);
    const staged = this.stagePath(MANIFEST);
    syncNow(write(staged, new TextEncoder().encode(serialiseManifest(manifest))));
    Deno.renameSync(staged, join(this.dir, MANIFEST));
    syncFolder(this.dir);
  }

  /** Removes what an older manifest named or a killed run left, and nothing else. */
  sweep(manifest: Manifest): void {
    const wanted = new Set(filesOf(manifest));
    for (const folder of ["series", "rejects"]) sweepFolder(this.dir, folder, wanted);
  }

  /** Removes temporary files and lets others in. */
  async close(): Promise<void> {
    try {
      await this.#synced();
      removeIfThere(this.stagePath());
    } finally {
      this.#lock.close();
    }
  }

  #synced(): Promise<unknown[]> {
    const syncing = this.#syncing;
    this.#syncing = [];
    return Promise.all(syncing);
  }
}

/** Bytes of a file, or undefined when it is not there. */
export function readIfThere(path: string): Uint8Array | undefined {
  try {
    return Deno.readFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function refuseForeign(dir: string): void {
  let entries: Deno.DirEntry[];
  try {
    entries = [...Deno.readDirSync(dir)];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    if (error instanceof Deno.errors.NotADirectory) {
      throw new UserError(`${dir}: it is a file; --out wants a folder`);
    }
    throw error;
  }
  if (entries.some(({ name }) => name === MANIFEST)) return;
  const foreign = entries.find(({ name }) => !LEFTOVERS.has(name));
  if (foreign) {
    throw new UserError(
      `${dir}: no dataset, and not empty (it holds ${JSON.stringify(foreign.name)}); ` +
        `choose a new folder`,
    );
  }
}

/** A new file with that content, still open. */
function write(path: string, bytes: Uint8Array): Deno.FsFile {
  const file = Deno.openSync(path, { createNew: true, write: true });
  try {
    for (let done = 0; done < bytes.length;) done += file.writeSync(bytes.subarray(done));
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Waits beside other work until the disk has the file. @returns the error, if any: nobody may ask yet */
async function sync(file: Deno.FsFile): Promise<unknown> {
  try {
    await file.syncData();
  } catch (error) {
    return error;
  } finally {
    file.close();
  }
}

function syncNow(file: Deno.FsFile): void {
  try {
    file.syncDataSync();
  } finally {
    file.close();
  }
}

/** Makes renames in a folder survive a power cut; where folders cannot be synced, nothing can. */
function syncFolder(path: string): void {
  if (Deno.build.os === "windows") return;
  const folder = Deno.openSync(path);
  try {
    folder.syncSync();
  } finally {
    folder.close();
  }
}

function sweepFolder(root: string, folder: string, wanted: ReadonlySet<string>): boolean {
  const path = join(root, folder);
  if (!exists(path)) return true;
  let empty = true;
  for (const entry of [...Deno.readDirSync(path)]) {
    const below = `${folder}/${entry.name}`;
    if (entry.isDirectory) {
      empty = sweepFolder(root, below, wanted) && empty;
    } else if (entry.isFile && isOwnFile(below) && !wanted.has(below)) {
      Deno.removeSync(join(root, below));
    } else {
      empty = false;
    }
  }
  if (empty) Deno.removeSync(path);
  return empty;
}

function removeIfThere(path: string): void {
  if (exists(path)) Deno.removeSync(path, { recursive: true });
}

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
