import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadavg } from "node:os";
import { run } from "../lib/cli/run.ts";
import type { Options } from "../lib/cli/options.ts";
import { UserError } from "../lib/errors.ts";
import { didYouMean } from "../lib/nearest.ts";
import { FULL, QUICK, type Sizes } from "./inputs.ts";
import { measure, type Measured, runOnce } from "./measure.ts";
import { setUpPeers } from "./python.ts";
import { resultsPage, type Setting } from "./results.ts";
import { type Row, ROWS } from "./rows.ts";

const COMMAND = {
  name: "bench",
  summary: "Measures the project beside pandas, polars and DuckDB on the same work, and writes " +
    "bench/RESULTS.md. Inputs (1 GB) are made once and kept in a temporary folder.\n" +
    `Rows: ${
      ROWS.map(({ name }) => name).join(", ")
    }. With --only or --quick the results are shown, ` +
    "not written.",
  example: "deno task bench --only csv-klines,ingest",
  options: ["only", "quick", "help"],
} as const;

const FOLDER = import.meta.dirname!;

async function bench({ options }: { options: Options<typeof COMMAND.options[number]> }) {
  const { only, quick = false } = options;
  const rows = only ? chosen(only) : ROWS;
  const say = (line: string) => console.error(line);
  const dir = join(tmpdir(), `aftershock-bench-${quick ? "quick" : "full"}`);
  const python = await setUpPeers(FOLDER, say);
  say(`inputs in ${dir}`);
  await makeInputs(dir, quick, python);
  const before = loadavg()[0];
  const measured: Measured[] = [];
  for (const [index, row] of rows.entries()) {
    say(`${index + 1}/${rows.length} ${row.name}: ${Object.keys(row.peers).join(", ")}`);
    const found = await measure(row, { dir, python }, quick ? 1 : row.runs);
    measured.push(found);
    for (const [peer, figures] of Object.entries(found.figures)) {
      say(`  ${peer}: ${figures!.ms.toFixed(0)} ms`);
    }
    for (const [peer, why] of Object.entries(found.missing)) say(`  ${peer} is left out: ${why}`);
  }
  const page = resultsPage(await setting(quick ? QUICK : FULL, before, python), measured);
  if (!only && !quick) await Deno.writeTextFile(join(FOLDER, "RESULTS.md"), page);
  console.log(page);
}

function chosen(names: readonly string[]): Row[] {
  return names.map((name) => {
    const row = ROWS.find((row) => row.name === name);
    if (row) return row;
    const known = ROWS.map(({ name }) => name);
    throw new UserError(`bench: no row "${name}"${didYouMean(name, known)} (--help lists all)`);
  });
}

/** In a process of their own: the peak memory of this one is the least that its children show. */
async function makeInputs(dir: string, quick: boolean, python: string | undefined): Promise<void> {
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-check",
      "--allow-read",
      "--allow-write",
      join(FOLDER, "inputs.ts"),
      dir,
      quick ? "quick" : "full",
    ],
    stderr: "inherit",
  }).output();
  if (!success) throw new UserError(`bench: the inputs could not be made in ${dir}`);
  if (python) await runOnce({ runs: "python", work: "feather_files", rest: [] }, { dir, python });
}

async function setting(sizes: Sizes, before: number, python: string | undefined): Promise<Setting> {
  const { stdout } = await new Deno.Command("git", { args: ["rev-parse", "--short", "HEAD"] })
    .output();
  const pins = python ? await Deno.readTextFile(join(FOLDER, "requirements.txt")) : "";
  const { klines, trades, bars, events } = sizes;
  return {
    commit: new TextDecoder().decode(stdout).trim(),
    versions: {
      deno: Deno.version.deno,
      ...Object.fromEntries(
        [...pins.matchAll(/^(\w+)==(.+)$/gm)].map(([, name, pin]) => [name, pin]),
      ),
    },
    cores: navigator.hardwareConcurrency,
    load: [before, loadavg()[0]],
    sizes: `${[klines, trades].map((n) => n.toLocaleString("en")).join(" klines and ")} trades, ` +
      `5 x ${bars.toLocaleString("en")} bars of 5m, ${events.toLocaleString("en")} events`,
  };
}

if (import.meta.main) await run(COMMAND, bench);
