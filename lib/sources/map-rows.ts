import { UserError } from "../errors.ts";
import { emptyColumns } from "../tables/columns.ts";
import type { SeriesKey } from "../tables/keys.ts";
import { LONG, SHORT, TABLES, UNKNOWN_SIDE } from "../tables/schema.ts";
import type { Field, RowChunk } from "./csv/fields.ts";
import { intervalName, usualStep } from "./interval.ts";
import { type ColumnRule, type RowMap, unitsOf } from "./mapping.ts";
import { RowSeries } from "./row-series.ts";
import type { Read, ReadOptions } from "./source.ts";

const FACTOR: Record<string, number> = { percent: 1e-2, bps: 1e-4 };

/** Times in ms, cut; what is added outweighs the rounding of decimals, and of integers above 2^53. */
const MS: Record<string, (time: number) => number> = {
  s: (time) => Math.floor(time * 1000 + 1e-3),
  ms: Math.floor,
  us: (time) => Math.floor(time / 1000),
  ns: (time) => Math.floor(time / 1e6 + 2e-4),
  utc: (time) => time,
};

/** The columns of a file that a table needs. */
export function fieldsOf(map: RowMap): Field[] {
  const fields: Field[] = [];
  for (const [column, rule] of Object.entries(map.columns)) {
    const { type, nullable } =
      (TABLES[map.table] as Record<string, { type: string; nullable: boolean }>)[column];
    const kind = type === "side" ? "text" : rule.unit === "utc" ? "utc" : "number";
    fields.push({ name: rule.from, kind, optional: nullable });
  }
  const { venue, market, symbol, interval } = map.series;
  for (const rule of [venue, market, symbol]) {
    if (typeof rule === "object" && rule.from) fields.push({ name: rule.from, kind: "text" });
  }
  if (typeof interval === "object") fields.push({ name: interval.until, kind: "number" });
  return fields;
}

/** Rows of one series within a chunk. */
interface Group {
  key: SeriesKey;
  rows: number[];
}

/** Turns chunks of rows into batches of one table, as a mapping says. */
export class RowMapper {
  readonly #series: RowSeries;
  readonly #intervals = new Map<string, string>();
  #orderWords = 0;

  constructor(
    readonly file: string,
    readonly map: RowMap,
    options: ReadOptions,
    /** Whether other tables come from the same rows: then a row without values is no fault. */
    readonly shared: boolean,
  ) {
    this.#series = new RowSeries(file, map, options);
  }

  *read(chunk: RowChunk): Generator<Read> {
    const time = this.#times(chunk);
    const sides = this.#sides(chunk);
    const groups = new Map<string, Group | string>();
    for (let row = 0; row < chunk.rows; row++) {
      let reason = sides && sides[row] < 0 ? this.#sideReason(chunk, row) : undefined;
      if (this.isEmpty(chunk, row)) {
        if (this.shared) continue;
        reason ??= "the row holds no value";
      }
      const group = reason === undefined ? this.#groupOf(chunk, row, groups) : undefined;
      if (typeof group === "string") reason = group;
      else group?.rows.push(row);
      if (reason !== undefined) {
        yield { reject: { line: chunk.lines[row], reason, text: textOf(chunk, row) } };
      }
    }
    for (const group of groups.values()) {
      if (typeof group === "string") continue;
      const { key, rows } = group;
      const of = this.#factors(key);
      if (typeof of === "string") {
        for (const row of rows) {
          yield { reject: { line: chunk.lines[row], reason: of, text: textOf(chunk, row) } };
        }
        continue;
      }
      const columns = emptyColumns(key.table, rows.length) as Record<
        string,
        Float64Array | Int8Array
      >;
      for (const [column, rule] of Object.entries(this.map.columns)) {
        const values = column === "time"
          ? time
          : column === "side"
          ? sides!
          : chunk.numbers[rule.from];
        const factor = of[column];
        const target = columns[column];
        for (let i = 0; i < rows.length; i++) target[i] = values[rows[i]] * factor;
      }
      this.#derive(columns as Record<string, Float64Array>);
      const interval = this.#interval(chunk, key, columns.time as Float64Array, rows[0]);
      const lines = Float64Array.from(rows, (row) => chunk.lines[row]);
      yield {
        batch: { key: { ...key, interval }, columns: columns as never, lines },
      };
    }
  }

  /** What an analyst should know about the whole file. */
  *warnings(): Generator<string> {
    if (this.#orderWords === 0 || this.map.series.venue === "bybit") return;
    yield `${this.file}: buy and sell are words of orders, and the mapping takes them for sides of ` +
      `positions in ${this.#orderWords} rows: so writes only Bybit`;
  }

  #times(chunk: RowChunk): Float64Array {
    const { from, unit } = this.map.columns.time;
    return chunk.numbers[from].map(MS[unit!]);
  }

