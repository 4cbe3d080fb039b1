import { join } from "node:path";
import { UserError } from "../errors.ts";
import { SOURCES } from "../sources/registry.ts";
import type { Source } from "../sources/source.ts";
import { formatTime } from "../tables/time.ts";
import type { Taken } from "./intake.ts";
import {
  type Contribution,
  type FileEntry,
  type Manifest,
  type PartitionEntry,
  partitionPath,
  type SeriesEntry,
  type Stored,
} from "./manifest.ts";
import { mergePartition, withoutFiles } from "./merge.ts";
import { decodePartition, encodePartition, type Sourced } from "./partition.ts";
import { rebuildCommand } from "./rebuild.ts";
import type { RejectsWriter } from "./rejects.ts";
import type { Runs, Staged, Target } from "./runs.ts";
import { readIfThere, type Store } from "./store.ts";
import { damageOf, storedAs } from "./stored.ts";

/** A raw file on its way in. */
export interface Incoming extends Pick<FileEntry, "id" | "name" | "bytes" | "sha256" | "options"> {
  path: string;
  rejects: RejectsWriter;
  /** The format that the user named, now or when it was read before. */
  source: Source | undefined;
  /** Undefined until it was read, and for good when it cannot be. */
  taken: Taken | undefined;
}

/**
 * Merges the new rows into the partitions that they belong to and writes those beside, one at a time.
 *
 * @param incoming files in the order of their indices in `runs`
 * @returns all series as they are to stand in the new manifest
 * @throws UserError when a partition is damaged and not all of its raw files are at hand
 */
export function assemble(
  store: Store,
  before: Manifest,
  incoming: readonly Incoming[],
  runs: Runs,
  onStep: (series: string, index: number, count: number) => void,
): SeriesEntry[] {
  const ids = incoming.map(({ id }) => id);
  const read = new Map(incoming.filter(({ taken }) => taken).map((file) => [file.id, file]));
  const rank = rankFiles([
    ...before.files.filter(({ id }) => !read.has(id)),
    ...[...read.values()].map((file) => ({ ...file, ...file.taken! })),
  ]);
  const series = new Map(before.series.map((entry) => [entry.id, entry]));
  const targets = targetsOf(before, runs, new Set(read.keys()));
  for (const [index, target] of targets.entries()) {
    onStep(target.seriesId, index, targets.length);
    const entry = series.get(target.seriesId) ??
      { id: target.seriesId, key: target.key, partitions: [] };
    const existing = entry.partitions.find((partition) => labelOfFile(partition) === target.label);
    const { parts, contributions } = partsOf(
      store,
      before,
      target,
      existing,
      new Set(read.keys()),
    );
    const { added, whole } = runs.take(target, ids, (file) => incoming[file].taken !== undefined);
    const others = entry.partitions.filter((partition) => partition !== existing);
    if (whole && !existing) {
      series.set(entry.id, withPartition(entry, others, adopted(store, target, whole)));
      continue;
    }
    const merged = mergePartition(target.key.table, parts, contributions, added(), rank);
    for (const { id, ...conflict } of merged.conflicts) {
      const { name, rejects, taken } = read.get(id)!;
      rejects.add({ file: name, ...conflict, series: target.seriesId });
      taken!.rejected_by_series[target.seriesId] =
        (taken!.rejected_by_series[target.seriesId] ?? 0) + 1;
    }
    const { time } = merged.kept.columns;
    const partition = time.length === 0 ? undefined : {
      ...write(store, target, "", merged.kept),
      from: formatTime(time[0]),
      to: formatTime(time[time.length - 1]),
      files: merged.files,
      superseded: merged.superseded.codes.length > 0
        ? write(store, target, "superseded", merged.superseded)
        : null,
    };
    series.set(entry.id, withPartition(entry, others, partition));
  }
  return [...series.values()].filter(({ partitions }) => partitions.length > 0)
    .sort((a, b) => a.id < b.id ? -1 : 1);
}

