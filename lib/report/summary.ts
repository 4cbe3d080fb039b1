import type { Verdict } from "../claims/verdict.ts";
import type { Content } from "./collect.ts";
import { figureFiles, tableFile } from "./files.ts";

/** Version of `summary.json`; grows when a field changes its meaning. */
export const SUMMARY_VERSION = 1;

/** What a report says, as data: `summary.json`. */
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
    files: Record<string, string>;
  }[];
  tables: { notebook: string; name: string; rows: number; file: string }[];
}

/** The summary of a report: everything that its notebooks found, and where the files are. */
export function summarise(
  contents: readonly Content[],
  parameters: Record<string, unknown>,
): Summary {
  return {
    schema_version: SUMMARY_VERSION,
    parameters,
    verdicts: contents.flatMap(({ notebook, verdicts }) =>
      verdicts.map((verdict) => ({ notebook, ...verdict }))
    ),
    results: Object.fromEntries(contents.map(({ notebook, results }) => [notebook, results])),
    figures: contents.flatMap(({ notebook, figures }) =>
      figures.map(({ name, title, caption, source, basis }) => ({
        notebook,
        name,
        title,
        caption,
        source,
        basis,
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
  };
}
