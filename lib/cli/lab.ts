import { openLab } from "../jupyter/lab.ts";
import { setUp } from "../jupyter/setup.ts";
import { ROOT } from "./bundled.ts";
import { run } from "./run.ts";

const COMMAND = {
  name: "lab",
  summary: "Opens JupyterLab on the notebooks, with the project's kernel. Sets itself up where " +
    "needed; your own Jupyter settings and kernels are left alone. Ctrl-C ends it.",
  example: "deno task lab",
  options: ["help"],
} as const;

async function lab(): Promise<void> {
  await setUp({ root: ROOT, onProgress: (step) => console.error(step) });
  const { command, ...options } = openLab({ root: ROOT });
  // Ctrl-C reaches JupyterLab as well, which asks before it ends: this process waits for it.
  Deno.addSignalListener("SIGINT", () => {});
  const { code } = await new Deno.Command(command, options).spawn().status;
  Deno.exit(code);
}

if (import.meta.main) await run(COMMAND, lab);