/** Bytes of a partition's files, or what is wrong with one of them. */
export function readPartition(
  store: Store,
  seriesId: string,
  partition: PartitionEntry,
): { bytes: Uint8Array[]; damage?: string } {
  const all: Uint8Array[] = [];
  for (const stored of [partition, partition.superseded]) {
    if (!stored) continue;
    const path = partitionPath(seriesId, stored);
    const bytes = readIfThere(join(store.dir, path));
    const damage = damageOf(bytes, stored);
    if (damage) return { bytes: [], damage: `${path} ${damage}` };
    all.push(bytes!);
  }
  return { bytes: all };
}

/**
 * Ranks by id: first the file whose source stands first in the registry; then the one that reaches
 * further, because it was written later and its last bars are complete; then by name.
 */
function rankFiles(
  files: readonly Pick<FileEntry, "id" | "name" | "source" | "to">[],
): Map<string, number> {
  const order = new Map(SOURCES.map(({ name }, index) => [name, index]));
  const place = ({ source }: { source: string }) => order.get(source.split("+")[0]) ?? order.size;
  const sorted = [...files].sort((a, b) =>
    place(a) - place(b) || compareText(b.to ?? "", a.to ?? "") || compareText(a.name, b.name) ||
    compareText(a.id, b.id)
  );
  return new Map(sorted.map(({ id }, rank) => [id, rank]));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Partitions with new rows, and those that hold rows of a file that is read again. */
function targetsOf(before: Manifest, runs: Runs, read: ReadonlySet<string>): Target[] {
  const targets = new Map(runs.targets().map((target) => [keyOf(target), target]));
  for (const { id: seriesId, key, partitions } of before.series) {
    for (const partition of partitions) {
      if (!Object.keys(partition.files).some((id) => read.has(id))) continue;
      const target = { seriesId, key, label: labelOfFile(partition) };
      targets.set(keyOf(target), target);
    }
  }
  return [...targets.values()].sort((a, b) => compareText(keyOf(a), keyOf(b)));
}

function keyOf({ seriesId, label }: Target): string {
  return `${seriesId}/${label}`;
}

function labelOfFile({ file }: Stored): string {
  return file.split(".")[0];
}

/** What a partition holds so far, without what the files that are read again gave to it. */
function partsOf(
  store: Store,
  before: Manifest,
  { seriesId, key }: Target,
  existing: PartitionEntry | undefined,
  read: ReadonlySet<string>,
): { parts: Sourced[]; contributions: Record<string, Contribution> } {
  if (!existing) return { parts: [], contributions: {} };
  const staying = Object.entries(existing.files).filter(([id]) => !read.has(id));
  const { bytes, damage } = readPartition(store, seriesId, existing);
  if (damage && staying.length > 0) {
    const files = before.files.filter(({ id }) => id in existing.files);
    throw new UserError(
      `${store.dir}: ${damage}; nothing was changed: rebuild it by giving all of its raw files: ` +
        rebuildCommand(files, store.dir),
    );
  }
  return {
    parts: bytes.map((part) => withoutFiles(decodePartition(key.table, part), read)),
    contributions: Object.fromEntries(staying),
  };
}

function write(
  store: Store,
  { seriesId, key, label }: Target,
  suffix: string,
  rows: Sourced,
): Stored {
  const name = suffix === "" ? label : `${label}.${suffix}`;
  const bytes = encodePartition(key.table, rows);
  const stored = storedAs(name, "arrow", bytes, rows.codes.length);
  store.adopt(store.put(bytes), partitionPath(seriesId, stored));
  return stored;
}

/** The partition that one raw file gave whole, as it was written when the file was read. */
function adopted(
  store: Store,
  { seriesId }: Target,
  { staged: { path, stored, from, to }, id }: { staged: Staged; id: string },
): PartitionEntry {
  store.adopt(path, partitionPath(seriesId, stored));
  const { rows } = stored;
  const files = { [id]: { rows, accepted: rows, different: 0 } };
  return { ...stored, from, to, files, superseded: null };
}

function withPartition(
  entry: SeriesEntry,
  others: readonly PartitionEntry[],
  partition: PartitionEntry | undefined,
): SeriesEntry {
  const partitions = partition ? [...others, partition] : [...others];
  return { ...entry, partitions: partitions.sort((a, b) => a.file < b.file ? -1 : 1) };
}
