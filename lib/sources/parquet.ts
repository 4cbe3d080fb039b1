import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetScan,
  parquetSchema,
  type SchemaTree,
} from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { UserError } from "../errors.ts";
import { BATCH_ROWS } from "./batch-of.ts";
import { cutChunk, emptyChunk, type Field, type Layout, type RowChunk } from "./csv/fields.ts";
import { readUtc } from "./csv/utc.ts";
import { checkPages, MAX_GROUP_ROWS, MAX_PAGE } from "./parquet-pages.ts";
import type { RawFile, Reject } from "./source.ts";

/** What a damaged or hostile file may make us hold at once. */
const MAX_FILE = 512 << 20;

/** Whether bytes begin a Parquet file. */
export function isParquet(head: Uint8Array): boolean {
  return String.fromCharCode(...head.subarray(0, 4)) === "PAR1";
}

/**
 * Reads columns of a Parquet file, one row group at a time. Typed timestamps come as milliseconds
 * and fit fields of kind `utc`; nulls are unknown numbers.
 *
 * @throws UserError when the file is damaged, cut off, or its row groups are too large
 */
export async function* readParquet(
  file: RawFile,
  layoutOf: (columns: string[]) => Layout,
): AsyncGenerator<RowChunk | Reject> {
  const buffer = await randomAccess(file);
  const metadata = await guarded(file, () => parquetMetadataAsync(buffer));
  for (const group of metadata.row_groups) {
    if (Number(group.num_rows) > MAX_GROUP_ROWS) {
      throw new UserError(
        `${file.name}: a row group of ${group.num_rows} rows; write it with 1,000,000 at most`,
      );
    }
  }
  const columns = columnsOf(file, metadata);
  const { fields } = layoutOf(columns.map((column) => column.element.name));
  for (const [i, field] of fields.entries()) {
    const { logical_type: type, converted_type: old } = columns[i].element;
    const timestamp = type?.type === "TIMESTAMP" || type?.type === "DATE" ||
      /^(TIMESTAMP|DATE)/.test(old ?? "");
    if (field?.kind === "number" && timestamp) {
      throw new UserError(
        `${file.name}: column "${field.name}" holds typed times: say unit "utc" for it`,
      );
    }
  }
  const wanted = new Set(fields.flatMap((field) => field ? [field.name] : []));
  await guarded(file, () => checkPages(buffer, metadata, wanted));
  const scan = await guarded(
    file,
    () => parquetScan({ file: buffer, metadata, compressors: COMPRESSORS, parsers: PARSERS }),
  );
  for (const { rowStart, rowEnd } of scan.ranges) {
    const group = new Map<Field, ArrayLike<unknown>>();
    for (const field of fields) {
      if (!field) continue;
      const read = () => scan.readColumn({ column: field.name, rowStart, rowEnd });
      const values = await guarded(file, read);
      if (values.length !== rowEnd - rowStart) throw damaged(file, "columns of unequal length");
      group.set(field, values);
    }
    for (let from = rowStart; from < rowEnd; from += BATCH_ROWS) {
      yield* rowsOf(
        group,
        fields,
        from - rowStart,
        Math.min(rowEnd, from + BATCH_ROWS) - rowStart,
        from,
      );
    }
  }
}

function* rowsOf(
  group: Map<Field, ArrayLike<unknown>>,
  fields: (Field | null)[],
  from: number,
  to: number,
  first: number,
): Generator<RowChunk | Reject> {
  const chunk = emptyChunk(fields, to - from);
  let row = 0;
  for (let i = from; i < to; i++) {
    let wrong: string | undefined;
    for (const [field, values] of group) wrong ??= putValue(chunk, row, field, values[i]);
    const line = first + i - from + 1;
    if (wrong === undefined) chunk.lines[row++] = line;
    else {
      const text = [...group].map(([field, values]) => `${field.name}=${values[i]}`).join(" ");
      yield { line, reason: wrong, text: text.slice(0, 200) };
    }
  }
  if (row > 0) yield cutChunk(chunk, row);
}

function putValue(chunk: RowChunk, row: number, field: Field, value: unknown): string | undefined {
  if (field.kind === "text") {
    chunk.texts[field.name][row] = value === null || value === undefined ? "" : String(value);
    return;
  }
  let number = NaN;
  if (typeof value === "number") number = value;
  else if (typeof value === "bigint") number = Number(value);
  else if (typeof value === "string" && field.kind === "utc") number = readUtc(value);
  else if (typeof value === "boolean" && field.kind === "flag") number = Number(value);
  else if (value !== null && value !== undefined) return `${field.name} is of type ${typeof value}`;
  if (Number.isNaN(number) && !field.optional) return `${field.name} is missing`;
  if (Math.abs(number) === Infinity) return `${field.name} is infinite`;
  chunk.numbers[field.name][row] = number;
}

const PARSERS = {
  timestampFromMilliseconds: (ms: bigint) => Number(ms),
  timestampFromMicroseconds: (us: bigint) => Number(us / 1000n),
  timestampFromNanoseconds: (ns: bigint) => Number(ns / 1_000_000n),
  dateFromDays: (days: number) => days * 86_400_000,
};

// A page says itself how large it becomes: do not believe it without bounds.
const COMPRESSORS = Object.fromEntries(
  Object.entries(compressors).map(([name, unpack]) => [
    name,
    (input: Uint8Array, length: number) => {
      if (length > MAX_PAGE) throw new RangeError(`a page of ${length} bytes`);
      return unpack!(input, length);
    },
  ]),
);

async function randomAccess(file: RawFile): Promise<AsyncBuffer> {
  const bytes = file.bytes;
  if (bytes) {
    return {
      byteLength: bytes.size,
      slice: async (from, to = bytes.size) => {
        const read = await bytes.read(from, Math.min(to, bytes.size) - from);
        return read.slice().buffer;
      },
    };
  }
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of file.stream()) {
    size += chunk.length;
    if (size > MAX_FILE) {
      throw new UserError(`${file.name}: unpack it first: above 512 MB in an archive`);
    }
    chunks.push(chunk.slice());
  }
  const whole = await new Blob(chunks).arrayBuffer();
  return { byteLength: size, slice: (from, to) => whole.slice(from, to) };
}

function columnsOf(file: RawFile, metadata: FileMetaData): SchemaTree[] {
  try {
    const { children } = parquetSchema(metadata);
    if (children.every(({ element }) => typeof element.name === "string")) return children;
  } catch {
    // The tree of columns has another shape than it says.
  }
  throw damaged(file, "its list of columns");
}

/** hyparquet throws errors of many kinds on damaged bytes; all of them mean the same to a user. */
async function guarded<T>(file: RawFile, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw damaged(file, error instanceof Error ? error.message : String(error));
  }
}

function damaged(file: RawFile, why: string): UserError {
  return new UserError(`${file.name}: the Parquet file is damaged (${why}): fetch it again`);
}
