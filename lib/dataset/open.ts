import { join, resolve } from "node:path";
import type { Table } from "apache-arrow";
import { UserError } from "../errors.ts";
import {
  type AnyColumns,
  type Columns,
  sliceColumns,
  toArrow,
  unsetColumns,
} from "../tables/columns.ts";
import { fundingIntervals } from "../tables/funding-interval.ts";
import { keyId, type SeriesKey } from "../tables/keys.ts";
import type { TableName } from "../tables/schema.ts";
import { DAY } from "../tables/time.ts";
import {
  type FileEntry,
  MANIFEST,
  type Manifest,
  parseManifest,
  type PartitionEntry,
  partitionPath,
  rejectsPath,
  type SeriesEntry,
  type Stored,
} from "./manifest.ts";
import { decodePartition, type Sourced } from "./partition.ts";
import { rebuildCommand } from "./rebuild.ts";
import { readRows } from "./read-rows.ts";
import type { RejectRow } from "./rejects.ts";
import { readIfThere } from "./store.ts";
import { damageOf } from "./stored.ts";

const DECODER = new TextDecoder();

/** A series of a dataset: its key and what there is of it. */
export interface SeriesInfo {
  key: SeriesKey;
  /** `candles/binance/linear/BTCUSDT/trade/5m/reported`. */
  id: string;
  rows: number;
  /** First and last time, ms. */
  from: number;
  to: number;
}

/** A span of time in ms, end exclusive; what is left out is open. */
export interface Span {
  from?: number;
  to?: number;
}

/** Which series: every part that is given must fit, a list where any of it fits. */
export type SeriesQuery = {
  [P in keyof SeriesKey]?: SeriesKey[P] | readonly SeriesKey[P][];
};

/**
 * Opens a dataset for reading.
 *
 * @throws UserError when there is none, or it is of a newer version
 * @example
 * const dataset = openDataset("data/binance");
 * const [bars] = dataset.series({ table: "candles", symbol: "BTCUSDT", kind: "trade" });
 * const { time, close } = await dataset.columns(bars.key, { from: Date.UTC(2025, 10, 20) });
 */
export function openDataset(dir: string): Dataset {
  let text: string;
  try {
    text = Deno.readTextFileSync(join(dir, MANIFEST));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      throw new UserError(
        `${dir}: no dataset there; make one with: deno task ingest FILE... --out ${dir}`,
      );
    }
    throw error;
  }
  return new Dataset(dir, parseManifest(text, dir));
}

/** A dataset on disk. Reads only the partitions that a window needs, and checks each of them. */
export class Dataset {
  readonly dir: string;
  readonly manifest: Manifest;
  readonly #entries: Map<string, SeriesEntry>;

  constructor(dir: string, manifest: Manifest) {
    this.dir = dir;
    this.manifest = manifest;
    this.#entries = new Map(manifest.series.map((series) => [series.id, series]));
  }

  /**
   * The series that fit, in the order of their ids.
   *
   * @example dataset.series({ table: "funding", asset: ["BTC", "ETH"] })
   */
  series(query: SeriesQuery = {}): SeriesInfo[] {
    const parts = Object.entries(query).filter(([, wanted]) => wanted !== undefined);
    return this.manifest.series
      .filter(({ key }) =>
        parts.every(([part, wanted]) =>
          [wanted].flat().includes(key[part as keyof SeriesKey] as never)
        )
      )
      .map(({ id, key, partitions }) => ({
        key,
        id,
        rows: partitions.reduce((sum, partition) => sum + partition.rows, 0),
        from: Date.parse(partitions[0].from),
        to: Date.parse(partitions[partitions.length - 1].to),
      }));
  }

  /**
   * Licences of the raw files that gave rows to a series.
   *
   * @example dataset.licences("funding/binance/linear/BTCUSDT/trade/settlement/reported")
   */
  licences(id: string): string[] {
    const files = new Set(
      this.#entries.get(id)?.partitions.flatMap((partition) => Object.keys(partition.files)),
    );
    const licences = this.manifest.files.filter((file) => files.has(file.id))
      .map(({ licence }) => licence);
    return [...new Set(licences)];
  }

