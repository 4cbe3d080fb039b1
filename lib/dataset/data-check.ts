import { SOURCES } from "../sources/registry.ts";
import type { SeriesKey } from "../tables/keys.ts";
import { formatTime, HOUR } from "../tables/time.ts";
import { type Gap, gapsOf } from "./gaps.ts";
import type { SeriesEntry } from "./manifest.ts";
import type { Dataset, SeriesInfo } from "./open.ts";
import type { Sourced } from "./partition.ts";
import { compareKeys, concatRows, contradictions } from "./rows.ts";

/** What there is of one series. */
export interface CoverageRow extends SeriesKey {
  series: string;
  rows: number;
  from: string;
  to: string;
  /** Null where the series keeps no timetable. */
  gaps: number | null;
  missing: number | null;
  /** Rows / (rows + missing). */
  complete: number | null;
  duplicates: number;
  differences: number;
  rejected: number;
}

export interface GapRow {
  series: string;
  /** First missing row, and the row after the gap. */
  from: string;
  to: string;
  missing: number;
}

/** Rejected rows of one file for one reason, the numbers in it left out, and the first of them. */
export interface RejectSummary {
  file: string;
  reason: string;
  rows: number;
  line: number;
  text: string;
}

/** Two files that say different things of the same observation. */
export interface DifferenceRow {
  series: string;
  time: string;
  column: string;
  kept: number;
  other: number;
  kept_file: string;
  other_file: string;
}

export interface FileRow {
  file: string;
  source: string;
  licence: string;
  /** Whether a genuine file of the format was at hand when its reader was written. */
  verified: boolean;
  bytes: number;
  from: string | null;
  to: string | null;
  rows: number;
  accepted: number;
  duplicates: number;
  differences: number;
  rejected: number;
}

/** What a dataset can carry and what it cannot. */
export interface DataCheck {
  coverage: CoverageRow[];
  /** The longest gaps of each series, as many as are listed, most missing rows first. */
  gaps: GapRow[];
  rejects: RejectSummary[];
  /** The first differences of each series, as many as are listed. */
  differences: DifferenceRow[];
  files: FileRow[];
  warnings: { warning: string; files: string[] }[];
  newest: string | null;
  /** Hours from the newest row to `now`; null where `now` was not given. */
  age_hours: number | null;
}

/** Most that are listed, reasons of all files, gaps and differences of a series; counts are of all. */
const LISTED = 200;

/**
 * Everything there is to know about a dataset before it is believed.
 *
 * @param now ms since the epoch, for the age of the newest row; this function reads no clock
 * @throws UserError when a partition is damaged
 * @example (await dataCheck(dataset, { now: Date.now() })).coverage.length
 */
export async function dataCheck(
  dataset: Dataset,
  { now }: { now?: number } = {},
): Promise<DataCheck> {
  const coverage: CoverageRow[] = [], gaps: GapRow[] = [], differences: DifferenceRow[] = [];
  const series = dataset.series();
  for (const [index, info] of series.entries()) {
    const entry = dataset.manifest.series[index];
    const found = await gapsIn(dataset, entry);
    coverage.push(coverageRow(dataset, entry, info, found));
    for (const { from, to, rows } of longest(found ?? [])) {
      gaps.push({ series: info.id, from: formatTime(from), to: formatTime(to), missing: rows });
    }
    differences.push(...differencesOf(dataset, entry));
  }
  const newest = series.length > 0 ? Math.max(...series.map(({ to }) => to)) : undefined;
  return {
    coverage,
    gaps: gaps.sort((a, b) => b.missing - a.missing),
    rejects: await rejectsOf(dataset),
    differences,
    files: dataset.manifest.files.map((file) => {
      const sources = SOURCES.filter(({ name }) => file.source.split("+").includes(name));
      return {
        file: file.name,
        source: file.source,
        licence: file.licence,
        verified: sources.every(({ verified }) => verified),
        bytes: file.bytes,
        from: file.from,
        to: file.to,
        rows: file.rows,
        accepted: file.accepted,
        duplicates: file.duplicates,
        differences: file.differences,
        rejected: file.rejected,
      };
    }),
    warnings: warningsOf(dataset),
    newest: newest === undefined ? null : formatTime(newest),
    age_hours: newest === undefined || now === undefined ? null : (now - newest) / HOUR,
  };
}

