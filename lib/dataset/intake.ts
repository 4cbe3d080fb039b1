import { UserError } from "../errors.ts";
import { openContainer } from "../sources/container.ts";
import { recogniseSource } from "../sources/registry.ts";
import type { Second } from "../sources/csv/second-thread.ts";
import type { RandomAccess, RawFile, ReadOptions, Source } from "../sources/source.ts";
import { readWatched } from "../sources/unit-watch.ts";
import { checkRows } from "../tables/check.ts";
import type { AnyColumns } from "../tables/columns.ts";
import { settlementTime } from "../tables/funding-interval.ts";
import { keyId } from "../tables/keys.ts";
import { formatTime } from "../tables/time.ts";
import { Gathered, type Rows, type Whole } from "./gathered.ts";
import type { FileEntry } from "./manifest.ts";
import type { RejectRow } from "./rejects.ts";
import { rowText } from "./rows.ts";

/** What a raw file turned out to hold. */
export type Taken = Pick<
  FileEntry,
  "source" | "licence" | "from" | "to" | "rejected_by_series" | "warnings"
>;

/** How a raw file is read. */
export interface Reading {
  /** Its id in the dataset. */
  id: string;
  /** The source that the user named; without one, each member of the file is recognised. */
  source: Source | undefined;
  options: ReadOptions;
}

/** What a reading hands over: in the order of the file, and `taken` once at its end. */
export type Given =
  | { rows: Rows }
  | { whole: Whole }
  | { rejects: RejectRow[] }
  /** So many rows more were read: for whoever shows progress. */
  | { read: number }
  | { taken: Taken };

/** Rows and rejects held until they are handed over. */
const MOST_BYTES = 16 << 20, MOST_REJECTS = 1000;

/**
 * Reads one raw file, row by row checked, brought to one form and laid to its partition.
 *
 * @param second a thread that may read rows beside this one
 * @throws UserError when the file as a whole cannot be read: what was given of it is void
 */
export async function* takeIn(
  name: string,
  raw: RandomAccess,
  { id, source: named, options: asked }: Reading,
  second?: Second,
): AsyncGenerator<Given> {
  const { options, unused } = watchOptions(asked);
  const sources = new Map<string, string>(), warnings = new Set<string>();
  const rejectedBySeries: Record<string, number> = {};
  let first = Infinity, last = -Infinity, moved = 0;
  const backwards = new Backwards();
  const gathered = new Gathered();
  let rejects: RejectRow[] = [];
  let rejected: RejectRow | undefined;
  for (const unpacked of await openContainer(name, raw)) {
    const member = { ...unpacked, second };
    const source = named ?? recogniseSource(member.name, await headOf(member));
    sources.set(source.name, source.licence);
    if (!source.verified) {
      warnings.add(`unverified: no genuine ${source.name} file was at hand to test the reader`);
    }
    for await (const item of readWatched(source, member, options)) {
      if ("warning" in item) warnings.add(item.warning);
      else if ("reject" in item) rejects.push({ file: member.name, ...item.reject });
      else {
        const { key, lines } = item.batch;
        const columns = item.batch.columns as AnyColumns;
        const bad = checkRows(key.table, columns, key.interval);
        const series = keyId(key);
        for (const { row, reason } of bad) {
          const text = rowText(columns, row);
          rejects.push({ file: member.name, line: lines[row], reason, text, series });
        }
        if (bad.length > 0) {
          rejectedBySeries[series] = (rejectedBySeries[series] ?? 0) + bad.length;
        }
        if (key.table === "funding") moved += settle(columns.time);
        canonicalise(columns);
        if (TIMETABLES.has(key.table)) backwards.see(series, columns.time, lines);
        forGoodStretches(bad.map(({ row }) => row), lines.length, (from, to) => {
          gathered.add(item.batch, series, from, to);
          for (let i = from; i < to; i++) {
            first = Math.min(first, columns.time[i]);
            last = Math.max(last, columns.time[i]);
          }
        });
        yield { read: lines.length };
        if (gathered.bytes > MOST_BYTES) { for (const rows of gathered.rows()) yield { rows }; }
      }
      rejected ??= rejects[0];
      if (rejects.length >= MOST_REJECTS) {
        yield { rejects };
        rejects = [];
      }
    }
  }
  if (moved > 0) {
    warnings.add(`${moved} settlement times were some moments late and stand at the whole minute`);
  }
  if (backwards.steps > 0) {
    warnings.add(
      `time runs backwards ${backwards.steps} times, first in line ${backwards.line}: rows were sorted`,
    );
  }
  const plausible = first <= last;
  if (!plausible && named && rejected) {
    throw new UserError(
      `${name}: no row of it reads as ${named.name}; the first, line ${rejected.line}: ` +
        rejected.reason,
    );
  }
  if (!plausible) warnings.add("no row of it could be used");
  for (const option of unused()) {
    warnings.add(`--${option} had no use: what it says the file tells itself`);
  }
  if (rejects.length > 0) yield { rejects };
  yield* gathered.rest(id);
  const taken: Taken = {
    source: [...sources.keys()].sort().join("+"),
    licence: [...new Set(sources.values())].sort().join("; "),
    from: plausible ? formatTime(first) : null,
    to: plausible ? formatTime(last) : null,
    rejected_by_series: rejectedBySeries,
    warnings: [...warnings],
  };
  yield { taken };
}

