/**
 * `deno task test:long [NAME...]`: runs the long checks, all or those named, and leaves in bench/LONG.md
 * what came of each with the commit it was true of. What was not run keeps its line.
 */
import { fileURLToPath } from "node:url";
import { failWith } from "../../lib/cli/run.ts";
import { UserError } from "../../lib/errors.ts";
import { didYouMean } from "../../lib/nearest.ts";

const FOLDER = fileURLToPath(new URL("./", import.meta.url));
const PAGE = fileURLToPath(new URL("../../bench/LONG.md", import.meta.url));
const HEAD = `# Long checks

Written by \`deno task test:long\`: what is too long for every run of the tests, and the commit at which
each was run last ("+" where files were changed since that commit). \`deno task test:long NAME\` runs one.

| check | test | commit | result | took |
| --- | --- | --- | --- | --- |
`;

/** The file of each check, by the name it is run by. */
function checks(): Map<string, string> {
  const files = [...Deno.readDirSync(FOLDER)].map(({ name }) => name).sort();
  return new Map(files.flatMap((file) => {
    const name = /^(.+)_(?:long|test)\.ts$/.exec(file)?.[1];
    return name === undefined ? [] : [[name, file]];
  }));
}

/** Runs one check, its output passed through. @returns its lines of the table */
async function runCheck(name: string, file: string, commit: string): Promise<string[]> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--quiet", FOLDER + file],
    stdout: "piped",
    env: { NO_COLOR: "1" },
  }).spawn();
  let output = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    output += text;
    await Deno.stdout.write(new TextEncoder().encode(text));
  }
  const { success } = await child.status;
  const results = output.matchAll(/^(.+?) \.\.\.(?:[^]*?) ?(ok|FAILED|ignored) \(([^)]+)\)$/gm);
  const rows = [...results].map(([, test, result, took]) => row(name, test, commit, result, took));
  if (!success && rows.every((row) => !row.includes("| FAILED |"))) {
    rows.push(row(name, "ends without an error", commit, "FAILED", ""));
  }
  return rows;
}

function row(...cells: string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

async function git(...args: string[]): Promise<string> {
  const { stdout } = await new Deno.Command("git", { args, cwd: FOLDER }).output();
  return new TextDecoder().decode(stdout).trim();
}

/** The lines of the page, by check. */
function written(): Map<string, string[]> {
  let page = "";
  try {
    page = Deno.readTextFileSync(PAGE);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return Map.groupBy(
    page.split("\n").filter((line) => /^\| [a-z]/.test(line) && !line.startsWith("| check |")),
    (line) => line.split(" | ")[0].slice(2),
  );
}

await failWith(async () => {
  const known = checks();
  if (Deno.args.includes("--help")) {
    console.log(
      "deno task test:long [NAME...]\n\nRuns the long checks, all or those named, and writes what " +
        `came of each to bench/LONG.md:\n  ${[...known.keys()].join("\n  ")}`,
    );
    return;
  }
  for (const name of Deno.args) {
    if (known.has(name)) continue;
    const names = [...known.keys()];
    throw new UserError(
      `test:long: no check "${name}"${didYouMean(name, names)} (there are ${names.join(", ")})`,
    );
  }
  const changed = await git("status", "--porcelain", "--untracked-files=no", "--", `:!${PAGE}`);
  const commit = await git("rev-parse", "--short", "HEAD") + (changed ? "+" : "");
  let failed = false;
  for (const name of Deno.args.length > 0 ? Deno.args : known.keys()) {
    const rows = await runCheck(name, known.get(name)!, commit);
    failed ||= rows.some((row) => row.includes("| FAILED |"));
    const lines = written().set(name, rows);
    const page = [...known.keys()].flatMap((name) => lines.get(name) ?? []);
    await Deno.writeTextFile(PAGE, HEAD + page.join("\n") + "\n");
  }
  if (failed) Deno.exit(1);
});
