/** Ctrl-C and a failing notebook, met by the command as a user runs it. */
import assert from "node:assert/strict";
import { cpSync, existsSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Process ids that descend from one, by `ps`. */
async function descendants(pid: number): Promise<number[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-eo", "pid=,ppid="] }).output();
  const rows = new TextDecoder().decode(stdout).trim().split("\n")
    .map((row) => row.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    rows.filter(([, ppid]) => ppid === parent).flatMap(([id]) => [id, ...below(id)]);
  return below(pid);
}

async function alive(pid: number): Promise<boolean> {
  const { stdout } = await new Deno.Command("ps", { args: ["-o", "stat=", "-p", `${pid}`] })
    .output();
  return /^[^Z]/.test(new TextDecoder().decode(stdout).trim());
}

Deno.test("Ctrl-C ends a report in one line, with every kernel, and leaves the earlier one whole", async () => {
  const folder = await Deno.makeTempDir();
  const out = join(folder, "report");
  await Deno.mkdir(out);
  for (const name of ["summary.json", "index.html"]) {
    await Deno.writeTextFile(join(out, name), "of an earlier report");
  }
  // As `deno task report` runs it, which would pass the signal on.
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "lib/cli/report.ts", "--only", "02,03", "--out", out],
    cwd: ROOT,
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let log = "", below: number[] = [];
  for await (const part of child.stderr.pipeThrough(new TextDecoderStream())) {
    log += part;
    if (below.length > 0 || !/: cell 1 of /.test(log)) continue;
    below = await descendants(child.pid);
    child.kill("SIGINT");
  }
  assert.equal((await child.status).code, 1);
  assert.equal(log.trim().split("\n").at(-1), "error: interrupted; no report was written");
  assert(below.length >= 2, log);
  for (const pid of below) {
    for (let tries = 0; await alive(pid); tries++) {
      assert(tries < 1200, `process ${pid} lives on`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  assert.deepEqual(readdirSync(folder), ["report"]);
  assert.equal(Deno.readTextFileSync(join(out, "index.html")), "of an earlier report");
  assert(!existsSync(`${out}.partial`));
  await Deno.remove(folder, { recursive: true });
});

/** Waits until a file lies beside it, then ends as pip does that was interrupted. */
const PYTHON = `#!/bin/sh
while [ ! -e "$0.go" ]; do sleep 0.1; done
echo "ERROR: Operation cancelled by user" >&2
exit 1
`;

Deno.test("Ctrl-C while Jupyter is set up is told as such", async () => {
  const folder = await Deno.makeTempDir(), bin = join(folder, "bin");
  cpSync(join(ROOT, "lib"), join(folder, "lib"), { recursive: true });
  for (const name of ["deno.json", "deno.lock", "requirements.txt", "notebooks", "data"]) {
    symlinkSync(join(ROOT, name), join(folder, name));
  }
  await Deno.mkdir(bin);
  await Deno.writeTextFile(join(bin, "python3"), PYTHON, { mode: 0o755 });
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "lib/cli/report.ts", "--out", join(folder, "report")],
    cwd: folder,
    env: { PATH: `${bin}:${Deno.env.get("PATH")}` },
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let log = "";
  for await (const part of child.stderr.pipeThrough(new TextDecoderStream())) {
    log += part;
    if (existsSync(join(bin, "python3.go")) || !/setting up Jupyter/.test(log)) continue;
    child.kill("SIGINT");
    await Deno.writeTextFile(join(bin, "python3.go"), "");
  }
  assert.equal((await child.status).code, 1);
  assert.equal(log.trim().split("\n").at(-1), "error: interrupted; no report was written");
  assert(!existsSync(join(folder, "report")));
  await Deno.remove(folder, { recursive: true });
});
