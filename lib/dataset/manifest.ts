import { createHash } from "node:crypto";
import { UserError } from "../errors.ts";
import { keyId, type SeriesKey } from "../tables/keys.ts";

/** Version of the layout on disk; a dataset of a newer one is refused, not guessed at. */
export const FORMAT_VERSION = 1;

/**
 * What a dataset holds and where it came from. It is a function of the raw files alone: no clock and
 * no path of a machine stands in it, so the same files give the same bytes in whatever order they
 * were ingested.
 */
export interface Manifest {
  format: "aftershock-dataset";
  format_version: number;
  /** By name, then id. */
  files: FileEntry[];
  /** By id. */
  series: SeriesEntry[];
}

/** A file on disk with what is needed to notice that it is no longer what was written. */
export interface Stored {
  /** Base name; the folder follows from the series or is `rejects`. */
  file: string;
  rows: number;
  bytes: number;
  /** CRC-32 in hex: finds accidents at memory speed, which is all it is for. */
  crc32: string;
}

/** A raw file that was ingested. rows = accepted + duplicates + differences + rejected. */
export interface FileEntry {
  /** Of its name, content and options: the same file read in the same way. */
  id: string;
  name: string;
  bytes: number;
  sha256: string;
  /** Name of the format; several, joined by "+", where an archive holds several. */
  source: string;
  /** Licence or terms of its data, as far as known. */
  licence: string;
  /** Source, symbol, venue and such, where the user gave them. */
  options: Record<string, string>;
  /** First and last time among the rows that could be true; null when there were none. */
  from: string | null;
  to: string | null;
  rows: number;
  /** Rows that the dataset shows. */
  accepted: number;
  /** Rows that say what an accepted row says. */
  duplicates: number;
  /** Rows that contradict an accepted row of a preferred file. */
  differences: number;
  rejected: number;
  /** Rejected rows by series, for those that could be read as a row of one. */
  rejected_by_series: Record<string, number>;
  warnings: string[];
  rejects: Stored | null;
}

export interface SeriesEntry {
  id: string;
  key: SeriesKey;
  partitions: PartitionEntry[];
}

/** Rows of one series in one period. */
export interface PartitionEntry extends Stored {
  /** First and last time, ISO 8601. */
  from: string;
  to: string;
  /** What each raw file gave to it, by file id. */
  files: Record<string, Contribution>;
  /** Rows that lost against a row of the same time, kept so that nothing is dropped. */
  superseded: Stored | null;
}

/** Rows of a raw file in a partition; what is neither accepted nor different is a duplicate. */
export interface Contribution {
  rows: number;
  accepted: number;
  different: number;
}

export const MANIFEST = "manifest.json";

export function emptyManifest(): Manifest {
  return { format: "aftershock-dataset", format_version: FORMAT_VERSION, files: [], series: [] };
}

/** Identity of a raw file: the same bytes under another name may be another symbol. */
export function fileId(file: Pick<FileEntry, "name" | "sha256" | "options">): string {
  const options = Object.entries(file.options).sort(([a], [b]) => a < b ? -1 : 1);
  return createHash("sha256")
    .update(JSON.stringify([file.name, file.sha256, options]))
    .digest("hex").slice(0, 16);
}

const PARTITION = /^\d{4}(-\d{2}){0,2}(\.superseded)?\.[0-9a-f]{16}\.arrow$/;
const REJECTS = /^[0-9a-f]{16}\.[0-9a-f]{16}\.jsonl$/;

/** Whether a path below a dataset is one that ingest writes: only such files are ever removed. */
export function isOwnFile(path: string): boolean {
  const parts = path.split("/");
  const name = parts.pop()!;
  return parts[0] === "series" && parts.length === 8 && PARTITION.test(name) ||
    parts[0] === "rejects" && parts.length === 1 && REJECTS.test(name);
}

/** Path of a partition below the dataset. */
export function partitionPath(seriesId: string, stored: Pick<Stored, "file">): string {
  return `series/${seriesId}/${stored.file}`;
}

/** Path of a raw file's rejects below the dataset. */
export function rejectsPath(stored: Pick<Stored, "file">): string {
  return `rejects/${stored.file}`;
}

/** Paths of all files that a manifest names. */
export function filesOf(manifest: Manifest): string[] {
  return [
    ...manifest.files.flatMap((file) => file.rejects ? [rejectsPath(file.rejects)] : []),
    ...manifest.series.flatMap(({ id, partitions }) =>
      partitions.flatMap((partition) =>
        [partition, partition.superseded].flatMap((file) => file ? [partitionPath(id, file)] : [])
      )
    ),
  ];
}

/** The manifest as it stands on disk, the same bytes for the same content. */
export function serialiseManifest(manifest: Manifest): string {
  return JSON.stringify(manifest, null, 1) + "\n";
}

/**
 * Reads a manifest and holds it against its format: a dataset may come from elsewhere, and its paths
 * must not lead out of it.
 *
 * @throws UserError when it is none, or of a newer version
 */
export function parseManifest(text: string, where: string): Manifest {
  let manifest: Manifest;
  try {
    manifest = JSON.parse(text);
  } catch {
    throw damaged(where, "it is no JSON");
  }
  if (manifest?.format !== "aftershock-dataset") throw damaged(where, "it is of another format");
  if (!(manifest.format_version <= FORMAT_VERSION)) {
    throw new UserError(
      `${where}: the dataset has format version ${manifest.format_version}, newer than ` +
        `${FORMAT_VERSION}; use the newer program, or ingest the raw files again`,
    );
  }
  if (!Array.isArray(manifest.files) || !Array.isArray(manifest.series)) {
    throw damaged(where, "files or series are missing");
  }
  // Datasets made before licences were noted.
  for (const file of manifest.files) file.licence ??= "unknown";
  for (const series of manifest.series) {
    if (series.id !== keyId(series.key)) {
      throw damaged(where, `series ${series.id} has another key`);
    }
  }
  const stray = filesOf(manifest).find((path) => !isOwnFile(path));
  if (stray !== undefined) throw damaged(where, `it names ${JSON.stringify(stray)}`);
  return manifest;
}

function damaged(where: string, why: string): UserError {
  return new UserError(
    `${where}: ${MANIFEST} is damaged (${why}); ingest the raw files into a new folder`,
  );
}
