import { UserError } from "../errors.ts";
import { keyId, type SeriesKey } from "../tables/keys.ts";
import type { RowChunk } from "./csv/fields.ts";
import type { RowMap, TextRule } from "./mapping.ts";
import { marketOf, seriesOf } from "./series-of.ts";
import type { ReadOptions } from "./source.ts";

const PARTS = ["venue", "market", "symbol"] as const;
type Part = typeof PARTS[number];

/** What a cell says that can name no series: the fault of its row, not of the file. */
class CellFault extends Error {}

/** Which series a row of a mapped file belongs to. */
export class RowSeries {
  constructor(
    readonly file: string,
    readonly map: RowMap,
    readonly options: ReadOptions,
  ) {}

  /** What the row says of its venue, market and symbol; empty where no column does. */
  cells(chunk: RowChunk, row: number): string[] {
    return PARTS.map((part) => {
      const from = columnOf(this.map.series[part]);
      return from ? chunk.texts[from][row] : "";
    });
  }

  /**
   * The series that cells name, its interval left open where the rows tell it; or why they name none.
   *
   * @throws UserError where the file's name or an option is at fault: then it is no row's
   */
  keyOf([venueText, marketText, symbolText]: string[]): SeriesKey | string {
    const { series, table } = this.map;
    const from = columnOf(series.market);
    try {
      const venue = this.#text("venue", series.venue, venueText, "").toLowerCase();
      const market = this.#text("market", series.market, marketText, venue);
      return this.#checked(seriesOf(table, {
        venue,
        market: from ? orCellFault(() => marketOf(market, from)) : marketOf(market, this.file),
        symbol: this.#text("symbol", series.symbol, symbolText, venue),
        kind: series.kind,
        basis: series.basis,
        interval: typeof series.interval === "string" ? series.interval : "",
      }));
    } catch (error) {
      if (error instanceof CellFault) return error.message;
      throw error;
    }
  }

  /** A key whose parts from cells can name a series: they become folders. */
  #checked(key: SeriesKey): SeriesKey {
    const { venue, symbol } = this.map.series;
    orCellFault(() =>
      keyId({
        ...key,
        interval: "1h",
        ...(columnOf(venue) ? {} : { venue: "any" }),
        ...(columnOf(symbol) ? {} : { symbol: "any", asset: "any" }),
      })
    );
    return key;
  }

  #text(part: Part, rule: TextRule | undefined, cell: string, venue: string): string {
    if (typeof rule === "string") return rule;
    const found = rule?.file ? new RegExp(rule.file).exec(this.file)?.[1] : cell.trim();
    if (!found) {
      const option = this.options[part];
      if (option) return option;
      if (rule?.from) throw new CellFault(`${rule.from} is empty and names no ${part}`);
      const why = rule?.file ? `, and not as ${rule.file}` : "";
      throw new UserError(`${this.file}: the name does not tell the ${part}${why}: give --${part}`);
    }
    const as = typeof rule?.as === "object" ? rule.as[venue] : rule?.as;
    // File names are often in lower case; a column is taken as it stands.
    const text = rule?.file && part === "symbol" ? found.toUpperCase() : found;
    return as === undefined ? text : as.replaceAll("{}", text);
  }
}

function columnOf(rule: TextRule | undefined): string | undefined {
  return typeof rule === "object" ? rule.from : undefined;
}

function orCellFault<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof UserError ? new CellFault(error.message) : error;
  }
}
