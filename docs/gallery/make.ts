/**
 * Writes the gallery out of finished reports: their best figures as PNG with title and source, and
 * what the data says about each claim. No number here is typed: all come from `summary.json`.
 *
 * @example
 * deno run --allow-read --allow-write docs/gallery/make.ts reports/december reports/october
 */
import { join } from "node:path";
import type { Summary } from "../../lib/report/summary.ts";
import { claims, figures, README_END, README_START } from "./pages.ts";

const FOLDER = new URL("./", import.meta.url);
const README = new URL("../../README.md", import.meta.url);

if (import.meta.main) {
  const [december, october] = Deno.args.map(read);
  if (!december || !october) {
    console.error("make.ts: name two reports, that of December 2025 and that of 10 October 2025");
    Deno.exit(1);
  }
  const shown = [...figures("december", december.summary), ...figures("october", october.summary)];
  for (const name of Deno.readDirSync(FOLDER)) {
    if (name.name.endsWith(".png")) Deno.removeSync(new URL(name.name, FOLDER));
  }
  for (const { file, from } of shown) {
    const report = file.startsWith("december-") ? december : october;
    Deno.copyFileSync(join(report.folder, from), new URL(file, FOLDER));
  }
  const lines = [
    "# Gallery",
    "",
    "Real data. Written by `make.ts` in this folder from two reports; the commands stand at its end.",
    "",
    "## What the data says about December 2025",
    "",
    ...claims(december.summary, true),
    "",
    "## Figures",
    "",
    ...shown.flatMap((
      { title, caption, source, file },
    ) => [`### ${title}`, "", `![${title}](${file})`, "", `${caption} *Source: ${source}.*`, ""]),
    "## How it was made",
    "",
    "With the data of `../shared/data` (not part of the project):",
    "",
    "    deno task ingest $(find ../shared/data/binance-perps-5m -name '*.feather') \\",
    "      ../shared/data/binance-universe-1h/* ../shared/data/cryptoquant/*.csv \\",
    "      ../shared/data/hyperliquid/csv/* --out data/event",
    ...[december, october].map(({ summary, folder }) => `    ${command(summary, folder)}`),
    "    deno run --allow-read --allow-write docs/gallery/make.ts reports/december reports/october",
  ];
  Deno.writeTextFileSync(new URL("README.md", FOLDER), lines.join("\n") + "\n");
  const readme = Deno.readTextFileSync(README);
  const start = readme.indexOf(README_START), end = readme.indexOf(README_END);
  const block = [README_START, "", ...claims(december.summary, false), ""].join("\n");
  Deno.writeTextFileSync(README, readme.slice(0, start) + block + "\n" + readme.slice(end));
}

function read(folder: string): { folder: string; summary: Summary } {
  return { folder, summary: JSON.parse(Deno.readTextFileSync(join(folder, "summary.json"))) };
}

/** The command that wrote a report, as its summary remembers it. */
function command({ parameters, figures }: Summary, folder: string): string {
  const notebooks = [...new Set(figures.map(({ notebook }) => notebook.slice(0, 2)))].sort();
  const options = [
    ...notebooks.includes("02") ? [] : [`--only ${notebooks.join(",")}`],
    ...["from", "to", "at"].flatMap((name) =>
      [parameters[name] ?? []].flat().map((value) => `--${name} ${value}`)
    ),
    ...[parameters.zones ?? []].flat(1).map((zone) => `--zone ${[zone].flat().join(":")}`),
  ];
  return `deno task report --data data/event ${options.join(" ")} --out ${folder}`;
}
