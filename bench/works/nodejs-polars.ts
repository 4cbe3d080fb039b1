import { type Table, tableFromIPC } from "apache-arrow";
import { join } from "node:path";
import { sum, type Work, work } from "../work.ts";

/** Not in the import map: only who runs the bench downloads it, and only here is FFI allowed. */
const PACKAGE = "npm:nodejs-polars@0.25.2";

interface Polars {
  readCSV(path: string): { writeIPC(): Uint8Array };
}

export const klines = (dir: string) => csvToArrow(join(dir, "klines.csv"));

export const trades = (dir: string) => csvToArrow(join(dir, "trades.csv"));

async function csvToArrow(path: string): Promise<Work> {
  const { default: polars }: { default: Polars } = await import(PACKAGE);
  return work<Table>(() => tableFromIPC(polars.readCSV(path).writeIPC()), (table) => ({
    rows: table.numRows,
    ...Object.fromEntries(
      table.schema.fields.filter(({ name }) => name !== "is_buyer_maker").map(({ name }) => [
        name,
        sum(Float64Array.from(table.getChild(name)!.toArray(), Number)),
      ]),
    ),
  }));
}
