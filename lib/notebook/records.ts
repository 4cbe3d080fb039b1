import type { Row } from "../charts/chart.ts";
import { formatTime } from "../tables/time.ts";

/** Rows in columns, as outputs carry them: names once, values in order. */
export type Columnar = Record<string, Row[string][]>;

/** Arquero's tables, as far as they are read here. */
interface ArqueroTable {
  columnNames(): string[];
  numRows(): number;
  getter(name: string): (row: number) => unknown;
}

/** Tables of apache-arrow and flechette, as far as they are read here. */
interface ArrowTable {
  numRows: number;
  schema: { fields: { name: string; type: { typeId: number } }[] };
  getChild(name: string): { at(row: number): unknown } | null;
}

/** DataFrames and Series of danfojs, as far as they are read here: rows, or values of one column. */
interface DanfoFrame {
  columns: string[];
  values: readonly unknown[];
}

/** Everything that shows as a table: rows as objects, or a table of Arquero, Arrow or danfojs. */
export type TableLike = readonly object[] | ArqueroTable | ArrowTable | DanfoFrame;

/** One way to read every kind of table. */
export interface Records {
  fields: string[];
  count: number;
  /** Reads one column by row number. */
  column: (field: string) => (row: number) => Row[string];
}

const ARROW_TIMESTAMP = 10;

/**
 * Any table as fields, a count and plain values. Libraries are told apart by their shape, so none of
 * them is loaded for it. Dates and Arrow timestamps become ISO 8601 UTC text; NaN, infinities and
 * undefined become null; 64-bit integers numbers, or text where a number could not hold them.
 *
 * @throws TypeError when the value is no table
 * @example records(bars).count
 */
export function records(table: TableLike): Records {
  if (Array.isArray(table)) {
    const rows = table as readonly Record<string, unknown>[];
    const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    return { fields, count: rows.length, column: (field) => (row) => plain(rows[row][field]) };
  }
  if (isArquero(table)) {
    const column = (field: string) => {
      const get = table.getter(field);
      return (row: number) => plain(get(row));
    };
    return { fields: table.columnNames(), count: table.numRows(), column };
  }
  if (isArrow(table)) {
    const types = new Map(table.schema.fields.map(({ name, type }) => [name, type.typeId]));
    const column = (field: string) => {
      const vector = table.getChild(field);
      const convert = types.get(field) === ARROW_TIMESTAMP ? time : plain;
      return (row: number) => convert(vector?.at(row));
    };
    return { fields: [...types.keys()], count: table.numRows, column };
  }
  if (isDanfo(table)) {
    const { columns, values } = table;
    const column = (field: string) => {
      const i = columns.indexOf(field);
      return (row: number) => {
        const cells = values[row];
        return plain(Array.isArray(cells) ? cells[i] : cells);
      };
    };
    return { fields: columns, count: values.length, column };
  }
  throw new TypeError("no table: give an array of objects, or an Arquero, Arrow or danfojs table");
}

/**
 * Columns of plain values from any table, of all rows or of those named.
 *
 * @example toColumns([{ symbol: "BTCUSDT", close: 92_800 }]) // { symbol: ["BTCUSDT"], close: [92800] }
 */
export function toColumns(table: TableLike, rows?: readonly number[]): Columnar {
  const { fields, count, column } = records(table);
  return Object.fromEntries(fields.map((field) => {
    const get = column(field);
    return [field, rows ? rows.map(get) : Array.from({ length: count }, (_, row) => get(row))];
  }));
}

function plain(value: unknown): Row[string] {
  if (value === undefined || value === null) return null;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "bigint") {
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  }
  if (value instanceof Date) {
    return Number.isFinite(value.getTime()) ? formatTime(value.getTime()) : null;
  }
  return JSON.stringify(value, (_, inner) => typeof inner === "bigint" ? String(inner) : inner) ??
    String(value);
}

function time(value: unknown): Row[string] {
  const ms = plain(value);
  return typeof ms === "number" ? formatTime(ms) : ms;
}

function isArquero(table: object): table is ArqueroTable {
  return "columnNames" in table && "getter" in table;
}

function isArrow(table: object): table is ArrowTable {
  return "getChild" in table && "schema" in table;
}

function isDanfo(table: object): table is DanfoFrame {
  return "columns" in table && Array.isArray(table.columns) && "values" in table &&
    Array.isArray(table.values);
}
