import { zstdDecompressSync } from "node:zlib";
import { UserError } from "../errors.ts";
import { FlatTable } from "./flatbuffer.ts";
import { decompressLz4 } from "./lz4.ts";
import type { RawFile } from "./source.ts";

/**
 * Arrow IPC files (also called Feather, version 2) from elsewhere. Read here and not by apache-arrow,
 * which trusts every length: a single changed byte keeps it busy for minutes. Times and Float64 are
 * read, other columns of numbers passed over.
 * Format: https://arrow.apache.org/docs/format/Columnar.html#ipc-file-format
 */

/** The file's index stands at its end, so it must fit into memory; freqtrade's largest are 30 MB. */
const MAX_BYTES = 128 << 20;
/** Most bytes of one column in one batch: 4 million rows. */
const MAX_COLUMN_BYTES = 32 << 20;

const MAGIC = "ARROW1";
/** Members of Arrow's type enumeration. */
const FLOAT = 3, TIMESTAMP = 10;
/** Types with a validity and a data buffer: integers, floats, booleans, decimals, dates, times... */
const TWO_BUFFERS = new Set([2, FLOAT, 6, 7, 8, 9, TIMESTAMP, 15, 18]);
const DOUBLE = 2, RECORD_BATCH = 3, LZ4_FRAME = 0, ZSTD = 1;
const TICKS_PER_MS = [0.001, 1, 1e3, 1e6];

/** Rows of a file: times in ms and numbers by column name, NaN where null. */
export interface ArrowRows {
  rows: number;
  times: Map<string, Float64Array>;
  numbers: Map<string, Float64Array>;
}

interface ArrowColumn {
  name: string;
  type: number;
  /** Of a timestamp: ticks in a millisecond. Else 0. */
  ticks: number;
  double: boolean;
}

/** Whether bytes begin an Arrow IPC file. */
export function isArrowFile(head: Uint8Array): boolean {
  return [...MAGIC].every((letter, i) => head[i] === letter.charCodeAt(0));
}

/**
 * Rows of an Arrow IPC file batch by batch, compressed with LZ4, ZSTD or not at all.
 *
 * @throws UserError when the file is damaged, cut off, too large or holds columns of another shape
 * @example for await (const { rows, numbers } of arrowRows(file)) numbers.get("open");
 */
