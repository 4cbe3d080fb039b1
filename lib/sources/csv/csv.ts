import { UserError } from "../../errors.ts";
import type { RawFile, Reject } from "../source.ts";
import {
  CHUNK_ROWS,
  cutChunk,
  emptyChunk,
  type Field,
  type Layout,
  putText,
  type RowChunk,
} from "./fields.ts";
import { bomLength, wholeLine } from "./first-line.ts";
import { BLOCK, lineBlocks } from "./line-blocks.ts";
import { PlainRows } from "./plain-rows.ts";
import { type Block, readAhead } from "./read-ahead.ts";
import { type CsvRecord, MAX_RECORD, splitRecord } from "./record.ts";
import type { PlainRead, RowLayout } from "./second-thread.ts";

const LF = 10, HASH = 35, COMMA = 44;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Reads a CSV file as columns, in chunks, through one buffer and one set of columns: a chunk is the
 * caller's until it asks for the next (fresh columns take a third of the time, in page faults).
 *
 * Nearly every row is plain: digits and unquoted text, as many fields as the header. Those go
 * straight from bytes into typed arrays. A row that is anything else is taken apart with care, and
 * either read or rejected with its line and reason; no row is dropped without a word, save blank
 * lines. `,`, `;` and tab delimit, whichever the first line holds.
 *
 * @param layoutOf chooses the columns to read from the fields of the first line
 * @throws UserError when the file is empty, UTF-16, or has no line end within 64 KB
 * @example
 * for await (const read of readCsv(file, (first) => ({ header: true, fields: [...] }))) { ... }
 */
export async function* readCsv(
  file: RawFile,
  layoutOf: (first: string[]) => Layout,
): AsyncGenerator<RowChunk | Reject> {
  const parser = new CsvParser(file.name, layoutOf);
  const blocks = file.second
    ? readAhead(file.stream(), file.second, () => parser.plainLayout)
    : alone(file.stream());
  for await (const { bytes, plain } of blocks) {
    let from = 0;
    if (plain && parser.isBetweenRows) {
      yield* parser.take(plain);
      from = plain.position.start;
    }
    parser.goOn(bytes.subarray(from));
    yield* parser.parse(false);
  }
  yield* parser.parse(true);
  yield* parser.rest();
}