/** Options that notice which of them were never asked for. */
function watchOptions(given: ReadOptions): { options: ReadOptions; unused: () => string[] } {
  const names = ["symbol", "venue", "market", "kind", "interval"] as const;
  const left = new Set<string>(names.filter((name) => given[name] !== undefined));
  const options = new Proxy(given, {
    get(target, name) {
      left.delete(String(name));
      return Reflect.get(target, name);
    },
  });
  return { options, unused: () => [...left] };
}

/** Tables whose files go forward in time; recorded messages and trades come as they come. */
const TIMETABLES = new Set(["candles", "funding", "open_interest", "liquidation_totals"]);

/** Counts the rows of a file that are earlier than the row before them in their series. */
class Backwards {
  readonly #last = new Map<string, number>();
  steps = 0;
  /** Line of the first. */
  line = NaN;

  see(series: string, time: Float64Array, lines: Float64Array): void {
    let last = this.#last.get(series) ?? -Infinity;
    for (let i = 0; i < time.length; i++) {
      if (time[i] < last && this.steps++ === 0) this.line = lines[i];
      last = time[i];
    }
    this.#last.set(series, last);
  }
}

async function headOf(file: RawFile): Promise<Uint8Array> {
  const head = new Uint8Array(65536);
  let length = 0;
  for await (const chunk of file.stream()) {
    const part = chunk.subarray(0, head.length - length);
    head.set(part, length);
    length += part.length;
    if (length === head.length) break;
  }
  return head.subarray(0, length);
}

/** Settlement times to the whole minute, in place. Returns how many moved. */
function settle(time: Float64Array): number {
  let moved = 0;
  for (let i = 0; i < time.length; i++) {
    const whole = settlementTime(time[i]);
    if (whole !== time[i]) moved++;
    time[i] = whole;
  }
  return moved;
}

/** One zero and one NaN, in place: the same rows are to be the same bytes. */
function canonicalise(columns: AnyColumns): void {
  for (const values of Object.values(columns)) {
    if (values instanceof Int8Array) continue;
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (value === 0) values[i] = 0;
      else if (value !== value) values[i] = NaN;
    }
  }
}

function forGoodStretches(
  bad: readonly number[],
  rows: number,
  visit: (from: number, to: number) => void,
): void {
  let from = 0;
  for (const row of [...bad, rows]) {
    if (row > from) visit(from, row);
    from = row + 1;
  }
}
