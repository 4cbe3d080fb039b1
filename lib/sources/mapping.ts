import type { Basis, Kind } from "../tables/keys.ts";
import { type TableName, TABLES } from "../tables/schema.ts";

/**
 * What the columns of a CSV or Parquet file mean: the content of a mapping file. Where a column needs
 * no word but its name, the name alone will do.
 *
 * @example
 * {
 *   "name": "my-desk",
 *   "rows": [{
 *     "table": "funding",
 *     "series": { "venue": "bybit", "market": "linear", "symbol": { "from": "coin", "as": "{}USDT" } },
 *     "columns": {
 *       "time": { "from": "settled_at", "unit": "s" },
 *       "rate": { "from": "rate_pct", "unit": "percent" }
 *     }
 *   }]
 * }
 */
export interface Mapping {
  name: string;
  title: string;
  licence: string;
  /** Names of the columns of a CSV file that has no header. */
  headerless?: string[];
  /** How files are told by themselves: all columns of a CSV file, and a pattern of the name. */
  recognise?: { header?: string[]; name?: string };
  /** The tables that a row gives: one, or several where a row holds several series. */
  rows: RowMap[];
}

/** How a row becomes a row of one table. */
export interface RowMap {
  table: TableName;
  series: {
    /** Left out: `--venue`, `--market`, `--symbol` must say it. */
    venue?: TextRule;
    market?: TextRule;
    symbol?: TextRule;
    kind: Kind;
    basis: Basis;
    /** `5m`; `step`: the usual distance of rows; or the column that holds the bars' end. */
    interval: string | { until: string };
  };
  columns: { [column: string]: ColumnRule };
}

/** A text: constant, from a column, or the first group of a pattern of the file name. */
export type TextRule = string | {
  from?: string;
  file?: string;
  /** How the text is written at the venue, `{}` standing for it; for all venues or by venue. */
  as?: string | { [venue: string]: string };
};

/** Where a column comes from, and in which unit. */
export interface ColumnRule {
  from: string;
  unit?: string;
  /** Coins or USD of one contract; for all, or by venue and symbol (other venues: 1). */
  contract_size?: number | { [venue: string]: { [symbol: string]: number } };
  /** Whose side: of the order that closed the position, or of the position. */
  meaning?: "order" | "position";
  /** Further texts of `side` that are no direction. */
  unknown?: string[];
}

/** Units by what a column holds. */
export const UNITS = {
  time: ["s", "ms", "us", "ns", "utc"],
  fraction: ["fraction", "percent", "bps"],
  amount: ["coins", "usd", "contracts"],
  plain: [],
};

/** What kind of unit a canonical column takes. */
export function unitsOf(table: TableName, column: string): keyof typeof UNITS {
  const { unit, type } = (TABLES[table] as Record<string, { unit: string; type: string }>)[column];
  if (type === "time") return "time";
  if (unit.startsWith("fraction")) return "fraction";
  return unit === "base" || unit === "USD" ? "amount" : "plain";
}
