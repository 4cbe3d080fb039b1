import { formatTime } from "../../tables/time.ts";
import { flagOf } from "./flag.ts";
import { isUnknown, numberOf } from "./number.ts";
import { readUtc } from "./utc.ts";

/**
 * How a column of text becomes a column of values. `utc` is a written time, read into ms; `flag` is
 * true or false, read as 1 or 0.
 */
export type FieldKind = "number" | "utc" | "flag" | "text";

/** A column to read; the others of a file are passed over. */
export interface Field {
  name: string;
  kind: FieldKind;
  /** Empty, `nan` and `null` mean "not known" here (NaN), not a faulty row. */
  optional?: boolean;
}

/** Where the fields are: by position in the row, null for a column to pass over. */
export interface Layout {
  /** Whether the first row is a header, or already data. */
  header: boolean;
  fields: (Field | null)[];
}

/** Rows of a chunk: memory stays flat however long the file, and the columns stay in the cache. */
export const CHUNK_ROWS = 8192;

/** Rows as columns: `numbers` also holds times that were written as text, and flags. */
export interface RowChunk {
  rows: number;
  /** Line (text) or row (binary) of each row, from 1. */
  lines: Float64Array;
  numbers: { [name: string]: Float64Array };
  texts: { [name: string]: string[] };
}

/** A chunk of `rows` empty rows for the fields of a layout. */
export function emptyChunk(fields: readonly (Field | null)[], rows: number): RowChunk {
  const chunk: RowChunk = { rows: 0, lines: new Float64Array(rows), numbers: {}, texts: {} };
  for (const field of fields) {
    if (field?.kind === "text") chunk.texts[field.name] = new Array<string>(rows);
    else if (field) chunk.numbers[field.name] = new Float64Array(rows);
  }
  return chunk;
}

/** The first `rows` rows of a chunk, without a copy of the numbers. */
export function cutChunk(chunk: RowChunk, rows: number): RowChunk {
  if (rows === chunk.lines.length) return { ...chunk, rows };
  const numbers = Object.entries(chunk.numbers).map(([name, v]) => [name, v.subarray(0, rows)]);
  const texts = Object.entries(chunk.texts).map(([name, values]) => [name, values.slice(0, rows)]);
  return {
    rows,
    lines: chunk.lines.subarray(0, rows),
    numbers: Object.fromEntries(numbers),
    texts: Object.fromEntries(texts),
  };
}

const VALUES = { number: numberOf, utc: readUtc, flag: flagOf };
const NOT = {
  number: "no number",
  utc: `no UTC time such as ${formatTime(0)}`,
  flag: "neither true nor false",
};

/**
 * Puts the text of one field into its column.
 *
 * @returns what is wrong with the text, if anything
 */
export function putText(
  chunk: RowChunk,
  row: number,
  field: Field,
  text: string,
): string | undefined {
  if (field.kind === "text") {
    chunk.texts[field.name][row] = text;
    return;
  }
  let value = VALUES[field.kind](text);
  if (Number.isNaN(value)) {
    if (!(field.optional && isUnknown(text))) {
      if (text.trim() === "") return `${field.name} is empty`;
      return `${field.name} ${JSON.stringify(text.slice(0, 40))} is ${NOT[field.kind]}`;
    }
    value = NaN;
  }
  chunk.numbers[field.name][row] = value;
}
