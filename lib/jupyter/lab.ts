import { join, resolve } from "node:path";
import { jupyterEnvironment, KERNEL, places } from "./environment.ts";

/** A program with its arguments and the variables to add to its environment. */
export interface CommandLine {
  command: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
}

/**
 * The command line that opens JupyterLab on the project's notebooks, with the project's kernel and
 * no other. Settings and open tabs are kept in `.venv`, apart from the user's own.
 *
 * @param lab `port` is the first that is tried (8888); `browser: false` only prints the address
 * @example
 * const { command, ...options } = openLab({ root: "." });
 * await new Deno.Command(command, options).spawn().status;
 */
export function openLab(lab: { root: string; port?: number; browser?: boolean }): CommandLine {
  const root = resolve(lab.root);
  const { venv, python } = places(root);
  return {
    command: python,
    args: [
      "-I",
      "-m",
      "jupyterlab",
      join(root, "notebooks"),
      `--KernelSpecManager.allowed_kernelspecs=${KERNEL}`,
      "--KernelSpecManager.ensure_native_kernel=False",
      `--MultiKernelManager.default_kernel_name=${KERNEL}`,
      // No question about Jupyter's news, none about the kernel to take.
      `--LabApp.app_settings_dir=${join(import.meta.dirname!, "lab-settings")}`,
      `--ServerApp.port=${lab.port ?? 8888}`,
      ...(lab.browser === false ? ["--no-browser"] : []),
      // A root user (in a container, say) may open the notebooks as well.
      ...(Deno.build.os !== "windows" && Deno.uid() === 0 ? ["--allow-root"] : []),
    ],
    cwd: root,
    env: jupyterEnvironment(venv, join(venv, "var", "lab")),
  };
}
