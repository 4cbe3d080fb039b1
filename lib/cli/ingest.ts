import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { type DataCheck, dataCheck } from "../dataset/data-check.ts";
import { ingest, type IngestReport, type IngestRequest } from "../dataset/ingest.ts";
import { Dataset } from "../dataset/open.ts";
import { rawPaths } from "../dataset/raw-paths.ts";
import type { Progress } from "../dataset/read-files.ts";
import { refusal, UserError } from "../errors.ts";
import { sourceOfMapping } from "../sources/mapped-source.ts";
import { sourceNamed, SOURCES } from "../sources/registry.ts";
import type { Options } from "./options.ts";
import { run } from "./run.ts";
import { textTable } from "./text-table.ts";

const COMMAND = {
  name: "ingest",
  summary:
    "Reads raw files of known formats into a dataset, or adds them to one. Raw files are never " +
    "changed; a file that is in the dataset already changes nothing. A folder stands for all files " +
    "below it.\n" +
    `Formats: ${SOURCES.map(({ name }) => name).join(", ")}.`,
  example: "deno task ingest downloads/*.feather --out data/binance",
  options: [
    "out",
    "source",
    "symbol",
    "venue",
    "market",
    "kind",
    "interval",
    "mapping",
    "json",
    "help",
  ],
  operands: { label: "FILE...", min: 1, max: Infinity },
} as const;

type Given = Options<typeof COMMAND.options[number]>;

async function main({ options, operands }: { options: Given; operands: string[] }): Promise<void> {
  const { out, symbol, venue, market, kind, interval, json } = options;
  if (out === undefined) {
    throw new UserError("ingest: --out DIR is missing: which folder is to be the dataset?");
  }
  const { files: found, left, datasets } = rawPaths(operands, out);
  // The mapping often lies beside the files that it tells of.
  const { mapping } = options;
  const files = found.filter((path) => !mapping || resolve(path) !== resolve(mapping));
  if (files.length === 0) throw new UserError(`ingest: ${nothingIn(operands, out, datasets)}`);
  if (left.length > 0) console.error(`left out, no data: ${left.join(", ")}`);
  const progress = new ProgressLine();
  const report = await ingest({
    files,
    out,
    ...sourceOf(options),
    options: { symbol, venue, market, kind, interval },
    onProgress: (step) => progress.show(step),
  }).finally(() => progress.clear());
  const check = await dataCheck(new Dataset(out, report.manifest)).catch((error) => {
    // What went in is told although something else of the dataset is damaged.
    console.log(json ? JSON.stringify(outcome(report)) : counts(report));
    throw error;
  });
  console.log(json ? JSON.stringify({ ...outcome(report), ...check }) : summary(report, check));
  for (const { message } of report.failed) {
    console.error(`error: ${message.replace(/[\r\n]+/g, " ")}`);
  }
  if (report.failed.length > 0) Deno.exit(1);
}

/** Why there is nothing to ingest, and what to do. */
function nothingIn(operands: readonly string[], out: string, datasets: readonly string[]): string {
  const same = operands.find((path) => resolve(path) === resolve(out));
  if (same !== undefined) {
    return `${same} is --out itself, where the dataset is written: keep raw files in a folder of ` +
      "their own and name that, or give another --out";
  }
  const where = operands.join(", ");
  const [dataset] = datasets;
  if (dataset === undefined) {
    return `no file of data in ${where}: name raw files, or a folder that holds some`;
  }
  return `no raw file in ${where}, only a dataset (${dataset}): ` +
    `read it with --data ${dataset}; to join it with more data, name the raw files it was made from`;
}

function sourceOf({ source, mapping }: Given): Pick<IngestRequest, "source" | "mapping"> {
  if (mapping === undefined) {
    return { source: source === undefined ? undefined : sourceNamed(source) };
  }
  if (source !== undefined) {
    throw new UserError("ingest: --source and --mapping both name the format: give one of them");
  }
  let text: string;
  try {
    text = Deno.readTextFileSync(mapping);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new UserError(`ingest: --mapping ${mapping}: no such file`);
    }
    throw refusal(error) ?? error;
  }
  return {
    source: sourceOfMapping(text, mapping),
    mapping: createHash("sha256").update(text).digest("hex").slice(0, 16),
  };
}

function outcome({ added, known, failed }: IngestReport) {
  return { added: added.map(({ name }) => name), known, failed };
}

/** What an ingest did and the dataset now holds, as text for a terminal. */
export function summary(report: IngestReport, check: DataCheck): string {
  const table = check.coverage.length === 0 ? [] : [
    textTable(
      ["series", "rows", "from", "to", "missing", "duplicates", "differences", "rejected"],
      check.coverage.map((row) => [
        row.series,
        row.rows,
        row.from,
        row.to,
        row.missing,
        row.duplicates,
        row.differences,
        row.rejected,
      ]),
    ),
    "",
  ];
  const lines = [
    ...table,
    counts(report),
  ];
  for (const { warning, files: names } of check.warnings) {
    lines.push(`note: ${warning} [${names.length > 1 ? files(names.length) : names[0]}]`);
  }
  for (const { file, rows, reason, line } of check.rejects.slice(0, 10)) {
    lines.push(`rejected: ${rows} x ${reason} [${file}, first in line ${line}]`);
  }
  return lines.join("\n");
}

function counts({ added, known, failed }: IngestReport): string {
  return `${files(added.length)} added, ${files(known.length)} known already, ` +
    `${files(failed.length)} failed`;
}

function files(count: number): string {
  return `${count} file${count === 1 ? "" : "s"}`;
}

/** One line on standard error that is written over, where somebody looks; else a line a file. */
class ProgressLine {
  readonly #live = Deno.stderr.isTerminal();
  #shown = 0;
  #file = "";

  show({ phase, name, index, count, rows }: Progress): void {
    if (!this.#live) {
      if (phase === "reading" && name !== this.#file) console.error(`reading ${name}`);
      this.#file = name;
      return;
    }
    if (performance.now() - this.#shown < 100) return;
    this.#shown = performance.now();
    this.#write(`\r${phase} ${index + 1}/${count} ${name.slice(-60)}, ${rows} rows\x1b[K`);
  }

  clear(): void {
    if (this.#live && this.#shown > 0) this.#write("\r\x1b[K");
  }

  #write(text: string): void {
    Deno.stderr.writeSync(new TextEncoder().encode(text));
  }
}

if (import.meta.main) await run(COMMAND, main);
