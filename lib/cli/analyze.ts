import { openDataset } from "../dataset/open.ts";
import { UserError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import type { Result } from "../analysis/result.ts";
import { ANALYSES, type AnalysisOption } from "./analyses.ts";
import { bundledDataset } from "./bundled.ts";
import { type Command, helpOf, parseOptions } from "./options.ts";
import { failWith } from "./run.ts";
import { textTable } from "./text-table.ts";

type AnalyzeOption = AnalysisOption | "data" | "json" | "help";

/** The command of one analysis: its options beside those that all of them take. */
function commandOf(name: string): Command<AnalyzeOption> {
  const { summary, example, options } = ANALYSES[name];
  return {
    name: `analyze ${name}`,
    summary: `${summary}\nA short table, or with --json one JSON object per result and line.`,
    example,
    options: ["data", ...options, "json", "help"],
  };
}

async function analyze(args: readonly string[]): Promise<void> {
  const [name, ...rest] = args;
  const names = Object.keys(ANALYSES);
  if (name === undefined || name === "--help" || name === "-h") {
    console.log(
      "deno task analyze NAME [options]\n\nOne analysis without a notebook:\n" +
        names.map((slug) => `  ${slug.padEnd(22)}  ${ANALYSES[slug].summary}`).join("\n") +
        "\n\ndeno task analyze NAME --help shows the options of each.",
    );
    if (name === undefined) Deno.exit(1);
    return;
  }
  if (!names.includes(name)) {
    throw new UserError(
      `analyze: no analysis "${name}"${didYouMean(name, names)} (${names.join(", ")})`,
    );
  }
  const command = commandOf(name);
  const { options } = parseOptions(rest, command);
  if (options.help) return console.log(helpOf(command));
  const dataset = openDataset(options.data ?? bundledDataset());
  const results = await ANALYSES[name].run(dataset, options);
  if (options.json) {
    for (const result of results) console.log(JSON.stringify(result));
    return;
  }
  const columns = ANALYSES[name].columns;
  console.log(textTable(
    columns.map((path) => path.split(".").at(-1)!),
    results.map((result) => columns.map((path) => cell(valueAt(result, path)))),
  ));
  for (const result of results) {
    const symbol = "symbol" in result ? `${result.symbol} ` : "";
    if (result.not_testable) console.log(`${symbol}not testable: ${result.not_testable}`);
  }
}

function valueAt(result: Result, path: string): unknown {
  return path.split(".").reduce<unknown>(
    (value, name) => (value as Record<string, unknown> | null | undefined)?.[name],
    result,
  );
}

function cell(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "number") return value;
  if (Array.isArray(value)) {
    return value.map((item) => +item ? +item.toPrecision(5) : item).join(" ");
  }
  return String(value);
}

if (import.meta.main) await failWith(() => analyze(Deno.args));
