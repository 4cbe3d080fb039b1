import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ingest } from "../../lib/dataset/ingest.ts";
import { openDataset } from "../../lib/dataset/open.ts";
import { writeFeather } from "./feather.ts";
import { inFolder, treeOf } from "./fixture.ts";

const CLI = fileURLToPath(new URL("../../lib/cli/ingest.ts", import.meta.url));

/** The ingest command with the permissions of its task, narrowed to the folders that it names. */
function command(files: string[], out: string, folder: string): [program: string, args: string[]] {
  return [Deno.execPath(), [
    "run",
    "--quiet",
    "--no-prompt",
    `--allow-read=${folder}`,
    `--allow-write=${out}`,
    CLI,
    ...files,
    "--out",
    out,
  ]];
}

/** A dataset of one file, and files that overlap with it and with each other. */
async function prepare(dir: string): Promise<{ old: string; files: string[]; wanted: string }> {
  const raw = (name: string, from: number, rows: number, price: number) => {
    const path = join(dir, name);
    writeFeather(path, Date.UTC(2025, 0, 1) + from * 300_000, rows, price);
    return path;
  };
  const [old, wanted] = [join(dir, "old"), join(dir, "wanted")];
  const first = raw("BTC_USDT_USDT-5m-futures.feather", 0, 12_000, 100);
  Deno.mkdirSync(join(dir, "other"));
  const files = [
    raw("other/BTC_USDT_USDT-5m-futures.feather", 10_000, 20_000, 101),
    raw("ETH_USDT_USDT-5m-futures.feather", 0, 20_000, 10),
    raw("ETH_USDT_USDT-5m-mark.feather", 0, 20_000, 10),
  ];
  await ingest({ files: [first], out: old });
  await ingest({ files: [first, ...files], out: wanted });
  return { old, files, wanted };
}

async function copy(from: string, to: string): Promise<void> {
  for (const path of Object.keys(treeOf(from))) {
    Deno.mkdirSync(join(to, path, ".."), { recursive: true });
    await Deno.copyFile(join(from, path), join(to, path));
  }
}

async function readsWhole(dir: string): Promise<void> {
  const dataset = openDataset(dir);
  for (const { key, rows } of dataset.series()) {
    assert.equal((await dataset.columns(key)).time.length, rows);
  }
}

Deno.test("ingest runs without network, environment, subprocess, FFI and system", () =>
  inFolder(async (dir) => {
    const { files, old, wanted } = await prepare(dir);
    const [program, args] = command(files, old, dir);
    const { success, stdout, stderr } = await new Deno.Command(program, { args }).output();
    assert.ok(success, new TextDecoder().decode(stderr));
    assert.match(new TextDecoder().decode(stdout), /3 files added, 0 files known already, 0 files/);
    assert.deepEqual(treeOf(old), treeOf(wanted));
  }));

Deno.test("killed at any moment, the old dataset is whole and a rerun ends with the same bytes", () =>
  inFolder(async (dir) => {
    const { old, files, wanted } = await prepare(dir);
    const [before, after] = [treeOf(old), treeOf(wanted)];
    const timed = join(dir, "timed");
    await copy(old, timed);
    const started = performance.now();
    const [program, args] = command(files, timed, dir);
    await new Deno.Command(program, { args, stdout: "null", stderr: "null" }).output();
    const undisturbed = performance.now() - started;

    let killed = 0, committed = 0;
    for (let round = 0; round < 10; round++) {
      const out = join(dir, `round${round}`);
      await copy(old, out);
      const [program, args] = command(files, out, dir);
      const child = new Deno.Command(program, { args, stdout: "null", stderr: "null" }).spawn();
      // Spread over the run, and random within each tenth of it.
      const wait = undisturbed * (round + Math.random()) / 10;
      await Promise.race([child.status, new Promise((resolve) => setTimeout(resolve, wait))]);
      try {
        child.kill("SIGKILL");
      } catch {
        // It was done already.
      }
      if ((await child.status).signal === "SIGKILL") killed++;
      const manifest = treeOf(out)["manifest.json"];
      if (manifest === after["manifest.json"]) committed++;
      else assert.equal(manifest, before["manifest.json"], `round ${round}: another manifest`);
      await readsWhole(out);
      await ingest({ files, out });
      assert.deepEqual(treeOf(out), after, `round ${round}: a rerun ends elsewhere`);
      Deno.removeSync(out, { recursive: true });
    }
    assert.ok(killed >= 5, `only ${killed} of 10 runs were killed before they ended`);
    assert.ok(committed < 10, "no run was killed before it committed");
  }));

Deno.test({
  name: "a full disk leaves the old dataset whole, says so in a line, and a rerun finishes",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inFolder(async (dir) => {
      const { old, files, wanted } = await prepare(dir);
      const before = treeOf(old);
      const [program, args] = command(files, old, dir);
      // No file may grow above 300 KB: less than a partition of a month.
      const shell = ["-c", 'trap "" XFSZ; ulimit -f 300; exec "$0" "$@"', program, ...args];
      const { code, stderr } = await new Deno.Command("bash", { args: shell }).output();
      const text = new TextDecoder().decode(stderr);
      assert.equal(code, 1, text);
      assert.match(text, /error: .*old: the disk is full \(.*\); the dataset is as it was/);
      assert.deepEqual(treeOf(old), before);
      await ingest({ files, out: old });
      assert.deepEqual(treeOf(old), treeOf(wanted));
    }),
});
