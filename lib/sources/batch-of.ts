import type { Columns } from "../tables/columns.ts";
import type { SeriesKey } from "../tables/keys.ts";
import { type TableName, TABLES } from "../tables/schema.ts";
import type { Batch } from "./source.ts";

/** Rows of a batch at most. */
export const BATCH_ROWS = 65_536;

/** One column of nothing for all that a format does not tell; nobody writes numbers into it. */
const UNKNOWN = new Float64Array(BATCH_ROWS).fill(NaN);

/** The columns that a format gives; those it leaves out are unknown. */
export type Given<T extends TableName> = Partial<Columns<T>> & { time: Float64Array };

/**
 * A batch of at most `BATCH_ROWS` rows from the columns that a format gives.
 *
 * @example batchOf("funding", key, lines, { time, rate })
 */
export function batchOf<T extends TableName>(
  key: SeriesKey & { table: T },
  lines: Float64Array,
  given: Given<T>,
): Batch {
  const rows = given.time.length;
  const columns: Record<string, Float64Array | Int8Array> = {};
  for (const name of Object.keys(TABLES[key.table])) {
    columns[name] = (given as Record<string, Float64Array>)[name] ?? UNKNOWN.subarray(0, rows);
  }
  return { key, columns: columns as Batch["columns"], lines };
}
