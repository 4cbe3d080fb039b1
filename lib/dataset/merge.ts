import type { AnyColumns } from "../tables/columns.ts";
import type { TableName } from "../tables/schema.ts";
import { FileSets } from "./file-sets.ts";
import type { Contribution } from "./manifest.ts";
import type { Sourced } from "./partition.ts";
import {
  compareKeys,
  compareNumbers,
  concatRows,
  contradictions,
  knownNumbers,
  rowText,
  sameRow,
  sortedOrder,
  takeRows,
} from "./rows.ts";

/** Rows as they came out of raw files: for each its file (index into `ids`) and line. */
export interface Added {
  columns: AnyColumns;
  file: Int32Array;
  line: Float64Array;
  /** Ids of the raw files. */
  ids: readonly string[];
}

/** A row that contradicts an earlier row of its own file, so that neither source can settle it. */
export interface Conflict {
  id: string;
  line: number;
  reason: string;
  text: string;
}

/** One partition after a merge. */
export interface Merged {
  kept: Sourced;
  /** Rows that lost against a kept row of the same key, sorted by key and preference. */
  superseded: Sourced;
  files: Record<string, Contribution>;
  conflicts: Conflict[];
}

/**
 * Merges new rows into a partition. A partition is the set of all rows that its raw files gave, each
 * with the set of files that gave it: so the outcome does not depend on the order of ingests, and
 * merging again changes nothing.
 *
 * Of the rows with one key that row is kept that knows most numbers, then that of the file with the
 * lowest rank. The others stay as superseded rows and count as duplicates where they agree with the
 * kept row in all that both know, else as differences.
 *
 * @param before kept and superseded rows as they are, without the files that are being read again
 * @param contributions of the files in `before`
 * @param rank of every file by id, lower preferred
 */
export function mergePartition(
  table: TableName,
  before: readonly Sourced[],
  contributions: Record<string, Contribution>,
  added: Added,
  rank: ReadonlyMap<string, number>,
): Merged {
  if (before.length === 0 && isPlain(added)) return plain(added);
  const files: Record<string, Contribution> = {};
  const conflicts: Conflict[] = [];
  const fresh = withoutRepeats(table, added, files, conflicts);
  const all = [...before, fresh];
  const columns = concatRows(all.map((part) => part.columns));
  const sets = new FileSets();
  const codes = new Int32Array(columns.time.length);
  let at = 0;
  for (const part of all) {
    const recoded = part.sets.map((set) => sets.code(set));
    for (const code of part.codes) codes[at++] = recoded[code];
  }
  for (const [id, { rows }] of Object.entries(contributions)) {
    files[id] = { rows, accepted: 0, different: 0 };
  }

  const order = sortedOrder(table, columns);
  const kept = new Uint32Array(order.length), superseded: number[] = [];
  let keptRows = 0;
  for (let i = 0; i < order.length;) {
    let j = i + 1;
    while (j < order.length && compareKeys(table, columns, order[i], order[j]) === 0) j++;
    const versions = j === i + 1
      ? order.subarray(i, j)
      : distinctVersions(columns, codes, sets, order.subarray(i, j));
    if (versions.length > 1) {
      versions.sort((a, b) => prefer(columns, codes, sets, rank, a, b));
    }
    kept[keptRows++] = versions[0];
    for (let v = 1; v < versions.length; v++) superseded.push(versions[v]);
    count(columns, codes, sets, rank, versions, files);
    i = j;
  }
  return {
    kept: gather(columns, codes, sets, kept.subarray(0, keptRows)),
    superseded: gather(columns, codes, sets, Uint32Array.from(superseded)),
    files: Object.fromEntries(Object.entries(files).sort(([a], [b]) => a < b ? -1 : 1)),
    conflicts,
  };
}

/** Whether rows can be kept as they are, as most can: of one file, each later than the one before. */
function isPlain({ columns: { time }, file }: Added): boolean {
  if (time.length === 0) return false;
  for (let i = 1; i < time.length; i++) {
    if (!(time[i] > time[i - 1]) || file[i] !== file[0]) return false;
  }
  return true;
}

function plain({ columns, file, ids }: Added): Merged {
  const rows = file.length, id = ids[file[0]];
  const none = { columns: takeRows(columns, new Uint32Array()), codes: new Int32Array(), sets: [] };
  return {
    kept: { columns, codes: new Int32Array(rows), sets: [id] },
    superseded: none,
    files: { [id]: { rows, accepted: rows, different: 0 } },
    conflicts: [],
  };
}

/**
 * Rows of a partition without what some files gave; a row that other files gave too stays theirs.
 *
 * @param gone ids of the files to take out
 */
