import { basename, join, resolve } from "node:path";
import { UserError } from "../errors.ts";
import {
  cellName,
  expectedOutputs,
  formatNotebook,
  injectParameters,
  type Json,
  type Notebook,
  parseNotebook,
  readNotebook,
} from "./notebook.ts";
import type { Failed, Runner } from "./runner.ts";

/** What to execute and how; a notebook that is given as an object is not changed. */
export interface Execution {
  runner: Runner;
  /** The notebook, or its path. */
  notebook: string | Notebook;
  /** How messages name the notebook, where it is given as an object. */
  name?: string;
  /** The kernel's working folder: relative imports and paths in cells start there. */
  cwd: string;
  /** Values for the cell tagged `parameters`; without them the defaults apply. */
  parameters?: Record<string, Json>;
  /** Where to write the executed notebook, once every cell has run. */
  outPath?: string;
  /** How long one cell may run (600). */
  timeoutSeconds?: number;
  /** Called before each code cell: it is the `cell`-th of `cells`. */
  onProgress?: (progress: { notebook: string; cell: number; cells: number }) => void;
  /** Ends the kernel and rejects with the signal's reason. */
  signal?: AbortSignal;
}

/**
 * Executes a notebook through the Deno kernel, every cell in order, in a kernel of its own, and
 * keeps every output. Several may run at once.
 *
 * @returns the executed notebook, free of clock times
 * @throws UserError naming notebook, cell and reason when a cell throws, runs too long, or shows
 * less than it calls for (see `expectedOutputs`), and when the kernel dies or does not start
 * @example
 * await using runner = await startRunner(python);
 * const notebook = "notebooks/05-outlook.ipynb";
 * await executeNotebook({ runner, notebook, cwd: "notebooks", parameters: { seed: 1 } });
 */
export async function executeNotebook(execution: Execution): Promise<Notebook> {
  const { runner, parameters, signal } = execution;
  const name = nameOf(execution);
  signal?.throwIfAborted();
  const written = typeof execution.notebook === "string"
    ? await readNotebook(execution.notebook)
    : execution.notebook;
  const notebook = parameters ? injectParameters(written, parameters, name) : written;
  const folder = await Deno.makeTempDir({ prefix: "aftershock-" });
  try {
    const job = {
      notebook: join(folder, "in.ipynb"),
      out: join(folder, "out.ipynb"),
      runtime: folder,
      cwd: resolve(execution.cwd),
      timeout: execution.timeoutSeconds ?? 600,
    };
    await Deno.writeTextFile(job.notebook, formatNotebook(notebook));
    const codeCells = notebook.cells.flatMap((cell, i) => cell.cell_type === "code" ? [i] : []);
    const onCell = (index: number) =>
      execution.onProgress?.({
        notebook: name,
        cell: codeCells.indexOf(index) + 1,
        cells: codeCells.length,
      });
    const failed = await runner.run(job, onCell, signal);
    signal?.throwIfAborted();
    if (failed) throw new UserError(sentence(failed, notebook, name));
    const executed = parseNotebook(await Deno.readTextFile(job.out), name);
    requireOutputs(executed, name);
    if (execution.outPath) {
      const beside = `${execution.outPath}.${Deno.pid}`;
      await Deno.writeTextFile(beside, formatNotebook(executed));
      await Deno.rename(beside, execution.outPath);
    }
    return executed;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function nameOf({ notebook, name }: Execution): string {
  return typeof notebook === "string" ? basename(notebook) : name ?? "notebook";
}

function sentence(failed: Failed, notebook: Notebook, name: string): string {
  const where = failed.cell === undefined ? name : `${name}, ${cellName(notebook, failed.cell)}`;
  const why = failed.message ? ` (${failed.message})` : "";
  switch (failed.failed) {
    case "threw":
      return `${where}: ${thrown(failed)}`;
    case "died":
      return `${where}: the kernel died${why || " without a word"}; out of memory, or Deno.exit?`;
    case "start":
      return `${where}: the Deno kernel did not start${why}`;
    case "timeout":
      return `${where}: stopped, for ${failed.message}`;
    case "asked":
      return `${where}: the cell asks for input${why}, and nobody is there to answer`;
    case "late":
    case "garbled":
      return `${where}: the kernel's outputs did not arrive whole${why}; run this again`;
    case "stopped":
      return `${where}: stopped`;
  }
}

/** The error's name, message and where it was thrown: the first frame outside of packages. */
function thrown({ ename, evalue, traceback }: Failed): string {
  // deno-lint-ignore no-control-regex
  const plain = (text: string) => text.replace(/\x1b\[[0-9;]*m/g, "").trim();
  // What the user can mend is said in the message; where in the code it was found is noise.
  if (ename === "UserError") return plain(evalue ?? "");
  const frames = (traceback ?? []).map(plain).filter((line) => line.startsWith("at "));
  const place = frames.find((line) => line.includes("file://") && !line.includes("/npm/"));
  const message = plain(evalue ?? "").replace(/\s*\n\s*/g, " ");
  // All that the kernel says of code that it cannot compile.
  if (message === "Execution failed") return "the cell cannot be compiled; mend its syntax";
  return `${ename || "Error"}: ${message}${place ? ` (${place})` : ""}`;
}

function requireOutputs(notebook: Notebook, name: string): void {
  notebook.cells.forEach((cell, index) => {
    if (cell.cell_type !== "code") return;
    const shown = cell.outputs.filter(({ output_type: type }) =>
      type === "display_data" || type === "execute_result"
    ).length;
    const expected = expectedOutputs(cell);
    if (shown >= expected) {
      return;
    }
    throw new UserError(
      `${name}, ${cellName(notebook, index)}: shows ${shown} of the ${expected} outputs that it ` +
        `calls for; does a display lack its await?`,
    );
  });
}
