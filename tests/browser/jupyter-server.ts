/** Jupyter as `deno task lab` starts it, on a copy of the notebooks. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openLab } from "../../lib/jupyter/lab.ts";

/** The project's folder. */
export const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

/** A running server, and the folder of the project that it serves. */
export interface JupyterServer {
  /** Address of a page of the server, with its token. */
  url: (path: string) => string;
  root: string;
  stop: () => Promise<void>;
}

/**
 * A folder like the project's, whose notebooks may be changed: its code, its bundled dataset and its
 * environment are the project's own, by symbolic links.
 */
export async function copyProject(): Promise<string> {
  const root = await Deno.makeTempDir({ prefix: "aftershock-browser-" });
  for (const name of ["deno.json", "deno.lock", "lib", "data"]) {
    await Deno.symlink(join(PROJECT, name), join(root, name));
  }
  await Deno.mkdir(join(root, ".venv"));
  for await (const { name } of Deno.readDir(join(PROJECT, ".venv"))) {
    // Settings and open tabs are kept in `var`.
    if (name !== "var") await Deno.symlink(join(PROJECT, ".venv", name), join(root, ".venv", name));
  }
  await Deno.mkdir(join(root, "notebooks"));
  for await (const { name } of Deno.readDir(join(PROJECT, "notebooks"))) {
    if (!name.endsWith(".ipynb")) continue;
    await Deno.copyFile(join(PROJECT, "notebooks", name), join(root, "notebooks", name));
  }
  return root;
}

/**
 * Starts the server on `root`, with the command line of `deno task lab`.
 *
 * @param module what Python runs: JupyterLab, or `notebook`
 */
export async function startJupyter(root: string, module = "jupyterlab"): Promise<JupyterServer> {
  const { command, args, ...options } = openLab({ root, browser: false });
  const child = new Deno.Command(command, {
    args: args.map((arg) => arg === "jupyterlab" ? module : arg),
    ...options,
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const address = Promise.withResolvers<URL>();
  let log = "";
  const read = (async () => {
    for await (const part of child.stderr.pipeThrough(new TextDecoderStream())) {
      log += part;
      const found = /http:\/\/127\.0\.0\.1:\d+\/\S*[?&]token=\w+/.exec(log);
      if (found) address.resolve(new URL(found[0]));
    }
    address.reject(new Error(`Jupyter ended before it said its address:\n${log}`));
  })();
  const { origin, search } = await address.promise;
  return {
    url: (path) => `${origin}/${path}${search}`,
    root,
    async stop() {
      child.kill("SIGTERM");
      await child.status;
      await read;
    },
  };
}
