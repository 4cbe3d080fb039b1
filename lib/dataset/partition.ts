import {
  Dictionary,
  Field,
  Int32,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableFromIPC,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import { type AnyColumns, type Columns, toArrow } from "../tables/columns.ts";
import { type TableName, TABLES } from "../tables/schema.ts";

/** Rows with, for each, the set of raw files that say the same: codes into `sets`. */
export interface Sourced {
  columns: AnyColumns;
  codes: Int32Array;
  /** Ids of raw files, sorted, separated by a blank. */
  sets: string[];
}

const FILES = new Dictionary(new Utf8(), new Int32(), 1);

/**
 * Rows as the bytes of an Arrow IPC file: one batch, uncompressed, so that reading is zero-copy; the
 * columns of the table, then `files`, the raw files that each row came from.
 *
 * @example encodePartition("candles", rows)
 */
export function encodePartition(table: TableName, { columns, codes, sets }: Sourced): Uint8Array {
  const arrow = toArrow(table, unshared(columns) as unknown as Columns<TableName>);
  const fields = [...arrow.schema.fields, new Field("files", FILES, false)];
  const dictionary = vectorFromArray(sets, new Utf8());
  const files = makeData({ type: FILES, length: codes.length, data: codes, dictionary });
  const schema = new Schema(fields);
  const struct = makeData({
    type: new Struct(fields),
    length: codes.length,
    nullCount: 0,
    children: [...arrow.batches[0].data.children, files],
  });
  return tableToIPC(new Table(schema, new RecordBatch(schema, struct)), "file");
}

/**
 * Rows out of the bytes that `encodePartition` wrote, which are taken over: numbers are views on them
 * (the slots of nulls hold NaN already), and times are made numbers where they stand.
 */
export function decodePartition(table: TableName, bytes: Uint8Array): Sourced {
  const batch = tableFromIPC(bytes).batches[0];
  // Buffers are padded to 8 bytes: what is narrower than that may seem to hold more rows.
  const values = (name: string) => batch.getChild(name)!.data[0].values.subarray(0, batch.numRows);
  const columns: Record<string, Float64Array | Int8Array> = {};
  for (const [name, column] of Object.entries(TABLES[table])) {
    columns[name] = column.type === "time" ? timesInPlace(values(name)) : values(name);
  }
  return {
    columns: columns as AnyColumns,
    codes: values("files"),
    sets: [...batch.getChild("files")!.data[0].dictionary!] as string[],
  };
}

// apache-arrow 21 writes memory that two columns share only once, and the file is garbage.
function unshared(columns: AnyColumns): AnyColumns {
  const seen = new Set<ArrayBufferLike>();
  return Object.fromEntries(
    Object.entries(columns).map(([name, values]) => {
      const own = seen.has(values.buffer) ? values.slice() : values;
      seen.add(own.buffer);
      return [name, own];
    }),
  ) as AnyColumns;
}

/**
 * Times in ms out of whole numbers of 64 bits, where these stand: fresh memory takes longer than the
 * work. By words, since BigInt is ten times slower; times of data are positive and below 2^53.
 */
export function timesInPlace(values: BigInt64Array | Float64Array): Float64Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  const times = new Float64Array(values.buffer, values.byteOffset, values.length);
  for (let i = 0; i < times.length; i++) times[i] = words[2 * i + 1] * 4294967296 + words[2 * i];
  return times;
}
