import { fileURLToPath } from "node:url";
import { setUp } from "../jupyter/setup.ts";
import { run } from "./run.ts";

const COMMAND = {
  name: "test",
  summary: "Sets itself up where needed, then runs every check and test, in under five minutes.",
  example: "deno task test",
  options: ["help"],
} as const;

/** Checks that are commands of their own; each counts as one. */
const CHECKS: [name: string, args: string[]][] = [
  ["format", ["fmt", "--check", "--quiet"]],
  ["lint", ["lint", "--quiet"]],
  ["types", ["check", "--quiet", "lib", "tests", "bench", "docs"]],
];

/** Runs the checks and the tests, and says in the last line how many passed, failed and skipped. */
async function test(): Promise<void> {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  await setUp({ root, onProgress: (step) => console.error(step) });
  let passed = 0, failed = 0, skipped = 0;
  for (const [name, args] of CHECKS) {
    const ok = (await deno(args, root)).success;
    console.log(`check: ${name} ... ${ok ? "ok" : "FAILED"}`);
    if (ok) passed++;
    else failed++;
  }
  const { success, output } = await deno(
    ["test", "-A", "--quiet", "--parallel", "--ignore=tests/long", "tests"],
    root,
  );
  // deno-lint-ignore no-control-regex
  const plain = output.replace(/\x1b\[[0-9;]*m/g, "");
  const counts = /(\d+) passed(?: \([^)]*\))? \| (\d+) failed(?: \([^)]*\))?(?: \| (\d+) ignored)?/
    .exec(plain);
  if (counts) {
    passed += Number(counts[1]);
    failed += Number(counts[2]);
    skipped += Number(counts[3] ?? 0);
    // A module that cannot be loaded fails the run without being counted as a test.
    if (!success && counts[2] === "0") failed++;
  } else failed++;
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  if (failed > 0) Deno.exit(1);
}

/** Runs Deno itself, passing its output through and keeping it. */
async function deno(args: string[], cwd: string): Promise<{ success: boolean; output: string }> {
  const child = new Deno.Command(Deno.execPath(), {
    args,
    cwd,
    stdout: "piped",
    stderr: "inherit",
    env: { NO_COLOR: "1" },
  }).spawn();
  const decoder = new TextDecoder();
  let output = "";
  for await (const chunk of child.stdout) {
    await Deno.stdout.write(chunk);
    output += decoder.decode(chunk, { stream: true });
  }
  return { success: (await child.status).success, output };
}

if (import.meta.main) await run(COMMAND, test);
