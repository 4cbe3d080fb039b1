import {
  Dictionary,
  Field,
  Int32,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import { UserError } from "../errors.ts";
import { type AnyColumns, type Columns, toArrow } from "../tables/columns.ts";
import type { SeriesKey } from "../tables/keys.ts";
import type { TableName } from "../tables/schema.ts";
import type { Dataset, SeriesInfo, SeriesQuery, Span } from "./open.ts";
import { concatRows } from "./rows.ts";

const PARTS = ["venue", "market", "symbol", "asset", "kind", "interval", "basis"] as const;

/**
 * Rows of all series of one table that fit, as one Arrow table with the parts of the key as columns:
 * series after series, each sorted by time; one batch and one dictionary per column, as Arquero needs
 * it.
 *
 * @throws UserError when no series fits
 * @example aq.fromArrow(await tidy(dataset, { table: "funding", asset: "BTC" }, { from, to }))
 */
export async function tidy(
  dataset: Dataset,
  query: SeriesQuery & { table: TableName },
  span: Span = {},
): Promise<Table> {
  const series = dataset.series(query);
  if (series.length === 0) {
    throw new UserError(`${dataset.dir}: no series of ${query.table} fits what was asked for`);
  }
  const parts: AnyColumns[] = [];
  for (const { key } of series) parts.push(await dataset.columns(key, span) as AnyColumns);
  const lengths = parts.map(({ time }) => time.length);
  const columns = concatRows(parts) as unknown as Columns<TableName>;
  const rows = toArrow(query.table, columns).batches[0].data;
  const keys = PARTS.map((part, id) => keyColumn(part, id + 1, series, lengths));
  const fields = [...keys.map(({ field }) => field), ...rows.type.children];
  const children = [...keys.map(({ data }) => data), ...rows.children];
  const schema = new Schema(fields);
  const struct = makeData({
    type: new Struct(fields),
    length: rows.length,
    nullCount: 0,
    children,
  });
  return new Table(schema, new RecordBatch(schema, struct));
}

function keyColumn(part: keyof SeriesKey, id: number, series: SeriesInfo[], lengths: number[]) {
  const type = new Dictionary(new Utf8(), new Int32(), id);
  const values = [...new Set(series.map(({ key }) => key[part]))];
  const length = lengths.reduce((sum, rows) => sum + rows, 0);
  const codes = new Int32Array(length);
  let at = 0;
  for (const [index, { key }] of series.entries()) {
    codes.fill(values.indexOf(key[part]), at, at += lengths[index]);
  }
  const dictionary = vectorFromArray(values, new Utf8());
  return {
    field: new Field(part, type, false),
    data: makeData({ type, length, data: codes, dictionary }),
  };
}
