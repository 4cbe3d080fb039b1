import { UserError } from "../errors.ts";
import { readCsv } from "./csv/csv.ts";
import type { Layout, RowChunk } from "./csv/fields.ts";
import { didYouMean } from "../nearest.ts";
import { isParquet, readParquet } from "./parquet.ts";
import type { RawFile, Reject } from "./source.ts";
import type { Field } from "./csv/fields.ts";

/** Rows of a CSV or Parquet file as columns, told apart by the first bytes. */
export async function* readRows(
  file: RawFile,
  layoutOf: (columns: string[]) => Layout,
): AsyncGenerator<RowChunk | Reject> {
  yield* isParquet(await headOf(file)) ? readParquet(file, layoutOf) : readCsv(file, layoutOf);
}

/**
 * Lays fields over the columns that have their names.
 *
 * @throws UserError when a column is missing or there twice
 */
export function layoutByName(where: string, columns: string[], fields: Field[]): Layout {
  const layout: Layout = { header: true, fields: columns.map(() => null) };
  for (const field of fields) {
    const at = columns.indexOf(field.name);
    if (at < 0) {
      const known = columns.slice(0, 20).join(", ").slice(0, 300);
      throw new UserError(
        `${where}: no column "${field.name}"${didYouMean(field.name, columns)} (it has ${known})`,
      );
    }
    if (columns.includes(field.name, at + 1)) {
      throw new UserError(`${where}: column "${field.name}" is there twice: rename one`);
    }
    layout.fields[at] = field;
  }
  return layout;
}

async function headOf(file: RawFile): Promise<Uint8Array> {
  for await (const chunk of file.stream()) if (chunk.length > 0) return chunk.slice(0, 4);
  return new Uint8Array(0);
}
