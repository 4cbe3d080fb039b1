import type { FileEntry } from "./manifest.ts";

/**
 * The command that makes damaged files of a dataset again from the raw files that they came from. A
 * dataset knows the names of its raw files and not their places: `RAW` stands for the folder.
 *
 * @param files that gave rows to what is damaged; all of them are needed
 * @example rebuildCommand(files, "data/binance")
 * // "deno task ingest RAW/BTCUSDT-1m-2025-10.zip --out data/binance (RAW: the folder of ...)"
 */
export function rebuildCommand(
  files: readonly Pick<FileEntry, "name" | "source" | "options">[],
  dir: string,
): string {
  const [{ source, options }] = files;
  if (source === "simulate") {
    return `deno task simulate ${quoted(options.preset)} --seed ${options.seed} --out ${
      quoted(dir)
    }`;
  }
  const names = [...new Set(files.map(({ name }) => quoted(`RAW/${name}`)))];
  const mapped = files.find(({ options }) => options.mapping !== undefined);
  const mapping = mapped ? ` --mapping ${quoted(`${mapped.source}.json`)}` : "";
  return `deno task ingest ${names.join(" ")} --out ${quoted(dir)}${mapping} ` +
    `(RAW: the folder of the raw files)`;
}

/** A word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