export function withoutFiles(part: Sourced, gone: ReadonlySet<string>): Sourced {
  const sets = part.sets.map((set) => set.split(" ").filter((id) => !gone.has(id)).join(" "));
  const rows = Uint32Array.from(part.codes.keys()).filter((row) => sets[part.codes[row]] !== "");
  const codes = Int32Array.from(rows, (row) => part.codes[row]);
  return { columns: takeRows(part.columns, rows), codes, sets };
}

/** One row per key and file: the first counts, or one that knows more; others repeat or conflict. */
function withoutRepeats(
  table: TableName,
  { columns, file, line, ids }: Added,
  files: Record<string, Contribution>,
  conflicts: Conflict[],
): Sourced {
  const order = sortedOrder(table, columns);
  const rows = new Uint32Array(order.length);
  let length = 0;
  const rowsOf = new Int32Array(ids.length);
  for (let i = 0; i < order.length;) {
    let j = i;
    // The sort is stable and files come one after the other: a file's rows of one key are neighbours.
    for (let first = i; j < order.length; j++) {
      if (j > i && compareKeys(table, columns, order[i], order[j]) !== 0) break;
      rowsOf[file[order[j]]]++;
      if (j === i || file[order[j]] !== file[order[first]]) {
        first = j;
        rows[length++] = order[j];
        continue;
      }
      const [a, b] = [rows[length - 1], order[j]];
      const differing = contradictions(columns, a, b);
      if (differing.length === 0) {
        if (knownNumbers(columns, b) > knownNumbers(columns, a)) rows[length - 1] = b;
        continue;
      }
      rowsOf[file[b]]--;
      const reason = `contradicts line ${line[a]} of the same file, which is kept, in ` +
        differing.join(", ");
      conflicts.push({ id: ids[file[b]], line: line[b], reason, text: rowText(columns, b) });
    }
    i = j;
  }
  for (let f = 0; f < ids.length; f++) {
    if (rowsOf[f] > 0) files[ids[f]] = { rows: rowsOf[f], accepted: 0, different: 0 };
  }
  const taken = rows.subarray(0, length);
  return {
    columns: takeRows(columns, taken),
    codes: Int32Array.from(taken, (row) => file[row]),
    sets: [...ids],
  };
}

/** Rows of one key, those that are the same joined: the first of them carries the files of all. */
function distinctVersions(
  columns: AnyColumns,
  codes: Int32Array,
  sets: FileSets,
  rows: Uint32Array,
): Uint32Array {
  const versions: number[] = [];
  for (const row of rows) {
    const same = versions.find((version) => sameRow(columns, version, row));
    if (same === undefined) versions.push(row);
    else codes[same] = sets.union(codes[same], codes[row]);
  }
  return Uint32Array.from(versions);
}

function prefer(
  columns: AnyColumns,
  codes: Int32Array,
  sets: FileSets,
  rank: ReadonlyMap<string, number>,
  a: number,
  b: number,
): number {
  const order = knownNumbers(columns, b) - knownNumbers(columns, a) ||
    bestRank(sets, codes[a], rank) - bestRank(sets, codes[b], rank);
  if (order !== 0) return order;
  for (const name in columns) {
    const byValue = compareNumbers(columns[name][a], columns[name][b]);
    if (byValue !== 0) return byValue;
  }
  return 0;
}

function bestRank(sets: FileSets, code: number, rank: ReadonlyMap<string, number>): number {
  return Math.min(...sets.ids(code).map((id) => rank.get(id) ?? Infinity));
}

function count(
  columns: AnyColumns,
  codes: Int32Array,
  sets: FileSets,
  rank: ReadonlyMap<string, number>,
  versions: Uint32Array,
  files: Record<string, Contribution>,
): void {
  const ids = sets.ids(codes[versions[0]]);
  const best = ids.length === 1
    ? ids[0]
    : ids.reduce((a, b) => rank.get(b)! < rank.get(a)! ? b : a);
  files[best].accepted++;
  for (let v = 1; v < versions.length; v++) {
    if (contradictions(columns, versions[0], versions[v]).length === 0) continue;
    for (const id of sets.ids(codes[versions[v]])) files[id].different++;
  }
}

/** Rows with only the sets that they use, sorted: the same rows are the same bytes. */
function gather(
  columns: AnyColumns,
  codes: Int32Array,
  sets: FileSets,
  rows: Uint32Array,
): Sourced {
  const used = new Set<number>();
  for (const row of rows) used.add(codes[row]);
  const ordered = [...used].sort((a, b) => sets.names[a] < sets.names[b] ? -1 : 1);
  const recoded = new Map(ordered.map((code, i) => [code, i]));
  return {
    columns: takeRows(columns, rows),
    codes: Int32Array.from(rows, (row) => recoded.get(codes[row])!),
    sets: ordered.map((code) => sets.names[code]),
  };
}
