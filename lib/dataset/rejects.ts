import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Stored } from "./manifest.ts";

/** A row that was rejected, as a line of JSON in the rejects of its raw file. */
export interface RejectRow {
  /** Name of the file, or of the archive's member. */
  file: string;
  /** Line (text) or row (binary), from 1. */
  line: number;
  reason: string;
  text: string;
  /** Series, where the row could be read as a row of one. */
  series?: string;
}

const FLUSH_CHARACTERS = 1 << 16;
const MAX_TEXT = 200;

/** Writes the rejects of one raw file, in bounded memory however many there are. */
export class RejectsWriter {
  readonly path: string;
  readonly #hash = createHash("sha256");
  #pending = "";
  #bytes = 0;
  #crc = 0;
  rows = 0;

  /** @param path of a temporary file, made when there is a first reject */
  constructor(path: string) {
    this.path = path;
  }

  add(reject: RejectRow): void {
    this.rows++;
    this.#pending += JSON.stringify({ ...reject, text: reject.text.slice(0, MAX_TEXT) }) + "\n";
    if (this.#pending.length > FLUSH_CHARACTERS) this.#flush();
  }

  /** What there is to say in the manifest, or null when nothing was rejected. */
  finish(id: string): Stored | null {
    if (this.rows === 0) return null;
    this.#flush();
    return {
      file: `${id}.${this.#hash.digest("hex").slice(0, 16)}.jsonl`,
      rows: this.rows,
      bytes: this.#bytes,
      crc32: this.#crc.toString(16).padStart(8, "0"),
    };
  }

  #flush(): void {
    const bytes = new TextEncoder().encode(this.#pending);
    this.#pending = "";
    this.#hash.update(bytes);
    this.#crc = crc32(bytes, this.#crc);
    this.#bytes += bytes.length;
    Deno.writeFileSync(this.path, bytes, { append: true });
  }
}
