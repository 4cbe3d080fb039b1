import { UserError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import type { Basis, Kind } from "../tables/keys.ts";
import { type ColumnName, type TableName, TABLES } from "../tables/schema.ts";
import { intervalMs } from "../tables/time.ts";
import {
  type ColumnRule,
  type Mapping,
  type RowMap,
  type TextRule,
  UNITS,
  unitsOf,
} from "./mapping.ts";

const MARKETS = ["spot", "linear", "inverse"];
const KINDS = ["trade", "mark", "index", "premium"];
const BASES = ["reported", "estimated", "simulated"];
const NO_BAR: Partial<Record<TableName, string>> = {
  funding: "settlement",
  liquidations: "event",
  depth: "snapshot",
};

/**
 * Checks a mapping as it was read from JSON, and completes what may be left out.
 *
 * @param where its file name, for messages
 * @throws UserError that names the faulty field, what it may be, and the nearest known word
 * @example parseMapping(JSON.parse(text), "my-desk.json")
 */
export function parseMapping(json: unknown, where: string): Mapping {
  const check = new Check(where);
  const top = check.object(json, "", [
    "name",
    "title",
    "licence",
    "headerless",
    "recognise",
    "rows",
  ]);
  const name = check.text(top.name, "name");
  const rows = check.list(top.rows, "rows");
  if (rows.length === 0) check.fail("rows", "is empty: it wants one table at least");
  return {
    name,
    title: top.title === undefined
      ? `columns as ${where} maps them`
      : check.text(top.title, "title"),
    licence: top.licence === undefined ? "unknown" : check.text(top.licence, "licence"),
    headerless: top.headerless === undefined
      ? undefined
      : check.texts(top.headerless, "headerless"),
    recognise: top.recognise === undefined ? undefined : check.recognise(top.recognise),
    rows: rows.map((row, i) => check.row(row, `rows[${i}]`)),
  };
}

class Check {
  constructor(readonly where: string) {}

  fail(path: string, what: string): never {
    throw new UserError(`mapping ${this.where}: ${path || "it"} ${what}`);
  }

  object(value: unknown, path: string, known?: string[]): Record<string, unknown> {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      this.fail(path, "must be an object {...}");
    }
    for (const key of Object.keys(value)) {
      if (known && !known.includes(key)) {
        const full = path ? `${path}.${key}` : key;
        this.fail(full, `is unknown${didYouMean(key, known)} (known: ${known.join(", ")})`);
      }
    }
    return value as Record<string, unknown>;
  }

  text(value: unknown, path: string): string {
    if (typeof value !== "string" || value === "") {
      this.fail(path, value === undefined ? "is missing" : 'must be a text "..."');
    }
    return value;
  }

  list(value: unknown, path: string): unknown[] {
    if (!Array.isArray(value)) {
      this.fail(path, value === undefined ? "is missing" : "must be a list [...]");
    }
    return value;
  }

  texts(value: unknown, path: string): string[] {
    return this.list(value, path).map((item, i) => this.text(item, `${path}[${i}]`));
  }

  oneOf<T extends string>(value: unknown, path: string, known: readonly T[]): T {
    const text = this.text(value, path);
    if (!(known as readonly string[]).includes(text)) {
      const hint = didYouMean(text, known);
      this.fail(path, `"${text}" is unknown${hint} (known: ${known.join(", ")})`);
    }
    return text as T;
  }

  pattern(value: unknown, path: string): string {
    const text = this.text(value, path);
    try {
      new RegExp(text);
    } catch {
      this.fail(path, `"${text}" is no regular expression`);
    }
    return text;
  }

  recognise(value: unknown): Mapping["recognise"] {
    const rule = this.object(value, "recognise", ["header", "name"]);
    if (!rule.header && !rule.name) this.fail("recognise", "wants header, name or both");
    return {
      header: rule.header === undefined ? undefined : this.texts(rule.header, "recognise.header"),
      name: rule.name === undefined ? undefined : this.pattern(rule.name, "recognise.name"),
    };
  }

  row(value: unknown, path: string): RowMap {
    const row = this.object(value, path, ["table", "series", "columns"]);
    const table = this.oneOf(row.table, `${path}.table`, Object.keys(TABLES) as TableName[]);
    const columns = this.columns(row.columns, table, `${path}.columns`);
    return { table, series: this.series(row.series, table, `${path}.series`), columns };
  }

  series(value: unknown, table: TableName, path: string): RowMap["series"] {
    const known = ["venue", "market", "symbol", "kind", "basis", "interval"];
    const series = this.object(value, path, known);
    const market = this.rule(series.market, `${path}.market`);
    if (typeof market === "string") this.oneOf(market, `${path}.market`, MARKETS);
    return {
      venue: this.rule(series.venue, `${path}.venue`),
      market,
      symbol: this.rule(series.symbol, `${path}.symbol`),
      kind: this.oneOf(series.kind ?? "trade", `${path}.kind`, KINDS) as Kind,
      basis: this.oneOf(series.basis ?? "reported", `${path}.basis`, BASES) as Basis,
      interval: this.interval(series.interval ?? NO_BAR[table], `${path}.interval`),
    };
  }

  interval(value: unknown, path: string): string | { until: string } {
    if (typeof value === "object" && value !== null) {
      return { until: this.text(this.object(value, path, ["until"]).until, `${path}.until`) };
    }
    const text = this.text(value ?? "step", path);
    if (text === "step" || Object.values(NO_BAR).includes(text)) return text;
    try {
      intervalMs(text);
    } catch (error) {
      if (error instanceof UserError) this.fail(path, `: ${error.message}`);
      throw error;
    }
    return text;
  }

  rule(value: unknown, path: string): TextRule | undefined {
    if (value === undefined || typeof value === "string" && value !== "") return value;
    const rule = this.object(value, path, ["from", "file", "as"]);
    if ((rule.from === undefined) === (rule.file === undefined)) {
      this.fail(path, "wants either from (a column) or file (a pattern of the file name)");
    }
    if (rule.from !== undefined) this.text(rule.from, `${path}.from`);
    if (rule.file !== undefined) this.pattern(rule.file, `${path}.file`);
    if (typeof rule.as === "object" && rule.as !== null) {
      for (const [venue, text] of Object.entries(rule.as)) this.text(text, `${path}.as.${venue}`);
    } else if (rule.as !== undefined) this.text(rule.as, `${path}.as`);
    return rule as TextRule;
  }

  columns(value: unknown, table: TableName, path: string): RowMap["columns"] {
    const known = Object.keys(TABLES[table]);
    const columns = Object.entries(this.object(value, path, known)).map(([column, rule]) =>
      [column, this.column(rule, table, column, `${path}.${column}`)] as const
    );
    const mapped = Object.fromEntries(columns);
    // A liquidation's notional can be had from price and quantity.
    const derived = mapped.price && mapped.quantity ? ["notional"] : [];
    for (const [column, { nullable }] of Object.entries(TABLES[table])) {
      if (!nullable && !mapped[column] && !derived.includes(column)) {
        this.fail(`${path}.${column}`, "is missing");
      }
    }
    return mapped;
  }

  column(value: unknown, table: TableName, column: string, path: string): ColumnRule {
    if (typeof value === "string") value = { from: value };
    const known = ["from", "unit", "contract_size", "meaning", "unknown"];
    const rule = this.object(value, path, known);
    const result: ColumnRule = { from: this.text(rule.from, `${path}.from`) };
    if (column === "side") {
      result.meaning = this.oneOf(rule.meaning, `${path}.meaning`, ["order", "position"] as const);
      if (rule.unknown !== undefined) result.unknown = this.texts(rule.unknown, `${path}.unknown`);
      return result;
    }
    const kind = unitsOf(table, column as ColumnName<TableName>);
    if (rule.unit !== undefined || kind === "time" || kind === "fraction") {
      result.unit = this.oneOf(rule.unit, `${path}.unit`, UNITS[kind]);
    }
    if (result.unit === "contracts" || rule.contract_size !== undefined) {
      result.contract_size = this.contractSize(rule.contract_size, `${path}.contract_size`);
    }
    return result;
  }

  contractSize(value: unknown, path: string): ColumnRule["contract_size"] {
    const size = (value: unknown, path: string) => {
      if (typeof value !== "number" || !(value > 0)) {
        this.fail(path, value === undefined ? "is missing" : "must be a number above 0");
      }
      return value;
    };
    if (typeof value !== "object" || value === null) return size(value, path);
    for (const [venue, symbols] of Object.entries(value)) {
      const bySymbol = Object.entries(this.object(symbols, `${path}.${venue}`));
      for (const [symbol, one] of bySymbol) size(one, `${path}.${venue}.${symbol}`);
    }
    return value as ColumnRule["contract_size"];
  }
}
