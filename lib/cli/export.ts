import { basename, join } from "node:path";
import { readNotebook } from "../jupyter/notebook.ts";
import { UserError } from "../errors.ts";
import { collect } from "../report/collect.ts";
import { writeFiles, writeWorkbook } from "../report/files.ts";
import { count } from "../words/numbers.ts";
import type { Options } from "./options.ts";
import { run } from "./run.ts";

const COMMAND = {
  name: "export",
  summary: "Writes the figures and tables of a notebook that was run by hand, as a report would: " +
    "SVG, PNG, PDF, CSV, XLSX and JSON. Save the notebook in Jupyter first.",
  example: "deno task export notebooks/02-resistance-rejections.ipynb --out exported",
  options: ["out", "outline", "help"],
  operands: { label: "NOTEBOOK", min: 1, max: 1 },
} as const;

async function exportNotebook(
  { options, operands }: { options: Options<"out" | "outline">; operands: string[] },
): Promise<void> {
  const [path] = operands;
  const name = basename(path, ".ipynb");
  const content = collect(name, await readNotebook(path));
  if (content.figures.length + content.tables.length === 0) {
    throw new UserError(`${path} shows no figure or table: run it in Jupyter and save it first`);
  }
  const out = options.out ?? join("reports", name);
  await writeFiles(out, content, options);
  await writeWorkbook(out, [content]);
  console.log(
    `${out}: ${count(content.figures.length, "figure")}, ${count(content.tables.length, "table")}`,
  );
}

if (import.meta.main) await run(COMMAND, exportNotebook);
