import { utils, write } from "xlsx";
import type { Columnar } from "../notebook/records.ts";
import type { Content } from "./collect.ts";
import { disarmed } from "./csv.ts";
import { fileBase } from "./file-names.ts";
import { datedZip } from "./zip-dates.ts";

/** The longest name of a sheet, and what it must not hold. */
const NAME_LENGTH = 31;
const FORBIDDEN = /[[\]:*?/\\']/g;

/**
 * All tables of a report as one XLSX workbook: a sheet of contents, then a sheet a table, named like
 * its CSV file. Numbers are numbers, and no text can run as a formula. The same tables and date give
 * the same bytes.
 *
 * Written with SheetJS, which danfojs brings for this: its own `toExcel` writes one sheet a file.
 *
 * @param date what the workbook says of when it was made: the end of its data, never the clock
 * @example await Deno.writeFile("tables.xlsx", toWorkbook(contents, date));
 */
export function toWorkbook(contents: readonly Content[], date: Date): Uint8Array {
  const book = utils.book_new();
  const index: Cell[][] = [["sheet", "notebook", "table", "what it shows", "rows"]];
  const sheets: [string, Cell[][]][] = [];
  const taken = new Set(["contents"]);
  for (const { notebook, tables } of contents) {
    for (const { name, caption, columns, data, row_count } of tables) {
      const sheet = sheetName(fileBase(notebook, name), taken);
      index.push([sheet, notebook, name, caption, row_count]);
      sheets.push([sheet, cells(columns.map(({ field }) => field), data, row_count)]);
    }
  }
  for (
    const [name, rows] of [["contents", index.map((row) => row.map(safe))], ...sheets] as const
  ) {
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), name);
  }
  book.Props = { Title: "Aftershock: tables", CreatedDate: date, ModifiedDate: date };
  const bytes: ArrayBuffer = write(book, {
    type: "array",
    bookType: "xlsx",
    bookSST: true,
    compression: true,
  });
  return datedZip(new Uint8Array(bytes), date);
}

type Cell = string | number | boolean | null;

function cells(fields: readonly string[], data: Columnar, count: number): Cell[][] {
  const rows = Array.from({ length: count }, (_, i) => fields.map((field) => safe(data[field][i])));
  return [fields.map(safe), ...rows];
}

function safe(value: Cell): Cell {
  return typeof value === "string" ? disarmed(value) : value;
}

/**
 * A name that no other sheet has: cut to what a workbook allows, numbered where the cut makes two alike.
 */
function sheetName(wanted: string, taken: Set<string>): string {
  const plain = wanted.replace(FORBIDDEN, "-");
  let name = plain.slice(0, NAME_LENGTH);
  for (let n = 2; taken.has(name.toLowerCase()); n++) {
    name = plain.slice(0, NAME_LENGTH - `~${n}`.length) + `~${n}`;
  }
  taken.add(name.toLowerCase());
  return name;
}
