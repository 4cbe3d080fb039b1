import type { AnyColumns } from "../tables/columns.ts";
import type { SeriesKey } from "../tables/keys.ts";
import { type TableName, TABLES } from "../tables/schema.ts";
import type { Added } from "./merge.ts";
import { sliceColumns } from "../tables/columns.ts";
import { concatRows } from "./rows.ts";

/** One partition that new rows belong to. */
export interface Target {
  seriesId: string;
  key: SeriesKey;
  label: string;
}

interface Run extends Target {
  rows: number;
  columns: AnyColumns;
  file: Int32Array;
  line: Float64Array;
  /** Number of blocks of this partition in the spill file, and where. */
  spilled: { at: number; rows: number }[];
}

/**
 * New rows by partition, in the order in which they came, in bounded memory: what exceeds the budget
 * goes to a temporary file and comes back partition by partition.
 */
export class Runs {
  readonly #runs = new Map<string, Run>();
  readonly #spillPath: string;
  readonly #budget: number;
  #spill: Deno.FsFile | undefined;
  #end = 0;
  #bytes = 0;

  /**
   * @param spillPath file to spill into; made when needed
   * @param budget bytes to hold in memory
   */
  constructor(spillPath: string, budget: number) {
    this.#spillPath = spillPath;
    this.#budget = budget;
  }

  /** Adds rows `from` (inclusive) to `to` (exclusive) of a batch; they are copied. */
  add(
    target: Target,
    columns: AnyColumns,
    line: Float64Array,
    from: number,
    to: number,
    file: number,
  ): void {
    const id = `${target.seriesId}/${target.label}`;
    let run = this.#runs.get(id);
    if (!run) {
      this.#runs.set(id, run = { ...target, ...emptyRun(target.key.table, 0), spilled: [] });
    }
    const needed = run.rows + to - from;
    if (needed > run.line.length) this.#grow(run, Math.max(needed, run.rows * 2, 256));
    for (const name in run.columns) {
      (run.columns[name] as Float64Array).set(
        columns[name].subarray(from, to) as Float64Array,
        run.rows,
      );
    }
    run.line.set(line.subarray(from, to), run.rows);
    run.file.fill(file, run.rows, needed);
    run.rows = needed;
    if (this.#bytes > this.#budget) this.#spillAll();
  }

  /** The partitions that rows were added to, in a fixed order. */
  targets(): Target[] {
    return [...this.#runs].sort(([a], [b]) => a < b ? -1 : 1).map(([, run]) => run);
  }

  /**
   * The rows of a partition, without those of files that failed.
   *
   * @param ids of the files, by their index
   * @param keep whether a file's rows are wanted
   */
  take(target: Target, ids: readonly string[], keep: (file: number) => boolean): Added {
    const run = this.#runs.get(`${target.seriesId}/${target.label}`);
    const parts = run ? [...run.spilled.map((block) => this.#readBlock(run, block)), run] : [];
    const wanted = parts.flatMap((part) => keptRanges(part, keep));
    if (wanted.length === 0) wanted.push(emptyRun(target.key.table, 0));
    const rows = wanted.reduce((sum, part) => sum + part.rows, 0);
    const file = new Int32Array(rows), line = new Float64Array(rows);
    let at = 0;
    for (const part of wanted) {
      file.set(part.file, at);
      line.set(part.line, at);
      at += part.rows;
    }
    return { columns: concatRows(wanted.map((part) => part.columns)), file, line, ids };
  }

  /** Closes the temporary file; its folder is removed by whoever made it. */
  close(): void {
    this.#spill?.close();
    this.#spill = undefined;
  }

  #grow(run: Run, capacity: number): void {
    const larger = emptyRun(run.key.table, capacity);
    for (const name in run.columns) {
      (larger.columns[name] as Float64Array).set(
        run.columns[name].subarray(0, run.rows) as Float64Array,
      );
    }
    larger.file.set(run.file.subarray(0, run.rows));
    larger.line.set(run.line.subarray(0, run.rows));
    this.#bytes += bytesOf(larger) - bytesOf(run);
    run.columns = larger.columns;
    run.file = larger.file;
    run.line = larger.line;
  }

  #spillAll(): void {
    this.#spill ??= Deno.openSync(this.#spillPath, { create: true, write: true, read: true });
    for (const run of this.#runs.values()) {
      if (run.rows === 0) continue;
      run.spilled.push({ at: this.#end, rows: run.rows });
      this.#spill.seekSync(this.#end, Deno.SeekMode.Start);
      for (const values of arraysOf(run, run.rows)) {
        const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
        for (let done = 0; done < bytes.length;) {
          done += this.#spill.writeSync(bytes.subarray(done));
        }
        this.#end += bytes.length;
      }
      Object.assign(run, emptyRun(run.key.table, 0));
    }
    this.#bytes = 0;
  }

  #readBlock(run: Run, { at, rows }: { at: number; rows: number }) {
    const block = emptyRun(run.key.table, rows);
    block.rows = rows;
    this.#spill!.seekSync(at, Deno.SeekMode.Start);
    for (const values of arraysOf(block, rows)) {
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      for (let done = 0; done < bytes.length;) {
        const read = this.#spill!.readSync(bytes.subarray(done));
        if (read === null) throw new Error("the temporary file is cut off");
        done += read;
      }
    }
    return block;
  }
}

type Rows = Pick<Run, "rows" | "columns" | "file" | "line">;

function emptyRun(table: TableName, capacity: number): Rows {
  const columns: Record<string, Float64Array | Int8Array> = {};
  for (const [name, { type }] of Object.entries(TABLES[table])) {
    columns[name] = type === "side" ? new Int8Array(capacity) : new Float64Array(capacity);
  }
  return {
    rows: 0,
    columns: columns as AnyColumns,
    file: new Int32Array(capacity),
    line: new Float64Array(capacity),
  };
}

function arraysOf(run: Rows, rows: number) {
  return [...Object.values(run.columns), run.file, run.line]
    .map((values) => values.subarray(0, rows));
}

function bytesOf(run: Rows): number {
  return arraysOf(run, run.line.length).reduce((sum, values) => sum + values.byteLength, 0);
}

/** Views on the stretches of a part whose file is wanted. */
function keptRanges(part: Rows, keep: (file: number) => boolean): Rows[] {
  const ranges: Rows[] = [];
  for (let from = 0; from < part.rows;) {
    let to = from + 1;
    while (to < part.rows && part.file[to] === part.file[from]) to++;
    if (keep(part.file[from])) {
      ranges.push({
        rows: to - from,
        columns: sliceColumns(part.columns, from, to),
        file: part.file.subarray(from, to),
        line: part.line.subarray(from, to),
      });
    }
    from = to;
  }
  return ranges;
}