async function* alone(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Block> {
  for await (const bytes of lineBlocks(stream, 1)) yield { bytes };
}

/** What `readCsv` yields is a reject rather than a chunk of rows. */
export function isReject(read: RowChunk | Reject): read is Reject {
  return "reason" in read;
}

class CsvParser {
  /** A block of the file, or what was left of the last one and another. */
  #bytes: Uint8Array = new Uint8Array(0);
  readonly #joined = new Uint8Array(MAX_RECORD + 1 + BLOCK + 1);
  #start = 0;
  #end = 0;
  #line = 1;
  #skipping = false;

  #delimiter = COMMA;
  #header: string[] | undefined;
  #fields: (Field | null)[] = [];
  #chunk: RowChunk = emptyChunk([], 0);
  #row = 0;
  #plain: PlainRows | undefined;
  /** For another thread, once it is known and if no column is text: that would have to be copied. */
  plainLayout: RowLayout | undefined;

  constructor(readonly name: string, readonly layoutOf: (first: string[]) => Layout) {}

  /** Goes on with a block, which must stay as it is until the next is given. */
  goOn(block: Uint8Array): void {
    const rest = this.#bytes.subarray(this.#start, this.#end);
    if (rest.length === 0) {
      this.#bytes = block;
    } else {
      this.#joined.set(rest);
      this.#joined.set(block, rest.length);
      this.#bytes = this.#joined;
    }
    this.#start = 0;
    this.#end = rest.length + block.length;
  }

  /** Whether a row begins after what was given. */
  get isBetweenRows(): boolean {
    return this.#plain !== undefined && this.#start === this.#end && !this.#skipping;
  }

  /** Takes rows that another thread has read of what follows. */
  *take({ chunk, position }: PlainRead): Generator<RowChunk> {
    const { row, line } = position;
    if (row > 0) {
      yield* this.rest();
      for (let i = 0; i < row; i++) chunk.lines[i] += this.#line;
      yield cutChunk(chunk, row);
    }
    this.#line += line;
  }

  /** Rows of the buffer, as far as it holds whole lines. */
  *parse(final: boolean): Generator<RowChunk | Reject> {
    if (this.#fields.length === 0 && !(yield* this.#begin(final))) return;
    const limit = this.#bytes.subarray(0, this.#end).lastIndexOf(LF) + 1;
    while (this.#start < this.#end) {
      if (!this.#skipping) this.#plainRows(limit);
      if (this.#row === CHUNK_ROWS) yield* this.rest();
      else if (this.#start < this.#end) {
        const done = this.#anyRow(final);
        if (done === "more") return;
        if (done) yield done;
      }
    }
  }

  /** The rows that are read and not yet handed over. */
  *rest(): Generator<RowChunk> {
    if (this.#row === 0) return;
    yield cutChunk(this.#chunk, this.#row);
    this.#row = 0;
  }

  /** Comments, and the first line after them. @returns whether that was all there */
  *#begin(final: boolean): Generator<Reject, boolean> {
    if (final && this.#end === 0) throw new UserError(`${this.name} is empty: fetch it again`);
    const filled = this.#bytes.subarray(0, this.#end);
    // Not added: this may be called again before the buffer moves on.
    if (this.#line === 1) this.#start = Math.max(this.#start, bomLength(this.name, filled));
    while (this.#start < this.#end) {
      const rest = this.#bytes.subarray(this.#start, this.#end);
      const text = wholeLine(this.name, this.#line, rest, final);
      if (text === undefined) return false;
      if (text.trim() !== "" && !text.startsWith("#")) return this.#layOut(text, final);
      if (text.trim() !== "") yield { line: this.#line, reason: "a comment", text: cut(text) };
      this.#start += rest.indexOf(LF) + 1;
      this.#line++;
    }
    if (final) throw new UserError(`${this.name} holds no row: fetch it again`);
    return false;
  }

  #layOut(text: string, final: boolean): boolean {
    const delimiter = [",", ";", "\t"].find((mark) => text.includes(mark)) ?? ",";
    this.#delimiter = delimiter.charCodeAt(0);
    const end = Math.min(this.#end, this.#start + MAX_RECORD);
    const whole = final && end === this.#end;
    const first = splitRecord(this.#bytes, this.#start, end, this.#delimiter, whole);
    if (!first && end === this.#end) return false;
    if (!first) throw new UserError(`${this.name}: line ${this.#line} never ends: no CSV file`);
    if (first.fault) throw new UserError(`${this.name}: line ${this.#line} has ${first.fault}`);
    const names = first.fields.map((name) => name.trim());
    const layout = this.layoutOf(names);
    if (layout.fields.length !== names.length) {
      throw new UserError(
        `${this.name}: ${names.length} columns where ${layout.fields.length} are expected`,
      );
    }
    this.#fields = layout.fields;
    if (layout.header) {
      this.#header = names;
      this.#start = first.next;
      this.#line += first.lines;
    }
    this.#chunk = emptyChunk(this.#fields, CHUNK_ROWS);
    this.#plain = new PlainRows(this.#fields, this.#delimiter);
    if (this.#fields.every((field) => field?.kind !== "text")) {
      this.plainLayout = { fields: this.#fields, delimiter: this.#delimiter };
    }
    return true;
  }

  #plainRows(limit: number): void {
    const at = { row: this.#row, start: this.#start, line: this.#line };
    const next = this.#plain!.read(this.#bytes, limit, this.#chunk, at);
    ({ row: this.#row, start: this.#start, line: this.#line } = next);
  }

  /** Reads or rejects the row at the start of the buffer, whatever it is. */
  #anyRow(final: boolean): Reject | undefined | "more" {
    const bytes = this.#bytes, start = this.#start, line = this.#line;
    const end = Math.min(this.#end, start + MAX_RECORD + 1);
    const whole = final && end === this.#end;
    if (this.#skipping) {
      const newline = bytes.subarray(0, this.#end).indexOf(LF, start);
      this.#start = newline < 0 ? this.#end : newline + 1;
      this.#skipping = newline < 0;
      return;
    }
    const record = bytes[start] === HASH
      ? commentAt(bytes, start, end)
      : splitRecord(bytes, start, end, this.#delimiter, whole);
    if (!record && end === this.#end && end <= start + MAX_RECORD) return "more";
    const taken = record && !record.fault ? record : this.#firstLine(start, end, record);
    this.#start = taken.next;
    this.#line += taken.lines;
    const reason = taken.fault ?? this.#putRow(taken.fields, line);
    if (reason === undefined) return;
    const text = decoder.decode(bytes.subarray(start, Math.min(taken.next, start + 800)));
    return { line, reason, text: cut(text.replace(/\r?\n$/, "")) };
  }

  /** A record that is not to be had: its first line is lost, and no other. */
  #firstLine(start: number, end: number, record: CsvRecord | null): CsvRecord {
    if (record) return record;
    const newline = this.#bytes.subarray(0, end).indexOf(LF, start);
    if (newline >= 0) {
      const fault = "a quote is opened and not closed within 64 KB";
      return { next: newline + 1, lines: 1, fields: [], fault };
    }
    this.#skipping = true;
    return { next: end, lines: 1, fields: [], fault: "the line is longer than 64 KB" };
  }

  #putRow(texts: string[], line: number): string | undefined {
    if (texts.length === 1 && texts[0].trim() === "") return;
    const names = texts.map((text) => text.trim());
    const header = this.#header ?? this.#fields.map((field) => field?.name ?? "");
    const known = names.filter((name) => name !== "" && header.includes(name)).length;
    if (known === header.length && known === names.length) {
      if (names.every((name, i) => name === header[i])) return "the header again";
    }
    if (known >= 2 && known > names.length / 2) {
      throw new UserError(
        `${this.name}: line ${line} is another header, ${cut(names.join())}: split the file there`,
      );
    }
    if (texts.length !== this.#fields.length) {
      return `${texts.length} fields, not ${this.#fields.length}`;
    }
    for (let c = 0; c < texts.length; c++) {
      const field = this.#fields[c];
      const wrong = field && putText(this.#chunk, this.#row, field, texts[c]);
      if (wrong) return wrong;
    }
    this.#chunk.lines[this.#row++] = line;
  }
}

/** A line that begins with `#`, whatever quotes are in it. */
function commentAt(bytes: Uint8Array, start: number, end: number): CsvRecord | null {
  const newline = bytes.subarray(0, end).indexOf(LF, start);
  return newline < 0 ? null : { next: newline + 1, lines: 1, fields: [], fault: "a comment" };
}

function cut(text: string): string {
  return text.slice(0, 200);
}
