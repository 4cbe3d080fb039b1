import type { Batch } from "../sources/source.ts";
import { type AnyColumns, sliceColumns, unsetColumns } from "../tables/columns.ts";
import type { TableName } from "../tables/schema.ts";
import { formatTime } from "../tables/time.ts";
import type { Stored } from "./manifest.ts";
import { encodePartition } from "./partition.ts";
import { boundsOf, labelOf, periodOf } from "./period.ts";
import type { Target } from "./runs.ts";
import { storedAs } from "./stored.ts";

/** Rows of one partition, in the order of their file; the arrays are the taker's. */
export interface Rows {
  target: Target;
  columns: AnyColumns;
  /** Line (text) or row (binary) of each row in the raw file, from 1. */
  line: Float64Array;
}

/** Rows of one partition as the bytes of its file, for the case that no other file gives it rows. */
export interface Whole {
  target: Target;
  stored: Stored;
  bytes: Uint8Array;
  /** First and last time, ISO 8601. */
  from: string;
  to: string;
}

/** Memory of one partition by table, for the next one: fresh memory takes longer than filling it. */
const spare = new Map<TableName, Room>();

/** Fewer rows are sooner merged than written as a file that others then have to be merged with. */
const LEAST_ROWS = 2000;

/** Columns with room for more rows than there are. */
interface Room {
  columns: AnyColumns;
  line: Float64Array;
}

interface Gathering extends Room {
  target: Target;
  rows: number;
  /** Whether each row is later than the one before. */
  inOrder: boolean;
}

/**
 * Rows of the raw file that is being read, by partition. Most files give a partition whole and in
 * order: its bytes are then made at once, where the file is read.
 */
export class Gathered {
  readonly #gathering = new Map<string, Gathering>();
  #emptied = false;
  /** Memory that the rows take. */
  bytes = 0;

  /** Adds rows `from` (inclusive) to `to` (exclusive) of a batch; they are copied. */
  add({ key, columns: batch, lines }: Batch, seriesId: string, from: number, to: number): void {
    const columns = batch as AnyColumns, { time } = columns;
    const period = periodOf(key);
    for (let start = from; start < to;) {
      const [lower, upper] = boundsOf(period, time[start]);
      const gathering = this.#at({ seriesId, key, label: labelOf(period, lower) });
      let last = gathering.rows > 0 ? gathering.columns.time[gathering.rows - 1] : -Infinity;
      let end = start;
      for (; end < to && time[end] >= lower && time[end] < upper; last = time[end++]) {
        if (time[end] <= last) gathering.inOrder = false;
      }
      this.#append(gathering, columns, lines, start, end);
      start = end;
    }
  }

  /** Hands over all rows so far, and holds none after that. */
  *rows(): Generator<Rows> {
    for (const gathering of this.#gathering.values()) yield rowsOf(gathering);
    this.#gathering.clear();
    this.#emptied = true;
    this.bytes = 0;
  }

  /**
   * Hands over all rows at the end of the file.
   *
   * @param file id of the raw file
   */
  *rest(file: string): Generator<{ rows: Rows } | { whole: Whole }> {
    for (const gathering of this.#gathering.values()) {
      const isWhole = gathering.inOrder && gathering.rows >= LEAST_ROWS && !this.#emptied;
      yield isWhole ? { whole: wholeOf(gathering, file) } : { rows: rowsOf(gathering) };
    }
    for (const { target, columns, line } of this.#gathering.values()) {
      spare.set(target.key.table, { columns, line });
    }
  }

  #at(target: Target): Gathering {
    const id = `${target.seriesId}/${target.label}`;
    let gathering = this.#gathering.get(id);
    if (!gathering) {
      const { table } = target.key;
      const room = spare.get(table) ?? roomFor(table, 0);
      spare.delete(table);
      this.bytes += bytesOf(room);
      gathering = { target, ...room, rows: 0, inOrder: true };
      this.#gathering.set(id, gathering);
    }
    return gathering;
  }

  #append(to: Gathering, columns: AnyColumns, lines: Float64Array, start: number, end: number) {
    const rows = to.rows + end - start;
    if (rows > to.line.length) {
      const grown = roomFor(to.target.key.table, Math.max(rows, 2 * to.line.length));
      for (const name in to.columns) {
        (grown.columns[name] as Float64Array).set(to.columns[name]);
      }
      grown.line.set(to.line);
      this.bytes += bytesOf(grown) - bytesOf(to);
      Object.assign(to, grown);
    }
    for (const name in to.columns) {
      (to.columns[name] as Float64Array).set(columns[name].subarray(start, end), to.rows);
    }
    to.line.set(lines.subarray(start, end), to.rows);
    to.rows = rows;
  }
}

function rowsOf({ target, columns, line, rows }: Gathering): Rows {
  const own = Object.entries(columns).map(([name, values]) => [name, values.slice(0, rows)]);
  return { target, columns: Object.fromEntries(own), line: line.slice(0, rows) };
}

function wholeOf({ target, columns, rows }: Gathering, file: string): Whole {
  const kept = sliceColumns(columns, 0, rows);
  const bytes = encodePartition(target.key.table, {
    columns: kept,
    codes: new Int32Array(rows),
    sets: [file],
  });
  return {
    target,
    stored: storedAs(target.label, "arrow", bytes, rows),
    bytes,
    from: formatTime(kept.time[0]),
    to: formatTime(kept.time[rows - 1]),
  };
}

function roomFor(table: TableName, rows: number): Room {
  return { columns: unsetColumns(table, rows), line: new Float64Array(rows) };
}

function bytesOf({ columns, line }: Room): number {
  return Object.values(columns).reduce((sum, values) => sum + values.byteLength, line.byteLength);
}
