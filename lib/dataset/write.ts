import { createHash } from "node:crypto";
import { UserError } from "../errors.ts";
import { type AnyColumns, sliceColumns } from "../tables/columns.ts";
import { keyId, type SeriesKey } from "../tables/keys.ts";
import { formatTime } from "../tables/time.ts";
import {
  emptyManifest,
  fileId,
  type Manifest,
  partitionPath,
  type SeriesEntry,
} from "./manifest.ts";
import { encodePartition } from "./partition.ts";
import { boundsOf, labelOf, periodOf } from "./period.ts";
import { Store } from "./store.ts";
import { storedAs } from "./stored.ts";

/** Where made data comes from, in place of a raw file: a name, its content, how it was made. */
export interface Origin {
  name: string;
  content: string;
  source: string;
  options: Record<string, string>;
}

/**
 * Writes series that a program made (not read from raw files) as a whole dataset. What was there is
 * replaced when it came from the same source; the manifest comes last, as in an ingest.
 *
 * @param series key and columns, sorted by time, without two rows of one time and row key
 * @throws UserError when the folder holds something else
 * @example await writeDataset("data/sample", { name: "truth.json", content, source: "simulate", options }, series)
 */
export async function writeDataset(
  dir: string,
  origin: Origin,
  series: readonly { key: SeriesKey; columns: object }[],
): Promise<Manifest> {
  const store = Store.open(dir);
  try {
    if (store.manifest().files.some(({ source }) => source !== origin.source)) {
      throw new UserError(
        `${dir}: a dataset of other origin is there, and would be lost; choose a new folder`,
      );
    }
    const bytes = new TextEncoder().encode(origin.content);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const { name, options, source } = origin;
    const id = fileId({ name, sha256, options });
    const entries = series
      .map(({ key, columns }) => writeSeries(store, id, key, columns as AnyColumns))
      .filter(({ partitions }) => partitions.length > 0)
      .sort((a, b) => a.id < b.id ? -1 : 1);
    const partitions = entries.flatMap((entry) => entry.partitions);
    const rows = partitions.reduce((sum, partition) => sum + partition.rows, 0);
    const manifest: Manifest = {
      ...emptyManifest(),
      files: [{
        id,
        name,
        bytes: bytes.length,
        sha256,
        source,
        licence: "made by a program, nobody's data",
        options,
        from: partitions.map(({ from }) => from).sort()[0] ?? null,
        to: partitions.map(({ to }) => to).sort().at(-1) ?? null,
        rows,
        accepted: rows,
        duplicates: 0,
        differences: 0,
        rejected: 0,
        rejected_by_series: {},
        warnings: [],
        rejects: null,
      }],
      series: entries,
    };
    await store.commit(manifest);
    store.sweep(manifest);
    return manifest;
  } finally {
    await store.close();
  }
}

function writeSeries(
  store: Store,
  file: string,
  key: SeriesKey,
  columns: AnyColumns,
): SeriesEntry {
  const id = keyId(key), period = periodOf(key);
  const partitions: SeriesEntry["partitions"] = [];
  const { time } = columns;
  for (let from = 0, to = 0; from < time.length; from = to) {
    const [start, end] = boundsOf(period, time[from]);
    while (to < time.length && time[to] < end) to++;
    const rows = to - from;
    const part = sliceColumns(columns, from, to);
    const bytes = encodePartition(key.table, {
      columns: part,
      codes: new Int32Array(rows),
      sets: [file],
    });
    const stored = storedAs(labelOf(period, start), "arrow", bytes, rows);
    store.adopt(store.put(bytes), partitionPath(id, stored));
    partitions.push({
      ...stored,
      from: formatTime(time[from]),
      to: formatTime(time[to - 1]),
      files: { [file]: { rows, accepted: rows, different: 0 } },
      superseded: null,
    });
  }
  return { id, key, partitions };
}
