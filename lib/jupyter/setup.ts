import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { UserError } from "../errors.ts";
import { places } from "./environment.ts";
import { install } from "./install.ts";

/**
 * Makes `<root>/.venv` with Jupyter as `requirements.txt` pins it and the project's kernelspec,
 * where that is not done yet; takes a few milliseconds when it is.
 *
 * A set-up that was interrupted, or made by other pins, another Python or in another folder, is
 * made anew. Processes that come here at once wait for each other. Nothing outside `.venv` is
 * written (except pip's own download cache).
 *
 * @param onProgress gets a line for the user at each step
 * @returns the environment's Python
 * @throws UserError saying what is missing: Python, the network, space, the right to write
 * @example const { python } = await setUp({ root: ".", onProgress: console.error });
 */
export async function setUp(
  { root, onProgress = () => {} }: { root: string; onProgress?: (line: string) => void },
): Promise<{ python: string }> {
  const { venv, python, spec } = places(resolve(root));
  const requirements = join(resolve(root), "requirements.txt");
  const stamp = join(venv, "set-up-done");
  try {
    // Locking a file that is there anyway leaves nothing behind, whenever the process is killed.
    using lock = await Deno.open(requirements);
    const wanted = createHash("sha256").update(await Deno.readTextFile(requirements)).digest("hex");
    const expected = async () => `${wanted}\n${venv}\n${await Deno.realPath(python)}\n`;
    const done = async () =>
      await Deno.readTextFile(stamp) === await expected().catch(() => undefined);
    if (!await done().catch(() => false)) {
      await lock.lock(true);
      if (!await done().catch(() => false)) {
        await Deno.remove(venv, { recursive: true }).catch(unlessMissing);
        await install({ venv, python, requirements, onProgress });
        await Deno.writeTextFile(stamp, await expected());
      }
    }
    await writeKernelspec(spec);
  } catch (error) {
    throw unwritable(error, venv) ?? error;
  }
  return { python };
}

/** The kernelspec names the Deno that runs now: one fetched by npx may be gone tomorrow. */
async function writeKernelspec(folder: string): Promise<void> {
  const path = join(folder, "kernel.json");
  const text = JSON.stringify(
    {
      argv: [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"],
      display_name: "Deno",
      language: "typescript",
      interrupt_mode: "message",
      env: { NO_COLOR: "1" },
    },
    null,
    1,
  );
  if (await Deno.readTextFile(path).catch(() => "") === text) return;
  await Deno.mkdir(folder, { recursive: true });
  const beside = `${path}.${Deno.pid}`;
  await Deno.writeTextFile(beside, text);
  await Deno.rename(beside, path);
}

function unlessMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

/** The one line for a failed write, or undefined where the error is another. */
function unwritable(error: unknown, venv: string): UserError | undefined {
  if (error instanceof UserError || !(error instanceof Error)) return undefined;
  if (/os error (28|27|122)\)/.test(error.message)) {
    return new UserError(`${venv}: the disk is full; free about 400 MB and run this again`);
  }
  const denied = error instanceof Deno.errors.PermissionDenied ||
    error instanceof Deno.errors.NotCapable || /os error 30\)/.test(error.message);
  return denied
    ? new UserError(`${venv} cannot be written (${error.message}); make its folder writable`)
    : undefined;
}
