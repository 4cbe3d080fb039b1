import { join, resolve } from "node:path";

/** Files that lie beside data and hold none: texts about it, and checksums. */
const COMPANION = /^\.|^(?:readme|licen[cs]e|notice)\b|\.(?:md|checksum)$/i;

/** Files to ingest, and files and folders below the named folders that hold no raw data. */
export interface RawPaths {
  files: string[];
  left: string[];
  /** Those of the folders that are datasets, `out` among them. */
  datasets: string[];
}

/**
 * The raw files that paths stand for: a folder stands for all files in it and below, in the order of
 * their names. Whatever else is named stays as it is, so that ingest can say what is wrong with it.
 *
 * @param out the dataset: never raw data itself, wherever it lies
 * @example rawPaths(["downloads"], "data/binance").files // ["downloads/BTCUSDT-1h-2025-10.zip"]
 */
export function rawPaths(paths: readonly string[], out: string): RawPaths {
  const found: RawPaths = { files: [], left: [], datasets: [] };
  for (const path of paths) {
    if (isFolder(path)) below(path, resolve(out), found);
    else found.files.push(path);
  }
  return found;
}

function below(folder: string, out: string, found: RawPaths): void {
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  const isDataset = names.includes("manifest.json") && names.includes("series");
  if (isDataset || resolve(folder) === out) {
    found.left.push(folder);
    found.datasets.push(folder);
    return;
  }
  for (const name of names) {
    const path = join(folder, name);
    // Links to folders are not followed: they can lead in circles.
    if (Deno.lstatSync(path).isDirectory) below(path, out, found);
    else if (COMPANION.test(name) || isFolder(path)) found.left.push(path);
    else found.files.push(path);
  }
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
