import { type Format, IMPLIED_UNITS, inferFormat } from "./cells.ts";
import { type Bundle, display } from "./display.ts";
import { excerpt, type HtmlColumn, htmlTable } from "./html-table.ts";
import { checkName } from "./name.ts";
import { type Columnar, records, type TableLike, toColumns } from "./records.ts";

/** How a column is shown; what is left out is found from its name and values. */
export interface ColumnView {
  label?: string;
  /** Stands in the header, behind the label. */
  unit?: string;
  format?: Format;
}

export interface TableOptions {
  caption?: string;
  /** Columns to show, in this order; all of them unless told. */
  columns?: Record<string, ColumnView>;
  /** Rows to show: the first and last half of it. 20 unless told; the output carries all. */
  limit?: number;
}

const LIMIT = 20;

/** MIME type of a table's full data in a notebook's output. */
export const TABLE_MIME = "application/vnd.aftershock.table+json";

/** What the output of `table` carries for the report. */
export interface TableData {
  name: string;
  caption: string | null;
  columns: HtmlColumn[];
  row_count: number;
  /** All rows, by field. */
  data: Columnar;
}

/**
 * Shows a table: arrays of objects, or tables of Arquero, Arrow or danfojs.
 *
 * @throws UserError when the name could not be a file name
 * @example
 * await table("visits", result.visits, {
 *   caption: "Every visit to the zone",
 *   columns: { start: {}, outcome: {}, penetration: { format: "percent" } },
 * });
 */
export async function table(
  name: string,
  rows: TableLike,
  options: TableOptions = {},
): Promise<void> {
  await display(tableBundle(name, rows, options));
}

/** The output that `table` shows. */
export function tableBundle(name: string, rows: TableLike, options: TableOptions = {}): Bundle {
  checkName(name);
  const { caption = null, limit = LIMIT } = options;
  const all = toColumns(rows);
  const count = records(rows).count;
  const columns = describe(all, options.columns ?? Object.fromEntries(fieldsOf(all)));
  const data = Object.fromEntries(columns.map(({ field }) => [field, all[field] ?? []]));
  if (count > 0) {
    const missing = columns.find(({ field }) => !(field in all));
    if (missing) throw new TypeError(`table "${name}" has no column "${missing.field}"`);
  }
  const picked = excerpt(count, limit);
  const shown = Object.fromEntries(
    columns.map(({ field }) => [field, count ? picked.map((row) => data[field][row]) : []]),
  );
  const content: TableData = { name, caption, columns, row_count: count, data };
  return {
    "text/plain": `${caption ?? name}: ${count} rows`,
    "text/html": htmlTable(caption, columns, shown, count),
    [TABLE_MIME]: content,
  };
}

/**
 * A table without name or description, as a cell's bare value shows it: nothing of it is exported,
 * and only the rows shown are read, so that millions of them cost nothing.
 */
export function bareTableBundle(rows: TableLike): Bundle {
  const count = records(rows).count;
  const shown = toColumns(rows, excerpt(count, LIMIT));
  const columns = describe(shown, Object.fromEntries(fieldsOf(shown)));
  return {
    "text/plain": `${count} rows of ${Object.keys(shown).join(", ")}`,
    "text/html": htmlTable(null, columns, shown, count),
  };
}

function fieldsOf(data: Columnar): [string, ColumnView][] {
  return Object.keys(data).map((field) => [field, {}]);
}

function describe(data: Columnar, views: Record<string, ColumnView>): HtmlColumn[] {
  return Object.entries(views).map(([field, view]) => {
    const format = view.format ?? inferFormat(data[field] ?? []);
    const label = view.label ?? field.replaceAll("_", " ");
    return { field, label, unit: view.unit ?? IMPLIED_UNITS[format] ?? "", format };
  });
}