export async function* arrowRows(file: RawFile): AsyncGenerator<ArrowRows> {
  const bytes = await readAll(file);
  if (!isArrowFile(bytes)) throw new UserError(`${file.name}: no Arrow file`);
  if (!isArrowFile(bytes.subarray(-MAGIC.length))) {
    throw new UserError(`${file.name}: the file is cut off; download or write it again`);
  }
  try {
    const footer = footerOf(bytes);
    const columns = columnsOf(footer, file.name);
    let end = 0;
    // A block: where its message stands, the message's length (lower half), that of its buffers.
    for (const [offset, length, body] of footer.structs(3, 3)) {
      if (offset < end) throw new RangeError("rows that overlap");
      end = offset + length % 2 ** 32 + body;
      yield rowsOf(bytes, columns, offset, length % 2 ** 32, body);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UserError(
      `${file.name}: the Arrow file is damaged (${error.message}); write it again`,
    );
  }
}

function footerOf(bytes: Uint8Array): FlatTable {
  const end = bytes.length - MAGIC.length - 4;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getInt32(end, true);
  return FlatTable.root(part(bytes, end - length, length));
}

function columnsOf(footer: FlatTable, file: string): ArrowColumn[] {
  return (footer.table(1)?.tables(1) ?? []).map((field) => {
    const name = field.string(0), type = field.uint8(2), detail = field.table(3);
    if (!TWO_BUFFERS.has(type) || field.table(4)) {
      throw new UserError(`${file}: column ${JSON.stringify(name)} holds no plain numbers`);
    }
    return {
      name,
      type,
      ticks: type === TIMESTAMP ? TICKS_PER_MS[detail?.int16(0) ?? 0] : 0,
      double: type === FLOAT && detail?.int16(0) === DOUBLE,
    };
  });
}

function rowsOf(
  bytes: Uint8Array,
  columns: ArrowColumn[],
  offset: number,
  length: number,
  bodyLength: number,
): ArrowRows {
  // Eight bytes of prefix: a continuation mark and the length of the message.
  const message = FlatTable.root(part(bytes, offset, length).subarray(8));
  const batch = message.table(2);
  if (message.uint8(1) !== RECORD_BATCH || !batch) throw new RangeError("no rows at their place");
  const body = part(bytes, offset + length, bodyLength);
  const codec = batch.table(3)?.uint8(0);
  const rows = batch.int64(0);
  const nodes = batch.structs(1, 2), buffers = batch.structs(2, 2);
  if (nodes.length !== columns.length || buffers.length !== 2 * columns.length) {
    throw new RangeError("rows do not fit the columns");
  }
  const read: ArrowRows = { rows, times: new Map(), numbers: new Map() };
  for (const [i, { name, ticks, double }] of columns.entries()) {
    if (ticks === 0 && !double) continue;
    const data = unpack(body, buffers[2 * i + 1], codec);
    if (nodes[i][0] !== rows || !(data.length >= 8 * rows)) {
      throw new RangeError(`column ${name} is shorter than ${rows} rows`);
    }
    const values = double ? toNumbers(data, rows) : toMs(data, rows, ticks);
    if (nodes[i][1] !== 0) blankNulls(values, unpack(body, buffers[2 * i], codec));
    (double ? read.numbers : read.times).set(name, values);
  }
  return read;
}

/** A buffer of a batch as it was before it was compressed. */
function unpack(body: Uint8Array, [offset, length]: number[], codec?: number): Uint8Array {
  const packed = part(body, offset, length);
  if (codec === undefined || length === 0) return packed;
  const size = Number(new DataView(packed.buffer, packed.byteOffset, length).getBigInt64(0, true));
  const frame = packed.subarray(8);
  if (size === -1) return frame;
  if (!(size >= 0 && size <= MAX_COLUMN_BYTES)) throw new RangeError(`a column of ${size} bytes`);
  const data = codec === LZ4_FRAME
    ? decompressLz4(frame, size)
    : codec === ZSTD
    ? decompressZstd(frame, size)
    : undefined;
  if (!data) throw new RangeError(`unknown compression ${codec}`);
  if (data.length !== size) throw new RangeError(`${data.length} bytes instead of ${size}`);
  return data;
}

function decompressZstd(frame: Uint8Array, size: number): Uint8Array {
  try {
    return zstdDecompressSync(frame, { maxOutputLength: Math.max(size, 1) });
  } catch (error) {
    throw new RangeError(`ZSTD: ${error instanceof Error ? error.message : error}`);
  }
}

function toNumbers(data: Uint8Array, rows: number): Float64Array {
  // Copied, because compressed buffers stand at any offset.
  return new Float64Array(data.slice(0, 8 * rows).buffer, 0, rows);
}

function toMs(data: Uint8Array, rows: number, ticks: number): Float64Array {
  const words = new Uint32Array(data.slice(0, 8 * rows).buffer, 0, 2 * rows);
  const times = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const high = words[2 * i + 1] | 0, low = words[2 * i];
    // Nanoseconds exceed 2^53: 2^32 ns are 4,294 ms and 967,296 ns, so nothing is rounded.
    times[i] = ticks === 1e6
      ? high * 4294 + Math.floor((high * 967296 + low) / 1e6)
      : Math.floor((high * 4294967296 + low) / ticks);
  }
  return times;
}

function blankNulls(values: Float64Array, valid: Uint8Array): void {
  if (valid.length * 8 < values.length) throw new RangeError("a column lacks its nulls");
  for (let i = 0; i < values.length; i++) if (!(valid[i >> 3] >> (i & 7) & 1)) values[i] = NaN;
}

function part(bytes: Uint8Array, offset: number, length: number): Uint8Array {
  if (!(offset >= 0 && length >= 0 && offset + length <= bytes.length)) {
    throw new RangeError(`${length} bytes at ${offset} of ${bytes.length}`);
  }
  return bytes.subarray(offset, offset + length);
}

async function readAll(file: RawFile): Promise<Uint8Array> {
  let bytes = new Uint8Array(1 << 20);
  let length = 0;
  for await (const chunk of file.stream()) {
    if (length + chunk.length > MAX_BYTES) {
      throw new UserError(`${file.name}: above ${MAX_BYTES >> 20} MB; split it by time`);
    }
    if (length + chunk.length > bytes.length) {
      const grown = new Uint8Array(Math.max(length + chunk.length, bytes.length * 2));
      grown.set(bytes.subarray(0, length));
      bytes = grown;
    }
    bytes.set(chunk, length);
    length += chunk.length;
  }
  return bytes.subarray(0, length);
}
