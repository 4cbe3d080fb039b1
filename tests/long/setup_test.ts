import assert from "node:assert/strict";
import { join } from "node:path";

// The set-up against the real pip, on a small package, in a process of its own that can be killed.

const LIB = join(import.meta.dirname!, "..", "..", "lib", "jupyter", "setup.ts");
const CODE = `import { setUp } from ${JSON.stringify("file://" + LIB)};
try { await setUp({ root: Deno.args[0], onProgress: () => console.log("started") }); }
catch (error) { console.log(String(error)); Deno.exit(1); }`;

async function inFolder(act: (root: string) => Promise<void>): Promise<void> {
  const root = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(join(root, "requirements.txt"), "attrs==26.1.0\n");
    await Deno.writeTextFile(join(root, "go.ts"), CODE);
    await act(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

/** Starts the set-up; `limit` is the largest size of a file, in the shell's blocks. */
function start(root: string, env: Record<string, string> = {}, limit = "unlimited") {
  const config = join(import.meta.dirname!, "..", "..", "deno.json");
  const deno = `"${Deno.execPath()}" run -A --quiet --config "${config}" "${root}/go.ts" "${root}"`;
  const args = ["-c", `trap "" XFSZ; ulimit -f ${limit}; exec ${deno}`];
  return new Deno.Command("sh", { args, env, stdout: "piped", stderr: "null" }).spawn();
}

async function failure(root: string, env: Record<string, string>, limit?: string): Promise<string> {
  const { code, stdout } = await start(root, env, limit).output();
  assert.equal(code, 1);
  const lines = new TextDecoder().decode(stdout).trim().split("\n");
  assert.equal(lines.length, 2, lines.join("\n"));
  return lines[1];
}

Deno.test("a closed network is told in one line, and the next set-up succeeds", () =>
  inFolder(async (root) => {
    const closed = "http://127.0.0.1:9/";
    const env = {
      PIP_INDEX_URL: closed,
      PIP_FIND_LINKS: "",
      PIP_RETRIES: "0",
      PIP_NO_CACHE_DIR: "1",
    };
    assert.match(await failure(root, env), /^UserError: .*no package index answers; check/);
    assert.equal((await start(root).output()).code, 0);
  }));

Deno.test("a full disk is told in one line", () =>
  inFolder(async (root) => {
    assert.match(await failure(root, {}, "200"), /^UserError: .*the disk is full; free about/);
  }));

Deno.test("a set-up that was killed at any moment is repaired by the next", () =>
  inFolder(async (root) => {
    for (const milliseconds of [50, 500, 1500, 3000, 5000]) {
      const child = start(root);
      const killed = setTimeout(() => child.kill("SIGKILL"), milliseconds);
      await child.output();
      clearTimeout(killed);
    }
    assert.equal((await start(root).output()).code, 0);
    const python = join(root, ".venv", "bin", "python");
    const { code } = await new Deno.Command(python, { args: ["-I", "-c", "import attr"] }).output();
    assert.equal(code, 0);
  }));
