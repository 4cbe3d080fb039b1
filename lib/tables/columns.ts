import {
  Dictionary,
  Field,
  Float64,
  Int8,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  TimestampMillisecond,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import { type ColumnName, SIDES, type TableName, TABLES } from "./schema.ts";

/**
 * A table in memory: one typed array per column, all of the same length, sorted by time. Numbers are
 * Float64 with NaN for unknown; `side` holds dictionary codes (index into `SIDES`).
 *
 * @example
 * const bars: Columns<"candles"> = columnsOf("candles", table);
 * bars.close[bars.close.length - 1];
 */
export type Columns<T extends TableName> = {
  [C in ColumnName<T>]: typeof TABLES[T][C] extends { type: "side" } ? Int8Array : Float64Array;
};

/** Columns of any table, for code that treats all tables alike. */
export type AnyColumns = Record<string, Float64Array | Int8Array> & { time: Float64Array };

/** Empty columns of a given length: numbers unknown, sides `unknown`, times 0. */
export function emptyColumns<T extends TableName>(table: T, rows: number): Columns<T> {
  const columns: Record<string, Float64Array | Int8Array> = {};
  for (const [name, column] of Object.entries(TABLES[table])) {
    columns[name] = column.type === "side"
      ? new Int8Array(rows).fill(SIDES.indexOf("unknown"))
      : column.type === "time"
      ? new Float64Array(rows)
      : new Float64Array(rows).fill(NaN);
  }
  return columns as Columns<T>;
}

/** Columns to be written to: zeros, in memory that nobody has touched yet. */
export function unsetColumns(table: TableName, rows: number): AnyColumns {
  return Object.fromEntries(
    Object.entries(TABLES[table]).map(([name, { type }]) => [
      name,
      type === "side" ? new Int8Array(rows) : new Float64Array(rows),
    ]),
  ) as AnyColumns;
}

/**
 * Views on rows `from` (inclusive) to `to` (exclusive): no copy, so later changes show through.
 *
 * @example sliceColumns(bars, 0, 12)
 */
export function sliceColumns<C extends Record<string, Float64Array | Int8Array>>(
  columns: C,
  from: number,
  to: number,
): C {
  return Object.fromEntries(
    Object.entries(columns).map(([name, values]) => [name, values.subarray(from, to)]),
  ) as C;
}

const TIMESTAMP = new TimestampMillisecond("UTC");
const SIDE = new Dictionary(new Utf8(), new Int8(), 0);

/**
 * Columns as an Arrow table of one batch, with one dictionary per side column.
 * Unknown numbers become nulls. Values are shared where Arrow can hold them as they are.
 *
 * @example toArrow("candles", bars).numRows
 */
export function toArrow<T extends TableName>(table: T, columns: Columns<T>): Table {
  const source = columns as unknown as AnyColumns;
  const rows = source.time.length;
  const fields: Field[] = [];
  const children = Object.entries(TABLES[table]).map(([name, column]) => {
    const values = source[name];
    if (column.type === "time") {
      fields.push(new Field(name, TIMESTAMP, false));
      return makeData({ type: TIMESTAMP, length: rows, data: toInt64(values as Float64Array) });
    }
    if (column.type === "side") {
      fields.push(new Field(name, SIDE, false));
      const dictionary = vectorFromArray(SIDES, new Utf8());
      return makeData({ type: SIDE, length: rows, data: values as Int8Array, dictionary });
    }
    fields.push(new Field(name, new Float64(), column.nullable));
    const { bitmap, nulls } = column.nullable
      ? validity(values as Float64Array)
      : { bitmap: undefined, nulls: 0 };
    return makeData({
      type: new Float64(),
      length: rows,
      nullCount: nulls,
      data: values as Float64Array,
      nullBitmap: bitmap,
    });
  });
  const schema = new Schema(fields);
  const struct = makeData({ type: new Struct(fields), length: rows, nullCount: 0, children });
  return new Table(schema, new RecordBatch(schema, struct));
}

/**
 * Typed arrays of an Arrow table with the columns of `table`. Float64 columns without nulls in a
 * single batch are views on Arrow's memory; others are copied with NaN where they are null.
 *
 * @throws Error when a column is missing or of another type: datasets are written by this project
 * @example const { time, rate } = columnsOf("funding", arrowTable);
 */
export function columnsOf<T extends TableName>(table: T, arrow: Table): Columns<T> {
  const columns: Record<string, Float64Array | Int8Array> = {};
  for (const [name, column] of Object.entries(TABLES[table])) {
    const vector = arrow.getChild(name);
    if (!vector) throw new Error(`column ${name} of ${table} is missing`);
    if (column.type === "time") {
      columns[name] = fromInt64(vector.toArray() as BigInt64Array);
    } else if (column.type === "side") {
      const codes = new Int8Array(arrow.numRows);
      for (let i = 0; i < codes.length; i++) codes[i] = SIDES.indexOf(vector.get(i));
      columns[name] = codes;
    } else {
      const values = vector.toArray() as Float64Array;
      columns[name] = vector.nullCount === 0 ? values : values.slice();
      // Arrow leaves the slots of nulls undefined; a file from elsewhere may hold zeros there.
      for (let i = 0; vector.nullCount > 0 && i < arrow.numRows; i++) {
        if (!vector.isValid(i)) columns[name][i] = NaN;
      }
    }
  }
  return columns as Columns<T>;
}

function validity(values: Float64Array): { bitmap: Uint8Array | undefined; nulls: number } {
  let nulls = 0;
  for (let i = 0; i < values.length; i++) if (values[i] !== values[i]) nulls++;
  if (nulls === 0) return { bitmap: undefined, nulls };
  const bitmap = new Uint8Array(Math.ceil(values.length / 8));
  for (let i = 0; i < values.length; i++) {
    if (values[i] === values[i]) bitmap[i >> 3] |= 1 << (i & 7);
  }
  return { bitmap, nulls };
}

// BigInt is an order of magnitude slower than two 32-bit words, and times fit into 2^53.
function toInt64(times: Float64Array): BigInt64Array {
  const words = new Int32Array(times.length * 2);
  for (let i = 0; i < times.length; i++) {
    const high = Math.floor(times[i] / 4294967296);
    words[2 * i] = times[i] - high * 4294967296;
    words[2 * i + 1] = high;
  }
  return new BigInt64Array(words.buffer);
}

function fromInt64(values: BigInt64Array): Float64Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  const times = new Float64Array(values.length);
  for (let i = 0; i < times.length; i++) {
    times[i] = (words[2 * i + 1] | 0) * 4294967296 + words[2 * i];
  }
  return times;
}
