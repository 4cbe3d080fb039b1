import { join } from "node:path";

/**
 * Makes `bench/.venv` with the peers as `requirements.txt` pins them, where that is not done yet: with
 * Python's own venv and pip, or with uv. A peer that cannot be installed is named, and left out.
 *
 * @returns its Python; undefined where there is none
 * @example const python = await setUpPeers(import.meta.dirname!, console.error);
 */
export async function setUpPeers(
  folder: string,
  say: (line: string) => void,
): Promise<string | undefined> {
  const venv = join(folder, ".venv"), python = join(venv, "bin", "python");
  const stamp = join(venv, "set-up-done");
  const wanted = await Deno.readTextFile(join(folder, "requirements.txt"));
  if (await Deno.readTextFile(stamp).catch(() => "") === wanted) return python;
  say(`setting up the peers in ${venv} (once, about a minute)`);
  let install = [python, "-m", "pip", "install", "--quiet"];
  const withoutVenv = await failureOf("python3", "-m", "venv", "--clear", venv);
  if (withoutVenv) {
    install = ["uv", "pip", "install", "--quiet", "--python", python];
    const withoutUv = await failureOf("uv", "venv", "--clear", "--no-project", venv);
    if (withoutUv) {
      say(`peers of Python are left out: ${withoutVenv}; and without venv, ${withoutUv}`);
      return undefined;
    }
  }
  let all = true;
  for (const peer of wanted.split("\n").filter((line) => /^\w/.test(line))) {
    const failure = await failureOf(...install, peer);
    if (!failure) continue;
    say(`${peer} is left out: ${failure}`);
    all = false;
  }
  if (all) await Deno.writeTextFile(stamp, wanted);
  return python;
}

/** In what line a program named its error; undefined where it ended well. */
async function failureOf(...[program, ...args]: string[]): Promise<string | undefined> {
  let output: Deno.CommandOutput;
  try {
    output = await new Deno.Command(program, { args, stdout: "piped" }).output();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return `there is no ${program} on the PATH`;
    throw error;
  }
  if (output.success) return undefined;
  const text = [output.stderr, output.stdout].map((bytes) => new TextDecoder().decode(bytes));
  const lines = text.join("\n").trim().split("\n");
  return lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1);
}
