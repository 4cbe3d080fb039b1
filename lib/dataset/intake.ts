import { openContainer } from "../sources/container.ts";
import { recogniseSource } from "../sources/registry.ts";
import type { Batch, RawFile, ReadOptions, Source } from "../sources/source.ts";
import { readWatched } from "../sources/unit-watch.ts";
import { checkRows } from "../tables/check.ts";
import type { AnyColumns } from "../tables/columns.ts";
import { settlementTime } from "../tables/funding-interval.ts";
import { keyId } from "../tables/keys.ts";
import { formatTime } from "../tables/time.ts";
import { boundsOf, labelOf, periodOf } from "./period.ts";
import type { FileEntry } from "./manifest.ts";
import type { RawOnDisk } from "./raw.ts";
import type { RejectsWriter } from "./rejects.ts";
import { rowText } from "./rows.ts";
import type { Runs } from "./runs.ts";

/** What a raw file turned out to hold. */
export type Taken = Pick<
  FileEntry,
  "source" | "licence" | "from" | "to" | "rejected_by_series" | "warnings"
>;

/** Where a raw file's rows go, and how it is read. */
export interface Intake {
  /** Index under which its rows stand in `runs`. */
  file: number;
  runs: Runs;
  rejects: RejectsWriter;
  /** The source that the user named; without one, each member of the file is recognised. */
  source: Source | undefined;
  options: ReadOptions;
  onRows: (rows: number) => void;
}

/**
 * Reads one raw file, row by row checked, brought to one form and laid to its partition.
 *
 * @throws UserError when the file as a whole cannot be read
 */
export async function takeIn(raw: RawOnDisk, intake: Intake): Promise<Taken> {
  const { file, runs, rejects, options, onRows } = intake;
  const sources = new Map<string, string>(), warnings = new Set<string>();
  const rejectedBySeries: Record<string, number> = {};
  let first = Infinity, last = -Infinity, moved = 0;
  const backwards = new Backwards();
  for (const member of await openContainer(raw.name, raw)) {
    const source = intake.source ?? recogniseSource(member.name, await headOf(member));
    sources.set(source.name, source.licence);
    if (!source.verified) {
      warnings.add(`unverified: no genuine ${source.name} file was at hand to test the reader`);
    }
    for await (const item of readWatched(source, member, options)) {
      if ("warning" in item) warnings.add(item.warning);
      else if ("reject" in item) rejects.add({ file: member.name, ...item.reject });
      else {
        const { key, lines } = item.batch;
        const columns = item.batch.columns as AnyColumns;
        const bad = checkRows(key.table, columns, key.interval);
        const series = keyId(key);
        for (const { row, reason } of bad) {
          rejects.add({
            file: member.name,
            line: lines[row],
            reason,
            text: rowText(columns, row),
            series,
          });
        }
        if (bad.length > 0) {
          rejectedBySeries[series] = (rejectedBySeries[series] ?? 0) + bad.length;
        }
        if (key.table === "funding") moved += settle(columns.time);
        canonicalise(columns);
        if (TIMETABLES.has(key.table)) backwards.see(series, columns.time, lines);
        forGoodStretches(bad.map(({ row }) => row), lines.length, (from, to) => {
          lay(item.batch, series, from, to, file, runs);
          for (let i = from; i < to; i++) {
            first = Math.min(first, columns.time[i]);
            last = Math.max(last, columns.time[i]);
          }
        });
        onRows(lines.length);
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
  if (!plausible) warnings.add("no row of it could be used");
  return {
    source: [...sources.keys()].sort().join("+"),
    licence: [...new Set(sources.values())].sort().join("; "),
    from: plausible ? formatTime(first) : null,
    to: plausible ? formatTime(last) : null,
    rejected_by_series: rejectedBySeries,
    warnings: [...warnings],
  };
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

/** Rows to their partitions, in stretches of one period. */
function lay(
  { key, columns, lines }: Batch,
  seriesId: string,
  from: number,
  to: number,
  file: number,
  runs: Runs,
): void {
  const { time } = columns as AnyColumns;
  const period = periodOf(key);
  for (let start = from; start < to;) {
    const [lower, upper] = boundsOf(period, time[start]);
    let end = start + 1;
    while (end < to && time[end] >= lower && time[end] < upper) end++;
    const target = { seriesId, key: { ...key }, label: labelOf(period, lower) };
    runs.add(target, columns as AnyColumns, lines, start, end, file);
    start = end;
  }
}
