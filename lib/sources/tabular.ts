import { readCsv } from "./csv/csv.ts";
import type { Layout, RowChunk } from "./csv/fields.ts";
import { isParquet, readParquet } from "./parquet.ts";
import type { RawFile, Reject } from "./source.ts";

/** Rows of a CSV or Parquet file as columns, told apart by the first bytes. */
export async function* readRows(
  file: RawFile,
  layoutOf: (columns: string[]) => Layout,
): AsyncGenerator<RowChunk | Reject> {
  yield* isParquet(await headOf(file)) ? readParquet(file, layoutOf) : readCsv(file, layoutOf);
}

async function headOf(file: RawFile): Promise<Uint8Array> {
  for await (const chunk of file.stream()) if (chunk.length > 0) return chunk.slice(0, 4);
  return new Uint8Array(0);
}