  #sides(chunk: RowChunk): Int8Array | undefined {
    const rule = this.map.columns.side;
    if (!rule) return undefined;
    const closing = rule.meaning === "order";
    const codes: Record<string, number> = {
      long: LONG,
      short: SHORT,
      buy: closing ? SHORT : LONG,
      sell: closing ? LONG : SHORT,
    };
    for (const text of rule.unknown ?? []) codes[text.toLowerCase()] = UNKNOWN_SIDE;
    const texts = chunk.texts[rule.from].slice(0, chunk.rows).map((text) =>
      text.trim().toLowerCase()
    );
    if (!closing) this.#orderWords += texts.filter((text) => /^(?:buy|sell)$/.test(text)).length;
    return Int8Array.from(texts, (text) => codes[text] ?? -1);
  }

  #sideReason(chunk: RowChunk, row: number): string {
    const rule = this.map.columns.side;
    return `${rule.from} ${JSON.stringify(chunk.texts[rule.from][row].slice(0, 40))} is no side`;
  }

  /** Whether a row holds nothing for this table but its time. */
  isEmpty(chunk: RowChunk, row: number): boolean {
    for (const [column, { from }] of Object.entries(this.map.columns)) {
      if (column === "time" || column === "side") continue;
      if (!Number.isNaN(chunk.numbers[from][row])) return false;
    }
    return true;
  }

  /** The rows that this one belongs to, or why it belongs to no series. */
  #groupOf(chunk: RowChunk, row: number, groups: Map<string, Group | string>): Group | string {
    const cells = this.#series.cells(chunk, row);
    const id = cells.join("\n");
    let group = groups.get(id);
    if (!group) {
      const key = this.#series.keyOf(cells);
      groups.set(id, group = typeof key === "string" ? key : { key, rows: [] });
    }
    return group;
  }

  /** What to multiply each column by, or why that is not known. */
  #factors(key: SeriesKey): Record<string, number> | string {
    const factors: Record<string, number> = {};
    for (const [column, rule] of Object.entries(this.map.columns)) {
      const size = contractSize(rule, key);
      if (size === undefined) {
        return `the mapping gives no contract size for ${key.venue} ${key.symbol}`;
      }
      const timed = unitsOf(this.map.table, column) === "time";
      factors[column] = timed ? 1 : size * (FACTOR[rule.unit ?? ""] ?? 1);
    }
    return factors;
  }

  #derive(columns: Record<string, Float64Array>): void {
    if (this.map.table !== "liquidations") return;
    const { price, quantity, notional } = columns;
    for (let i = 0; i < notional.length; i++) {
      if (Number.isNaN(notional[i])) notional[i] = price[i] * quantity[i];
      else if (Number.isNaN(quantity[i])) quantity[i] = notional[i] / price[i];
    }
  }

  #interval(chunk: RowChunk, key: SeriesKey, time: Float64Array, first: number): string {
    const rule = this.map.series.interval;
    if (typeof rule === "string" && rule !== "step") return rule;
    const id = `${key.venue} ${key.symbol}`;
    let interval = this.#intervals.get(id);
    if (interval) return interval;
    // Bars end a millisecond before the next one opens.
    const length = typeof rule === "string" ? usualStep(time) : Math.ceil(
      (MS[this.map.columns.time.unit!](chunk.numbers[rule.until][first]) - time[0]) / 1000,
    ) * 1000;
    // A lone row is of the interval of the rows around it.
    const [another] = this.#intervals.values();
    interval = Number.isNaN(length) ? another : intervalName(length);
    if (!interval) {
      throw new UserError(
        `${this.file}: rows of ${key.symbol} are ${length} ms apart, which is no interval: ` +
          `check the unit of time, or give series.interval in the mapping`,
      );
    }
    this.#intervals.set(id, interval);
    return interval;
  }
}

function contractSize(rule: ColumnRule, key: SeriesKey): number | undefined {
  if (typeof rule.contract_size !== "object") return rule.contract_size ?? 1;
  const symbols = rule.contract_size[key.venue];
  return symbols ? symbols[key.symbol] : 1;
}

/** A row that was read and then refused, as far as it was read. */
export function textOf(chunk: RowChunk, row: number): string {
  const cells = [...Object.entries(chunk.texts), ...Object.entries(chunk.numbers)];
  return cells.map(([name, values]) => `${name}=${values[row]}`).join(" ").slice(0, 200);
}
