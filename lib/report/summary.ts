import type { Verdict } from "../claims/verdict.ts";
import type { Content } from "./collect.ts";
import { type Changes, changesSince } from "./changes.ts";
import type { EarlierReport } from "./earlier.ts";
import { figureFiles, tableFile, WORKBOOK } from "./file-names.ts";
import { SUMMARY_VERSION } from "./summary-version.ts";

/** What a report says, as data: `summary.json`, described by `docs/summary.schema.json`. */
export interface Summary {
  schema_version: typeof SUMMARY_VERSION;
  /** What the notebooks ran with. */
  parameters: Record<string, unknown>;
  verdicts: (Verdict & { notebook: string })[];
  /** Whole results of the analyses, by notebook and name. */
  results: Record<string, Record<string, object>>;
  figures: {
    notebook: string;
    name: string;
    title: string;
    caption: string;
    source: string;
    basis: string;
    /** Until when its data reaches, as ISO 8601. */
    until: string | null;
    files: Record<string, string>;
  }[];
  tables: { notebook: string; name: string; rows: number; file: string }[];
  /** All tables, a sheet each. */
  workbook: typeof WORKBOOK;
  /** What differs from an earlier report, where one was named. */
  changes?: Changes;
}

/**
 * The summary of a report: everything that its notebooks found, where the files are, and what differs
 * from an earlier report.
 */
export function summarise(
  contents: readonly Content[],
  parameters: Record<string, unknown>,
  earlier?: EarlierReport,
): Summary {
  const summary: Summary = {
    schema_version: SUMMARY_VERSION,
    parameters,
    verdicts: contents.flatMap(({ notebook, verdicts }) =>
      verdicts.map((verdict) => ({ notebook, ...verdict }))
    ),
    results: Object.fromEntries(contents.map(({ notebook, results }) => [notebook, results])),
    figures: contents.flatMap(({ notebook, figures }) =>
      figures.map(({ name, title, caption, source, basis, until }) => ({
        notebook,
        name,
        title,
        caption,
        source,
        basis,
        until,
        files: { ...figureFiles(notebook, name) },
      }))
    ),
    tables: contents.flatMap(({ notebook, tables }) =>
      tables.map(({ name, row_count }) => ({
        notebook,
        name,
        rows: row_count,
        file: tableFile(notebook, name),
      }))
    ),
    workbook: WORKBOOK,
  };
  return earlier ? { ...summary, changes: changesSince(earlier, summary) } : summary;
}