  /**
   * Rows of a series inside a span as typed arrays. Funding intervals that no source stated are found
   * from the settlements.
   *
   * @throws UserError when the dataset has no such series or a partition is damaged
   * @example await dataset.columns(key, { from, to })
   */
  // deno-lint-ignore require-await -- reading at once is fastest, and need not stay so
  async columns<T extends TableName>(
    key: SeriesKey & { table: T },
    span: Span = {},
  ): Promise<Columns<T>> {
    const entry = this.#entries.get(keyId(key));
    if (!entry) throw new UserError(`${this.dir}: it has no series ${keyId(key)}`);
    // The interval of a settlement follows from its neighbours, which may lie outside the span.
    const margin = key.table === "funding" ? 3 * DAY : 0;
    const rows = this.#rows(entry, {
      from: (span.from ?? -Infinity) - margin,
      to: (span.to ?? Infinity) + margin,
    });
    if (key.table === "funding") {
      rows.interval_hours = fundingIntervals(rows.time, rows.interval_hours as Float64Array);
    }
    return within(rows, span) as unknown as Columns<T>;
  }

  /**
   * Settlements inside a span of which no source states the interval: `columns` infers it from their
   * times, and leaves it unknown where these do not tell.
   *
   * @example dataset.unstatedIntervals(key, { from, to })
   */
  unstatedIntervals(key: SeriesKey & { table: "funding" }, span: Span = {}): number {
    const entry = this.#entries.get(keyId(key));
    if (!entry) throw new UserError(`${this.dir}: it has no series ${keyId(key)}`);
    const { from = -Infinity, to = Infinity } = span;
    const hours = this.#rows(entry, { from, to }).interval_hours as Float64Array;
    return hours.reduce((count, value) => Number.isNaN(value) ? count + 1 : count, 0);
  }

  /**
   * Rows of a series inside a span as an apache-arrow table of one batch.
   *
   * @example (await dataset.load(key, { from, to })).numRows
   */
  async load(key: SeriesKey, span: Span = {}): Promise<Table> {
    return toArrow(key.table, await this.columns(key, span));
  }

  #rows(entry: SeriesEntry, { from, to }: Required<Span>): AnyColumns {
    const wanted = entry.partitions.filter((partition) =>
      Date.parse(partition.to) >= from && Date.parse(partition.from) < to
    );
    const rows = wanted.reduce((sum, partition) => sum + partition.rows, 0);
    const columns = unsetColumns(entry.key.table, rows);
    const spare = new Uint8Array(Math.max(0, ...wanted.map(({ bytes }) => bytes)));
    let at = 0;
    for (const partition of wanted) {
      const path = partitionPath(entry.id, partition);
      const damage = readRows(join(this.dir, path), partition, columns, at, spare);
      if (damage) throw this.#damaged(path, damage, Object.keys(partition.files));
      at += partition.rows;
    }
    return within(columns, { from, to });
  }

  /**
   * All rows of one partition with the files that they came from: those that are shown, or those
   * that lost against them.
   *
   * @throws UserError when the partition is damaged
   */
  partition(entry: SeriesEntry, partition: PartitionEntry, stored: Stored): Sourced {
    const path = partitionPath(entry.id, stored);
    const bytes = readIfThere(join(this.dir, path));
    const damage = damageOf(bytes, stored);
    if (damage) throw this.#damaged(path, damage, Object.keys(partition.files));
    return decodePartition(entry.key.table, bytes!);
  }

  /**
   * The rejected rows of a raw file, in the order in which they were found.
   *
   * @throws UserError when they are damaged
   */
  async *rejects(file: FileEntry): AsyncGenerator<RejectRow> {
    if (!file.rejects) return;
    const path = rejectsPath(file.rejects);
    const bytes = readIfThere(join(this.dir, path));
    const damage = damageOf(bytes, file.rejects);
    if (damage) throw this.#damaged(path, damage, [file.id]);
    let from = 0;
    for (let to; (to = bytes!.indexOf(10, from)) >= 0; from = to + 1) {
      yield JSON.parse(DECODER.decode(bytes!.subarray(from, to)));
    }
  }

  #damaged(path: string, damage: string, ids: string[]): UserError {
    const files = this.manifest.files.filter(({ id }) => ids.includes(id));
    const dir = fromAnywhere(this.dir);
    return new UserError(
      `${join(dir, path)} ${damage}; rebuild it by: ${rebuildCommand(files, dir)}`,
    );
  }
}

/** A folder as a command takes it wherever it is run: notebooks run in a folder of their own. */
function fromAnywhere(dir: string): string {
  try {
    return resolve(dir);
  } catch {
    // Without the permission to know the folder that it runs in.
    return dir;
  }
}

/** The rows inside a span: views, because times are sorted. */
function within(columns: AnyColumns, { from = -Infinity, to = Infinity }: Span): AnyColumns {
  return sliceColumns(columns, lowerBound(columns.time, from), lowerBound(columns.time, to));
}

function lowerBound(time: Float64Array, at: number): number {
  let low = 0, high = time.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (time[middle] < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
