import { zstdDecompressSync } from "node:zlib";
import {
  compressionRegistry,
  CompressionType,
  DataType,
  type RecordBatch,
  RecordBatchReader,
  TimeUnit,
} from "apache-arrow";
import { UserError } from "../errors.ts";
import { decompressLz4 } from "./lz4.ts";
import type { RawFile } from "./source.ts";

/** An Arrow file is read from its end, so it must fit into memory; freqtrade's largest are 30 MB. */
const MAX_BYTES = 128 << 20;
/** Most bytes of one decompressed column chunk: 16 million rows. */
const MAX_BUFFER = 128 << 20;

// apache-arrow knows compressed files but brings no codec.
compressionRegistry.set(CompressionType.LZ4_FRAME, {
  decode: (bytes) => decompressLz4(bytes, MAX_BUFFER),
});
compressionRegistry.set(CompressionType.ZSTD, {
  decode: (bytes) => new Uint8Array(zstdDecompressSync(bytes, { maxOutputLength: MAX_BUFFER })),
});

/** Whether bytes begin an Arrow IPC file (also called Feather, version 2). */
export function isArrowFile(head: Uint8Array): boolean {
  return [..."ARROW1"].every((letter, i) => head[i] === letter.charCodeAt(0));
}

/**
 * Record batches of an Arrow IPC file, compressed with LZ4, ZSTD or not at all.
 *
 * @throws UserError when the file is damaged, cut off or too large
 * @example for await (const batch of arrowBatches(file)) batch.getChild("open");
 */
export async function* arrowBatches(file: RawFile): AsyncGenerator<RecordBatch> {
  const bytes = await readAll(file);
  if (!isArrowFile(bytes)) throw new UserError(`${file.name}: no Arrow file`);
  if (!isArrowFile(bytes.subarray(-6))) {
    throw new UserError(`${file.name}: the file is cut off; download or write it again`);
  }
  let batches: RecordBatchReader;
  try {
    batches = RecordBatchReader.from(bytes).open();
  } catch (error) {
    throw unreadable(file, error);
  }
  while (true) {
    let next: IteratorResult<RecordBatch>;
    try {
      next = batches.next() as IteratorResult<RecordBatch>;
      if (!next.done) checkLengths(next.value);
    } catch (error) {
      throw unreadable(file, error);
    }
    if (next.done) return;
    yield next.value;
  }
}

/**
 * Times of a column in milliseconds since the epoch, whatever unit its type says, or undefined where
 * the column holds no timestamps. Nulls are NaN.
 */
export function timesOf(batch: RecordBatch, name: string): Float64Array | undefined {
  const vector = batch.getChild(name);
  if (!vector || !DataType.isTimestamp(vector.type)) return undefined;
  const perMs = {
    [TimeUnit.SECOND]: 0.001,
    [TimeUnit.MILLISECOND]: 1,
    [TimeUnit.MICROSECOND]: 1e3,
    [TimeUnit.NANOSECOND]: 1e6,
  }[vector.type.unit as TimeUnit];
  const raw = vector.data[0].values as BigInt64Array;
  const words = new Uint32Array(raw.buffer, raw.byteOffset, raw.length * 2);
  const times = new Float64Array(batch.numRows);
  for (let i = 0; i < times.length; i++) {
    const high = words[2 * i + 1] | 0, low = words[2 * i];
    // Nanoseconds exceed 2^53: 2^32 ns are 4,294 ms and 967,296 ns, so nothing is rounded.
    times[i] = perMs === 1e6
      ? high * 4294 + Math.floor((high * 967296 + low) / 1e6)
      : Math.floor((high * 4294967296 + low) / perMs);
  }
  return withoutNulls(times, batch, name);
}

/** Numbers of a Float64 column with NaN for null, or undefined where the column is none. */
export function numbersOf(batch: RecordBatch, name: string): Float64Array | undefined {
  const vector = batch.getChild(name);
  if (!vector || !DataType.isFloat(vector.type) || vector.type.precision !== 2) return undefined;
  const values = (vector.data[0].values as Float64Array).slice(0, batch.numRows);
  return withoutNulls(values, batch, name);
}

function withoutNulls(values: Float64Array, batch: RecordBatch, name: string): Float64Array {
  const vector = batch.getChild(name)!;
  if (vector.nullCount > 0) {
    for (let i = 0; i < values.length; i++) if (!vector.isValid(i)) values[i] = NaN;
  }
  return values;
}

// apache-arrow does not hold the buffers against the number of rows that the header claims.
function checkLengths(batch: RecordBatch): void {
  for (const child of batch.data.children) {
    if (child.length !== batch.numRows) throw new RangeError("columns of unequal length");
    if (child.values && child.values.length < batch.numRows * child.stride) {
      throw new RangeError("a column is shorter than its header says");
    }
  }
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

function unreadable(file: RawFile, error: unknown): UserError {
  const why = error instanceof Error ? error.message : String(error);
  return new UserError(`${file.name}: the Arrow file is damaged (${why}); write it again`);
}
