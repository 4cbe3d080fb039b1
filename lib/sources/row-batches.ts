import { emptyColumns } from "../tables/columns.ts";
import type { SeriesKey } from "../tables/keys.ts";
import { SIDES, type TableName, TABLES } from "../tables/schema.ts";
import type { Batch } from "./source.ts";

/** A row of a table as numbers by column; what is left out is unknown. */
export type Row = { time: number } & { [column: string]: number };

const FLUSH = 16_384;

/** Collects rows of several series, for formats that come row by row, and hands them over as batches. */
export class RowBatches {
  #held = 0;
  readonly #series = new Map<string, { key: SeriesKey; rows: Row[]; lines: number[] }>();

  /** @param id tells the series apart; `key` is made once for each */
  add(id: string, key: () => SeriesKey, row: Row, line: number): void {
    let series = this.#series.get(id);
    if (!series) this.#series.set(id, series = { key: key(), rows: [], lines: [] });
    series.rows.push(row);
    series.lines.push(line);
    this.#held++;
  }

  /** Batches, once enough rows have come: memory stays flat. */
  *full(): Generator<Batch> {
    if (this.#held >= FLUSH) yield* this.rest();
  }

  /** Batches of all that is left. */
  *rest(): Generator<Batch> {
    for (const { key, rows, lines } of this.#series.values()) {
      const columns = emptyColumns(key.table as TableName, rows.length);
      for (const [name, column] of Object.entries(TABLES[key.table])) {
        const target = (columns as unknown as Record<string, Float64Array | Int8Array>)[name];
        const unknown = column.type === "side" ? SIDES.indexOf("unknown") : NaN;
        for (let i = 0; i < rows.length; i++) target[i] = rows[i][name] ?? unknown;
      }
      yield { key, columns, lines: Float64Array.from(lines) };
    }
    this.#series.clear();
    this.#held = 0;
  }
}
