import { join } from "node:path";

/** The name under which notebooks ask for their kernel. */
export const KERNEL = "deno";

/** Where the parts of the project's Jupyter lie, below the project's folder. */
export function places(root: string) {
  const venv = join(root, ".venv");
  return { venv, python: join(venv, "bin", "python"), spec: join(kernelsOf(venv), KERNEL) };
}

/** The folder of kernelspecs in an environment. */
export function kernelsOf(venv: string): string {
  return join(venv, "share", "jupyter", "kernels");
}

/**
 * Environment variables that make Jupyter read the project's environment alone, and write to
 * `home` alone: the user's own kernels, settings and history play no part.
 */
export function jupyterEnvironment(venv: string, home: string): Record<string, string> {
  return {
    JUPYTER_NO_CONFIG: "1",
    JUPYTER_PREFER_ENV_PATH: "1",
    JUPYTER_PATH: join(venv, "share", "jupyter"),
    JUPYTER_CONFIG_PATH: join(venv, "etc", "jupyter"),
    JUPYTER_CONFIG_DIR: join(home, "config"),
    JUPYTER_DATA_DIR: join(home, "data"),
    JUPYTER_RUNTIME_DIR: join(home, "runtime"),
    IPYTHONDIR: join(home, "ipython"),
  };
}
