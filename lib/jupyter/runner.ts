import { dirname, join } from "node:path";
import { jupyterEnvironment, kernelsOf } from "./environment.ts";

/** What execute.py is asked for: one notebook. */
export interface Job {
  /** The notebook's file, and where to write it once it has run. */
  notebook: string;
  out: string;
  /** Folder for the kernel's connection file and log. */
  runtime: string;
  /** The kernel's working folder. */
  cwd: string;
  /** How long one cell may run, seconds. */
  timeout: number;
}

/** Why a notebook did not run to its end. */
export interface Failed {
  failed: "threw" | "died" | "start" | "timeout" | "late" | "garbled" | "asked" | "stopped";
  cell?: number;
  message?: string;
  ename?: string;
  evalue?: string;
  traceback?: string[];
}

/** An error of execute.py itself. */
interface Broken {
  failed: "broken";
  message: string;
}

/** What execute.py says of a notebook: its kernel's process, each cell before it runs, the end. */
type Message = { kernel: number } | { cell: number } | { done: true } | Failed | Broken;

/** A notebook that execute.py has at work. */
interface Running {
  kernel?: number;
  onCell: (index: number) => void;
  end: (failed?: Failed | Broken) => void;
}

/**
 * The Python program that executes notebooks, any number of them and several at once: its imports
 * take as long as the start of a kernel.
 */
export interface Runner extends AsyncDisposable {
  /**
   * Executes a notebook; returns why it failed, if it did.
   *
   * @param onCell gets the index of each code cell before it runs
   * @param signal ends the kernel, and the notebook fails as stopped
   * @throws Error when the program itself breaks or is killed
   */
  run: (
    job: Job,
    onCell: (index: number) => void,
    signal?: AbortSignal,
  ) => Promise<Failed | undefined>;
}

/**
 * Starts the program. With its end all of its kernels have ended.
 *
 * @param python as `setUp` returns it
 * @example
 * await using runner = await startRunner(python);
 * await executeNotebook({ runner, notebook: "notebooks/05-outlook.ipynb", cwd: "notebooks" });
 */
export async function startRunner(python: string): Promise<Runner> {
  const venv = dirname(dirname(python));
  const home = await Deno.makeTempDir({ prefix: "aftershock-" });
  const child = new Deno.Command(python, {
    args: ["-I", "-B", join(import.meta.dirname!, "execute.py")],
    env: jupyterEnvironment(venv, home),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  // execute.py takes the end of its input as the order to stop: also when this process is killed.
  const input = child.stdin.getWriter();
  const order = (order: object) =>
    input.write(new TextEncoder().encode(JSON.stringify(order) + "\n")).catch(() => {});
  const errors = new Response(child.stderr).text();
  const running = new Map<number, Running>();
  const ended = follow(child.stdout, running).then(async (): Promise<Broken> => {
    const { code } = await child.status;
    const message = `execute.py ended with code ${code}: ${(await errors).trim()}`;
    return { failed: "broken", message };
  });
  const prelude = await Deno.readTextFile(join(import.meta.dirname!, "prelude.ts"));
  let ids = 0;
  return {
    async run(job, onCell, signal) {
      const id = ids++;
      const stop = () => void order({ stop: id });
      const { promise, resolve: end } = Promise.withResolvers<Failed | Broken | undefined>();
      const one: Running = { onCell, end };
      running.set(id, one);
      signal?.addEventListener("abort", stop);
      try {
        await order({ id, ...job, kernels: kernelsOf(venv), prelude });
        if (signal?.aborted) stop();
        const failed = await Promise.race([promise, ended]);
        if (failed?.failed !== "broken") return failed;
        if (one.kernel !== undefined) killQuietly(one.kernel);
        signal?.throwIfAborted();
        throw new Error(failed.message);
      } finally {
        signal?.removeEventListener("abort", stop);
        running.delete(id);
      }
    },
    async [Symbol.asyncDispose]() {
      await input.close().catch(() => {});
      await ended;
      await Deno.remove(home, { recursive: true });
    },
  };
}

/** Passes on what is said of each running notebook, until the program ends. */
async function follow(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  running: ReadonlyMap<number, Running>,
): Promise<void> {
  let rest = "";
  for await (const part of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + part).split("\n");
    rest = lines.pop()!;
    for (const line of lines) {
      const message: Message & { id: number } = JSON.parse(line);
      const one = running.get(message.id);
      if (one === undefined) continue;
      if ("kernel" in message) one.kernel = message.kernel;
      else if ("failed" in message) one.end(message);
      else if ("done" in message) one.end();
      else one.onCell(message.cell);
    }
  }
}

function killQuietly(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch { /* it is gone already */ }
}
