/** Ctrl-C and a failing notebook, met by the command as a user runs it. */
import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
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
