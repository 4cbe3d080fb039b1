import type { Columns } from "../tables/columns.ts";
import type { SeriesKey } from "../tables/keys.ts";
import type { TableName } from "../tables/schema.ts";
import type { Second } from "./csv/second-thread.ts";

/**
 * A raw file, already out of its zip or gzip: a name and a stream of bytes. Chunks belong to the
 * reader only until it asks for the next one, so that one buffer can serve the whole stream.
 */
export interface RawFile {
  /** Base name of the file or of the archive's member: never a path. */
  name: string;
  /** The stream of bytes; may be called again to read from the start. */
  stream(): AsyncIterable<Uint8Array>;
  /** Random access, where the file is not packed: formats with an index at the end need it. */
  bytes?: RandomAccess;
  /** A thread that may read rows of it beside this one. */
  second?: Second;
}

/** A file that can be read from anywhere, without saying where it is. */
export interface RandomAccess {
  size: number;
  /** Up to `length` bytes from `offset`; fewer only at the end of the file. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/**
 * Rows of one series, in the order of the file. Like the chunks of a raw file they belong to the
 * consumer only until it asks for the next item: the reader then fills the same arrays again, which
 * is what keeps ingest fast and its memory flat. Copy what is kept.
 */
export interface Batch<T extends TableName = TableName> {
  key: SeriesKey;
  columns: Columns<T>;
  /** Line (text) or row (binary), from 1, of each row in the file: for rejects. */
  lines: Float64Array;
}

/** A row that could not be read as a row of its table. */
export interface Reject {
  /** Line (text) or row (binary), from 1. */
  line: number;
  /** One clause: what is wrong, with the value. */
  reason: string;
  /** The row as it stood in the file, cut to 200 characters. */
  text: string;
}

/** What a reader hands over as it goes through a file. */
export type Read =
  | { batch: Batch }
  | { reject: Reject }
  /** Something about the whole file that an analyst should know, such as a suspicious unit. */
  | { warning: string };

/** What the command line may add to what a file says about itself. */
export interface ReadOptions {
  /** Symbol, venue or market where the file does not name them. */
  symbol?: string;
  venue?: string;
  market?: string;
  /** `mark` or `index`, where the file does not tell that its bars are of such a price. */
  kind?: "mark" | "index";
  /** Length of the bars that trades are summed into; 1m where not given. */
  interval?: string;
}

/**
 * One upstream format: bytes in, canonical columns out. Readers convert units and sides into those
 * of `lib/tables`; they do not sort, deduplicate or judge plausibility: ingest does that for all.
 */
export interface Source {
  /** Slug for `--source`, as `freqtrade` or `binance-klines`. */
  name: string;
  /** Format, venue and licence in a line, for help and for the data check. */
  title: string;
  /** Whether genuine rows of the format were at hand when the reader was written. */
  verified: boolean;
  /** Licence or terms of the data, as far as known, for figures made from it. */
  licence: string;
  /** Whether a file of this name that begins with `head` (up to 64 KB) is of this format. */
  recognises(name: string, head: Uint8Array): boolean;
  /** @throws UserError when the file as a whole cannot be read */
  read(file: RawFile, options: ReadOptions): AsyncIterable<Read>;
}
