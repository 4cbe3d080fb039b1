import { join } from "node:path";
import { isDiskFull, UserError } from "../errors.ts";
import { sourceNamed } from "../sources/registry.ts";
import type { ReadOptions, Source } from "../sources/source.ts";
import { assemble, type Incoming, readPartition } from "./assemble.ts";
import {
  type FileEntry,
  fileId,
  type Manifest,
  rejectsPath,
  type SeriesEntry,
} from "./manifest.ts";
import { RawOnDisk } from "./raw.ts";
import { type Failure, orReport, type Progress, readFiles } from "./read-files.ts";
import { Readers } from "./readers.ts";
import { RejectsWriter } from "./rejects.ts";
import { Runs } from "./runs.ts";
import { readIfThere, Store } from "./store.ts";
import { damageOf } from "./stored.ts";

export interface IngestRequest {
  /** Paths of raw files. */
  files: readonly string[];
  /** Dataset directory; made when it is not there. */
  out: string;
  /** The format, where the files are not recognised or taken for another. */
  source?: Source;
  /** Digest of the mapping that `source` was made from: with another one a file is read again. */
  mapping?: string;
  /** What the files do not say about themselves. */
  options?: ReadOptions;
  onProgress?: (progress: Progress) => void;
  /** Bytes of rows to hold in memory before they go to temporary files. */
  memory?: number;
  /** Threads that read beside this one; by default as many as pay for the files at hand. */
  workers?: number;
}

export interface IngestReport {
  manifest: Manifest;
  /** Entries of the files that were read, as they now stand in the manifest. */
  added: FileEntry[];
  /** Names of files that the dataset had already, whole. */
  known: string[];
  /** Files that could not be read; they left no trace in the dataset. */
  failed: Failure[];
}

const MEMORY = 32 << 20;

/**
 * Reads raw files into a dataset. A file that cannot be read is reported and left out; the others go
 * in. Killed at any point, the dataset is what it was, and the same call finishes the job. Files that
 * are in it already change nothing, unless a partition of theirs is damaged: then it is rebuilt.
 *
 * @throws UserError when the folder is no place for a dataset, is being written by another ingest, the
 * disk is full, or a damaged partition needs raw files that were not given
 * @example await ingest({ files: ["BTC_USDT_USDT-5m-futures.feather"], out: "data/binance" })
 */
export async function ingest(request: IngestRequest): Promise<IngestReport> {
  try {
    const store = Store.open(request.out);
    try {
      return await ingestInto(store, request);
    } finally {
      await store.close();
    }
  } catch (error) {
    throw diskError(error, request.out) ?? error;
  }
}

async function ingestInto(store: Store, request: IngestRequest): Promise<IngestReport> {
  const { onProgress = () => {} } = request;
  const before = store.manifest();
  const report: IngestReport = { manifest: before, added: [], known: [], failed: [] };
  const runs = new Runs(store.stagePath("runs"), request.memory ?? MEMORY);
  const readers = new Readers(request.workers);
  try {
    const incoming = await newcomers(store, before, request, readers, report);
    const rows = await readFiles(
      store,
      incoming,
      runs,
      readers.all(),
      onProgress,
      report.failed,
    );
    if (incoming.some(({ taken }) => taken)) {
      const series = assemble(store, before, incoming, runs, (name, index, count) => {
        onProgress({ phase: "merging", name, index, count, rows });
      });
      report.manifest = settle(store, before, incoming, series);
      await store.commit(report.manifest);
      const read = new Set(incoming.filter(({ taken }) => taken).map(({ id }) => id));
      report.added = report.manifest.files.filter(({ id }) => read.has(id));
    }
  } finally {
    readers.close();
    runs.close();
  }
  store.sweep(report.manifest);
  return report;
}

/**
 * The files that are to be read: new ones, and known ones of which something is damaged. Those are
 * read as they were read before, so that rebuilding takes their paths and no options.
 */
