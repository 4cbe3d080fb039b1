import { createHash } from "node:crypto";
import { basename } from "node:path";
import { setImmediate } from "node:timers/promises";
import { UserError } from "../errors.ts";
import type { RandomAccess } from "../sources/source.ts";

/**
 * Where bytes pass through that are only hashed: small enough to stay in the processor's cache, and filled by
 * this thread. That takes a third of the time of new memory for each file, filled by another thread.
 */
const PASSING = new Uint8Array(1 << 18);
/** Bytes hashed between two turns of the event loop, some 20 ms. */
const TURN = 16 << 20;

/** A raw file on disk, open for reading only. */
export class RawOnDisk implements RandomAccess {
  readonly name: string;
  readonly size: number;
  readonly #file: Deno.FsFile;
  /** Where it stands: a seek takes as long as reading 100 KB, and most readers go on where they were. */
  #at = 0;

  private constructor(name: string, size: number, file: Deno.FsFile) {
    this.name = name;
    this.size = size;
    this.#file = file;
  }

  /** @throws UserError when there is no such file, or it is a folder or a device */
  static async open(path: string): Promise<RawOnDisk> {
    let file: Deno.FsFile;
    let size: number;
    try {
      // Before it is opened: a pipe that nobody writes to would never open.
      const stat = await Deno.stat(path);
      if (!stat.isFile) {
        throw new UserError(`${path}: it is a ${stat.isDirectory ? "folder" : "device"}, no file`);
      }
      size = stat.size;
      file = await Deno.open(path);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) throw new UserError(`${path}: no such file`);
      if (error instanceof Deno.errors.PermissionDenied) {
        throw new UserError(`${path}: no permission to read it`);
      }
      throw error;
    }
    return new RawOnDisk(basename(path), size, file);
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.size - offset)));
    if (offset !== this.#at) this.#at = await this.#file.seek(offset, Deno.SeekMode.Start);
    let done = 0;
    while (done < bytes.length) {
      const read = await this.#file.read(bytes.subarray(done));
      if (read === null) break;
      done += read;
    }
    this.#at += done;
    return bytes.subarray(0, done);
  }

  /** SHA-256 of the content, in hex. */
  async sha256(): Promise<string> {
    const hash = createHash("sha256");
    this.#at = await this.#file.seek(0, Deno.SeekMode.Start);
    for (let read; (read = this.#file.readSync(PASSING)) !== null;) {
      hash.update(PASSING.subarray(0, read));
      this.#at += read;
      if (this.#at % TURN < read) await setImmediate();
    }
    return hash.digest("hex");
  }

  close(): void {
    this.#file.close();
  }
}
