import { Bool, Field, Float64, makeData, RecordBatch, Schema, Struct, Table } from "apache-arrow";
import { basename, join } from "node:path";
import { isReject, readCsv } from "../../lib/sources/csv/csv.ts";
import { CHUNK_ROWS, type FieldKind } from "../../lib/sources/csv/fields.ts";
import { layoutByName } from "../../lib/sources/csv/layout.ts";
import { SecondThread } from "../../lib/sources/csv/second-thread.ts";
import type { RawFile } from "../../lib/sources/source.ts";
import { sum, type Work, work } from "../work.ts";

/** Klines to an Arrow table, every column. */
export const klines = (dir: string) => csvToArrow(join(dir, "klines.csv"), {});

/** Trades to an Arrow table, with the maker's flag as Bool. */
export const trades = (dir: string) =>
  csvToArrow(join(dir, "trades.csv"), { is_buyer_maker: "flag" });

/** Batches of a megabyte a column: smaller arrays are written twice, first with zeros. */
const BATCH_ROWS = 16 * CHUNK_ROWS;

function csvToArrow(path: string, kinds: Record<string, FieldKind>): Work {
  return work(() => readTable(path, kinds), (table) => ({
    rows: table.numRows,
    ...Object.fromEntries(
      table.schema.fields.filter(({ type }) => type instanceof Float64).map(({ name }) => [
        name,
        sum(table.getChild(name)!.toArray()),
      ]),
    ),
  }));
}

/** The project's CSV reader, its chunks kept as the batches of one table. */
async function readTable(path: string, kinds: Record<string, FieldKind>): Promise<Table> {
  const second = new SecondThread();
  const file: RawFile = { name: basename(path), stream: () => read(path), second };
  const batches: RecordBatch[] = [];
  let names: string[] = [];
  const chunks = readCsv(file, (first) => {
    names = first;
    const fields = first.map((name) => ({ name, kind: kinds[name] ?? "number" }));
    return layoutByName(file.name, first, fields);
  });
  let columns: Float64Array[] = [], rows = 0;
  for await (const chunk of chunks) {
    if (isReject(chunk)) throw new Error(`line ${chunk.line}: ${chunk.reason}`);
    if (rows + chunk.rows > BATCH_ROWS) {
      batches.push(toBatch(columns, rows, names, kinds));
      rows = 0;
    }
    if (rows === 0) columns = names.map(() => new Float64Array(BATCH_ROWS));
    for (const [i, name] of names.entries()) columns[i].set(chunk.numbers[name], rows);
    rows += chunk.rows;
  }
  second.close();
  if (rows > 0) batches.push(toBatch(columns, rows, names, kinds));
  return new Table(batches);
}

/** A file through one buffer. */
async function* read(path: string): AsyncGenerator<Uint8Array> {
  using file = await Deno.open(path);
  const buffer = new Uint8Array(1 << 18);
  for (let length; (length = file.readSync(buffer)) !== null;) yield buffer.subarray(0, length);
}

function toBatch(
  columns: Float64Array[],
  rows: number,
  names: string[],
  kinds: Record<string, FieldKind>,
): RecordBatch {
  const children = names.map((name, i) => {
    const data = columns[i].subarray(0, rows);
    return kinds[name] === "flag"
      ? makeData({ type: new Bool(), length: rows, data: bits(data) })
      : makeData({ type: new Float64(), length: rows, data });
  });
  const fields = names.map((name, i) => new Field(name, children[i].type, false));
  const type = new Struct(fields);
  return new RecordBatch(new Schema(fields), makeData({ type, length: rows, children }));
}

function bits(flags: Float64Array): Uint8Array {
  const bits = new Uint8Array(Math.ceil(flags.length / 8));
  for (let i = 0; i < flags.length; i++) bits[i >> 3] |= flags[i] << (i & 7);
  return bits;
}