function coverageRow(
  { manifest }: Dataset,
  { id, partitions }: SeriesEntry,
  { key, rows, from, to }: SeriesInfo,
  gaps: Gap[] | undefined,
): CoverageRow {
  const given = partitions.flatMap(({ files }) => Object.values(files));
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  const differences = sum(given.map(({ different }) => different));
  const missing = gaps ? sum(gaps.map(({ rows }) => rows)) : null;
  return {
    series: id,
    ...key,
    rows,
    from: formatTime(from),
    to: formatTime(to),
    gaps: gaps ? gaps.length : null,
    missing,
    complete: missing === null ? null : rows / (rows + missing),
    duplicates: sum(given.map(({ rows }) => rows)) - rows - differences,
    differences,
    rejected: sum(manifest.files.map(({ rejected_by_series }) => rejected_by_series[id] ?? 0)),
  };
}

/** Gaps of a series, one partition in memory at a time. */
async function gapsIn(dataset: Dataset, entry: SeriesEntry): Promise<Gap[] | undefined> {
  if (entry.key.table === "funding") return gapsOf(entry.key, await dataset.columns(entry.key));
  const all: Gap[] = [];
  let last: number[] = [];
  for (const partition of entry.partitions) {
    const { time } = dataset.partition(entry, partition, partition).columns;
    const gaps = gapsOf(entry.key, { time: Float64Array.of(...last, time[0]) });
    if (!gaps) return undefined;
    all.push(...gaps, ...gapsOf(entry.key, { time })!);
    last = [time[time.length - 1]];
  }
  return all;
}

function longest(gaps: readonly Gap[]): Gap[] {
  return gaps.toSorted((a, b) => b.rows - a.rows).slice(0, LISTED);
}

/** Superseded rows that contradict the kept one, a row per column, up to the limit. */
function differencesOf(dataset: Dataset, entry: SeriesEntry): DifferenceRow[] {
  const found: DifferenceRow[] = [];
  const { table } = entry.key;
  const names = new Map(dataset.manifest.files.map(({ id, name }) => [id, name]));
  const filesOf = ({ codes, sets }: Sourced, row: number) =>
    sets[codes[row]].split(" ").map((id) => names.get(id)).join(", ");
  for (const partition of entry.partitions) {
    if (found.length >= LISTED) break;
    if (!partition.superseded) continue;
    const kept = dataset.partition(entry, partition, partition);
    const others = dataset.partition(entry, partition, partition.superseded);
    const columns = concatRows([kept.columns, others.columns]);
    const shown = kept.codes.length;
    for (let row = 0, other = shown; other < columns.time.length; other++) {
      while (compareKeys(table, columns, row, other) < 0) row++;
      for (const column of contradictions(columns, row, other)) {
        found.push({
          series: entry.id,
          time: formatTime(columns.time[row]),
          column,
          kept: columns[column][row],
          other: columns[column][other],
          kept_file: filesOf(kept, row),
          other_file: filesOf(others, other - shown),
        });
      }
    }
  }
  return found.slice(0, LISTED);
}

async function rejectsOf(dataset: Dataset): Promise<RejectSummary[]> {
  const reasons = new Map<string, RejectSummary>();
  const others: RejectSummary = { file: "", reason: "other reasons", rows: 0, line: 0, text: "" };
  for (const file of dataset.manifest.files) {
    for await (const { file: name, line, reason, text } of dataset.rejects(file)) {
      const general = reason.replace(/-?\d[\d.:TZe+-]*/g, "…").slice(0, 120);
      const id = `${file.id} ${general}`;
      const known = reasons.get(id) ?? (reasons.size < LISTED ? undefined : others);
      if (known) known.rows++;
      else reasons.set(id, { file: name, reason: general, rows: 1, line, text });
    }
  }
  return [...reasons.values(), others].filter(({ rows }) => rows > 0)
    .sort((a, b) => b.rows - a.rows);
}

function warningsOf({ manifest }: Dataset): DataCheck["warnings"] {
  const byText = new Map<string, string[]>();
  for (const { name, warnings } of manifest.files) {
    for (const warning of warnings) byText.set(warning, [...byText.get(warning) ?? [], name]);
  }
  return [...byText].map(([warning, files]) => ({ warning, files }));
}
