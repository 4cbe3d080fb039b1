import { type AnyColumns, unsetColumns } from "../tables/columns.ts";
import type { SeriesKey } from "../tables/keys.ts";
import type { TableName } from "../tables/schema.ts";
import type { Rows, Whole } from "./gathered.ts";
import type { Added } from "./merge.ts";
import { decodePartition } from "./partition.ts";
import { concatRows } from "./rows.ts";

/** One partition that new rows belong to. */
export interface Target {
  seriesId: string;
  key: SeriesKey;
  label: string;
}

/** A partition that one file gave whole, in a temporary file that can become the partition. */
export interface Staged extends Omit<Whole, "bytes" | "target"> {
  path: string;
}

/** Rows that one file gave at once, and where they are: here, in the temporary file, in their own. */
interface Block {
  /** Index of the raw file. */
  file: number;
  rows: number;
  in: { columns: AnyColumns; line: Float64Array } | { spilledAt: number } | { staged: Staged };
}

interface Run extends Target {
  blocks: Block[];
}

/**
 * New rows by partition, in bounded memory: what exceeds the budget goes to a temporary file and
 * comes back partition by partition. Blocks of one file come in their order, files in any.
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

  /** Takes rows over. */
  add({ target, columns, line }: Rows, file: number): void {
    this.#run(target).blocks.push({ file, rows: line.length, in: { columns, line } });
    this.#bytes += arraysOf(columns, line).reduce((sum, values) => sum + values.byteLength, 0);
    if (this.#bytes > this.#budget) this.#spillAll();
  }

  /** Takes rows over that are in a file of their own. */
  addStaged(target: Target, staged: Staged, file: number): void {
    this.#run(target).blocks.push({ file, rows: staged.stored.rows, in: { staged } });
  }

  /** The partitions that rows were added to, in a fixed order. */
  targets(): Target[] {
    return [...this.#runs].sort(([a], [b]) => a < b ? -1 : 1).map(([, run]) => run);
  }

  /**
   * The rows of a partition, without those of files that failed; or the file that already holds
   * nothing else, and of which raw file it is.
   *
   * @param ids of the raw files, by their index
   * @param keep whether a file's rows are wanted
   */
  take(
    target: Target,
    ids: readonly string[],
    keep: (file: number) => boolean,
  ): { added(): Added; whole?: { staged: Staged; id: string } } {
    const blocks = (this.#runs.get(idOf(target))?.blocks ?? [])
      .filter(({ file }) => keep(file)).sort((a, b) => a.file - b.file);
    const [first] = blocks;
    return {
      added: () => this.#join(target.key.table, blocks, ids),
      whole: blocks.length === 1 && "staged" in first.in
        ? { staged: first.in.staged, id: ids[first.file] }
        : undefined,
    };
  }

  /** Closes the temporary file; its folder is removed by whoever made it. */
  close(): void {
    this.#spill?.close();
    this.#spill = undefined;
  }

  #run(target: Target): Run {
    const id = idOf(target);
    let run = this.#runs.get(id);
    if (!run) this.#runs.set(id, run = { ...target, blocks: [] });
    return run;
  }

  #join(table: TableName, blocks: readonly Block[], ids: readonly string[]): Added {
    const rows = blocks.reduce((sum, block) => sum + block.rows, 0);
    const file = new Int32Array(rows), line = new Float64Array(rows);
    const parts: AnyColumns[] = [];
    let at = 0;
    for (const block of blocks) {
      const read = this.#read(table, block);
      parts.push(read.columns);
      line.set(read.line, at);
      file.fill(block.file, at, at += block.rows);
    }
    if (parts.length === 0) parts.push(unsetColumns(table, 0));
    return { columns: concatRows(parts), file, line, ids };
  }

  #read(table: TableName, { rows, in: place }: Block): { columns: AnyColumns; line: Float64Array } {
    if ("columns" in place) return place;
    if ("staged" in place) {
      // Lines name rows of one time in one file, and these rows have one time each.
      const line = new Float64Array(rows).fill(NaN);
      return { ...decodePartition(table, Deno.readFileSync(place.staged.path)), line };
    }
    const read = { columns: unsetColumns(table, rows), line: new Float64Array(rows) };
    this.#spill!.seekSync(place.spilledAt, Deno.SeekMode.Start);
    for (const bytes of arraysOf(read.columns, read.line).map(bytesOf)) {
      for (let done = 0; done < bytes.length;) {
        const length = this.#spill!.readSync(bytes.subarray(done));
        if (length === null) throw new Error("the temporary file is cut off");
        done += length;
      }
    }
    return read;
  }

  #spillAll(): void {
    this.#spill ??= Deno.openSync(this.#spillPath, { create: true, write: true, read: true });
    for (const block of [...this.#runs.values()].flatMap(({ blocks }) => blocks)) {
      if (!("columns" in block.in)) continue;
      const { columns, line } = block.in;
      block.in = { spilledAt: this.#end };
      for (const bytes of arraysOf(columns, line).map(bytesOf)) {
        for (let done = 0; done < bytes.length;) {
          done += this.#spill.writeSync(bytes.subarray(done));
        }
        this.#end += bytes.length;
      }
    }
    this.#bytes = 0;
  }
}

function idOf({ seriesId, label }: Target): string {
  return `${seriesId}/${label}`;
}

function arraysOf(columns: AnyColumns, line: Float64Array): (Float64Array | Int8Array)[] {
  return [...Object.values(columns), line];
}

function bytesOf(values: Float64Array | Int8Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
