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

/** Rows in arrays that may have room for more. */
interface Block {
  rows: number;
  columns: AnyColumns;
  file: Int32Array;
  line: Float64Array;
}

interface Run extends Target {
  /** In memory; only the last has room. */
  blocks: Block[];
  /** In the temporary file, older than those in memory. */
  spilled: { at: number; rows: number }[];
}

/** Rows of the first and of the largest block: a few rows cost little, many are never moved. */
const FIRST_ROWS = 256, MOST_ROWS = 8192;

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
    if (!run) this.#runs.set(id, run = { ...target, blocks: [], spilled: [] });
    for (let start = from; start < to;) {
      const block = this.#blockWithRoom(run);
      const end = Math.min(to, start + block.line.length - block.rows);
      for (const name in block.columns) {
        const values = columns[name].subarray(start, end);
        (block.columns[name] as Float64Array).set(values as Float64Array, block.rows);
      }
      block.line.set(line.subarray(start, end), block.rows);
      block.file.fill(file, block.rows, block.rows += end - start);
      start = end;
    }
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
    const parts = run
      ? [...run.spilled.map((block) => this.#readBlock(run, block)), ...run.blocks]
      : [];
    const wanted = parts.flatMap((part) => keptRanges(part, keep));
    if (wanted.length === 0) wanted.push(emptyBlock(target.key.table, 0));
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

  #blockWithRoom({ key, blocks }: Run): Block {
    const last = blocks[blocks.length - 1];
    if (last && last.rows < last.line.length) return last;
    const rows = last ? Math.min(last.line.length * 2, MOST_ROWS) : FIRST_ROWS;
    const block = emptyBlock(key.table, rows);
    blocks.push(block);
    this.#bytes += arraysOf(block, rows).reduce((sum, values) => sum + values.byteLength, 0);
    return block;
  }

  #spillAll(): void {
    this.#spill ??= Deno.openSync(this.#spillPath, { create: true, write: true, read: true });
    for (const run of this.#runs.values()) {
      for (const block of run.blocks) {
        run.spilled.push({ at: this.#end, rows: block.rows });
        this.#spill.seekSync(this.#end, Deno.SeekMode.Start);
        for (const values of arraysOf(block, block.rows)) {
          const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
          for (let done = 0; done < bytes.length;) {
            done += this.#spill.writeSync(bytes.subarray(done));
          }
          this.#end += bytes.length;
        }
      }
      run.blocks = [];
    }
    this.#bytes = 0;
  }

  #readBlock(run: Run, { at, rows }: { at: number; rows: number }): Block {
    const block = emptyBlock(run.key.table, rows);
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

function emptyBlock(table: TableName, capacity: number): Block {
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

function arraysOf(block: Block, rows: number) {
  return [...Object.values(block.columns), block.file, block.line]
    .map((values) => values.subarray(0, rows));
}

/** Views on the stretches of a part whose file is wanted. */
function keptRanges(part: Block, keep: (file: number) => boolean): Block[] {
  const ranges: Block[] = [];
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