async function newcomers(
  store: Store,
  before: Manifest,
  request: IngestRequest,
  readers: Readers,
  report: IngestReport,
): Promise<Incoming[]> {
  const incoming = new Map<string, Incoming>();
  const given = Object.fromEntries(
    Object.entries({
      source: request.source?.name,
      mapping: request.mapping,
      ...request.options,
    }).filter(([, value]) => value !== undefined),
  ) as Record<string, string>;
  for (const path of request.files) {
    await orReport(report.failed, path, async () => {
      const raw = await RawOnDisk.open(path);
      try {
        const content = { name: raw.name, bytes: raw.size, sha256: await raw.sha256() };
        const known = before.files.filter(({ name, sha256 }) =>
          name === content.name && sha256 === content.sha256
        );
        const damaged: FileEntry[] = [];
        for (const file of known) if (!isWhole(store, before, file)) damaged.push(file);
        const asked = fileId({ ...content, options: given });
        const isKnown = Object.keys(given).length === 0
          ? known.length > 0
          : known.some(({ id }) => id === asked);
        if (damaged.length === 0 && isKnown) report.known.push(raw.name);
        for (
          const { options } of damaged.length > 0 ? damaged : isKnown ? [] : [{ options: given }]
        ) {
          const id = fileId({ ...content, options });
          const source = sourceFor(content.name, options, request);
          const rejects = new RejectsWriter(store.stagePath(`rejects-${id}`));
          if (!incoming.has(id)) readers.expect(content.bytes);
          incoming.set(id, { path, id, ...content, options, source, rejects, taken: undefined });
        }
      } finally {
        raw.close();
      }
    });
  }
  return [...incoming.values()];
}

/** The format that options name; undefined where the file is to be recognised. */
function sourceFor(
  name: string,
  options: Record<string, string>,
  { source, mapping }: IngestRequest,
): Source | undefined {
  if (options.source === undefined) return undefined;
  if (source?.name === options.source && mapping === options.mapping) return source;
  if (options.mapping === undefined) return sourceNamed(options.source);
  throw new UserError(
    `${name}: it was read by the mapping ${options.source}, and is damaged: give the same --mapping`,
  );
}

/** Whether the rejects of a file and all partitions that it gave rows to are what was written. */
function isWhole(
  store: Store,
  manifest: Manifest,
  { id, rejects }: FileEntry,
): boolean {
  if (rejects && damageOf(readIfThere(join(store.dir, rejectsPath(rejects))), rejects)) {
    return false;
  }
  for (const series of manifest.series) {
    for (const partition of series.partitions) {
      if (!(id in partition.files)) continue;
      if (readPartition(store, series.id, partition).damage) return false;
    }
  }
  return true;
}

/** The new manifest: what each file gave, summed over the partitions as they now are. */
function settle(
  store: Store,
  before: Manifest,
  incoming: readonly Incoming[],
  series: SeriesEntry[],
): Manifest {
  const sums = new Map<string, { rows: number; accepted: number; different: number }>();
  for (const { partitions } of series) {
    for (const { files } of partitions) {
      for (const [id, { rows, accepted, different }] of Object.entries(files)) {
        const sum = sums.get(id) ?? { rows: 0, accepted: 0, different: 0 };
        sum.rows += rows;
        sum.accepted += accepted;
        sum.different += different;
        sums.set(id, sum);
      }
    }
  }
  const read = incoming.filter(({ taken }) => taken);
  const reread = new Set(read.map(({ id }) => id));
  const files = [
    ...before.files.filter(({ id }) => !reread.has(id)),
    ...read.map(({ id, name, bytes, sha256, options, rejects: writer, taken }) => {
      const rejects = writer.finish(id);
      if (rejects) store.adopt(writer.path, rejectsPath(rejects));
      return { id, name, bytes, sha256, options, ...taken!, rejects };
    }),
  ].map((file): FileEntry => {
    const { rows, accepted, different } = sums.get(file.id) ??
      { rows: 0, accepted: 0, different: 0 };
    const rejected = file.rejects?.rows ?? 0;
    return {
      id: file.id,
      name: file.name,
      bytes: file.bytes,
      sha256: file.sha256,
      source: file.source,
      licence: file.licence,
      options: file.options,
      from: file.from,
      to: file.to,
      rows: rows + rejected,
      accepted,
      duplicates: rows - accepted - different,
      differences: different,
      rejected,
      rejected_by_series: file.rejected_by_series,
      warnings: file.warnings,
      rejects: file.rejects,
    };
  });
  files.sort((a, b) => a.name !== b.name ? (a.name < b.name ? -1 : 1) : a.id < b.id ? -1 : 1);
  return { ...before, files, series };
}

/** A full disk or quota as a failure that the user can mend; undefined for any other. */
function diskError(error: unknown, out: string): UserError | undefined {
  if (!isDiskFull(error)) return undefined;
  return new UserError(
    `${out}: the disk is full (${
      (error as Error).message
    }); the dataset is as it was: free some space and run the ` +
      `same command again`,
  );
}
