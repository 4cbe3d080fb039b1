import { join } from "node:path";

/**
 * Makes `bench/.venv` with the peers as `requirements.txt` pins them, where that is not done yet.
 *
 * @returns its Python
 * @throws Error saying why it could not be made
 * @example const python = await setUpPeers(import.meta.dirname!, console.error);
 */
export async function setUpPeers(
  folder: string,
  onProgress: (line: string) => void,
): Promise<string> {
  const venv = join(folder, ".venv"), python = join(venv, "bin", "python");
  const requirements = join(folder, "requirements.txt"), stamp = join(venv, "set-up-done");
  const wanted = await Deno.readTextFile(requirements);
  if (await Deno.readTextFile(stamp).catch(() => "") === wanted) return python;
  onProgress("setting up the peers: pandas, polars, duckdb");
  await runQuietly("python3", ["-m", "venv", "--clear", venv]);
  await runQuietly(python, ["-m", "pip", "install", "--quiet", "-r", requirements]);
  await Deno.writeTextFile(stamp, wanted);
  return python;
}

async function runQuietly(command: string, args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, { args, stdout: "null" }).output();
  if (success) return;
  const lines = new TextDecoder().decode(stderr).trim().split("\n");
  throw new Error(lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1));
}
