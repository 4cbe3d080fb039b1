import type { Field, RowChunk } from "./fields.ts";
import { Interner } from "./intern.ts";
import {
  BYTES,
  COLUMNS,
  FLAG,
  KINDS,
  memory,
  NUMBER,
  readRows,
  SKIP,
  TEXT,
} from "./plain-rows.wasm";
import { readUtc } from "./utc.ts";

/** Text handed over at a time, at most: it and its columns stay in the processor's cache. */
const PIECE = 1 << 16;
/** After a row that is not plain: where those are many, reading far ahead would be in vain. */
const SMALL_PIECE = 1 << 10;
/** Rows of a piece: columns of the narrowest rows fill the memory that there is for them. */
const MOST_ROWS = 8192;
const LF = 10;

const text = new Uint8Array(memory.buffer, BYTES, PIECE);

/** Where reading stands in a chunk and in a file. */
export interface Position {
  /** Rows that the chunk holds. */
  row: number;
  /** Position of the next row in the buffer. */
  start: number;
  /** Its line in the file, from 1. */
  line: number;
}

/**
 * Reads plain rows (digits and unquoted text, as many fields as the header) straight from bytes into
 * typed arrays, in WebAssembly. The memory there is shared by all readers: it holds nothing between
 * two calls.
 */
export class PlainRows {
  readonly #kinds: Uint8Array;
  /** Rows of a piece, at most: none has fewer bytes than fields and delimiters. */
  readonly #most: number;
  /** Where each row begins, and how many lines stand before it; after the last, where reading stopped. */
  readonly #starts: Uint32Array;
  readonly #numbers: { name: string; values: Float64Array }[] = [];
  readonly #texts: { name: string; isTime: boolean; bounds: Uint32Array }[] = [];
  readonly #interner = new Interner();
  #piece = PIECE;
  #lastTime = { text: "", value: NaN };

  /**
   * @param fields of each row in turn, null for one to pass over
   * @param delimiter its byte
   */
  constructor(fields: readonly (Field | null)[], readonly delimiter: number) {
    this.#kinds = Uint8Array.from(fields, (field) => field ? KIND_OF[field.kind] : SKIP);
    this.#most = Math.min(MOST_ROWS, Math.floor(PIECE / (2 * fields.length)));
    const room = this.#most + 1;
    const at = (column: number) => COLUMNS + 8 * column * room;
    this.#starts = new Uint32Array(memory.buffer, at(0), 2 * room);
    for (const [i, field] of fields.entries()) {
      if (field?.kind === "text" || field?.kind === "utc") {
        const bounds = new Uint32Array(memory.buffer, at(i + 1), 2 * room);
        this.#texts.push({ name: field.name, isTime: field.kind === "utc", bounds });
      } else if (field) {
        const values = new Float64Array(memory.buffer, at(i + 1), room);
        this.#numbers.push({ name: field.name, values });
      }
    }
  }

  /**
   * Reads on until a row is not plain, the chunk is full, or the whole lines end.
   *
   * @param bytes hold whole lines from the position up to `limit`
   */
  read(bytes: Uint8Array, limit: number, chunk: RowChunk, position: Position): Position {
    while (position.start < limit) {
      const { start } = position;
      position = this.#readPiece(bytes, limit, chunk, position);
      if (position.start === start || position.row === chunk.lines.length) break;
    }
    return position;
  }

  #readPiece(bytes: Uint8Array, limit: number, chunk: RowChunk, position: Position): Position {
    const { row, start, line } = position;
    const given = bytes.subarray(start, Math.min(limit, start + this.#piece));
    const length = given.lastIndexOf(LF) + 1;
    text.set(given);
    new Uint8Array(memory.buffer, KINDS).set(this.#kinds);
    const most = Math.min(this.#most, chunk.lines.length - row);
    let rows = readRows(length, this.#kinds.length, this.#most + 1, most, this.delimiter);
    for (const { name, isTime, bounds } of this.#texts) {
      if (isTime) rows = this.#putTimes(chunk.numbers[name], row, bounds, rows);
      else this.#putTexts(chunk.texts[name], row, bounds, rows);
    }
    for (const { name, values } of this.#numbers) {
      chunk.numbers[name].set(values.subarray(0, rows), row);
    }
    const starts = this.#starts;
    for (let i = 0; i < rows; i++) chunk.lines[row + i] = line + starts[2 * i + 1];
    const [read, lines] = starts.subarray(2 * rows);
    const stopped = read < length && rows < most;
    this.#piece = stopped ? SMALL_PIECE : Math.min(PIECE, 2 * this.#piece);
    return { row: row + rows, start: start + read, line: line + lines };
  }

  #putTexts(target: string[], row: number, bounds: Uint32Array, rows: number): void {
    for (let i = 0; i < rows; i++) {
      target[row + i] = this.#interner.get(text, bounds[2 * i], bounds[2 * i + 1]);
    }
  }

  /** @returns how many rows begin with times that can be read */
  #putTimes(target: Float64Array, row: number, bounds: Uint32Array, rows: number): number {
    for (let i = 0; i < rows; i++) {
      const written = this.#interner.get(text, bounds[2 * i], bounds[2 * i + 1]);
      if (written !== this.#lastTime.text) {
        this.#lastTime = { text: written, value: readUtc(written) };
      }
      target[row + i] = this.#lastTime.value;
      if (Number.isNaN(this.#lastTime.value)) return i;
    }
    return rows;
  }
}

const KIND_OF = { number: NUMBER, flag: FLAG, text: TEXT, utc: TEXT };
