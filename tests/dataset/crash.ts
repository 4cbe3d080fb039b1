import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ingest } from "../../lib/dataset/ingest.ts";
import { openDataset } from "../../lib/dataset/open.ts";
import { writeFeather } from "./feather.ts";
import { inFolder, treeOf } from "./fixture.ts";

const CLI = fileURLToPath(new URL("../../lib/cli/ingest.ts", import.meta.url));

/** The ingest command with the permissions of its task, narrowed to the folders that it names. */
export function command(
  files: string[],
  out: string,
  folder: string,
): [program: string, args: string[]] {
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
export async function prepare(
  dir: string,
): Promise<{ old: string; files: string[]; wanted: string }> {
  const raw = (name: string, from: number, rows: number, price: number) => {
    const path = join(dir, name);
    writeFeather(path, Date.UTC(2025, 0, 1) + from * 300_000, rows, price);
    return path;
  };
  const [old, wanted] = [join(dir, "old"), join(dir, "wanted")];
  const first = raw("BTC_USDT_USDT-5m-futures.feather", 0, 12_000, 100);
  Deno.mkdirSync(join(dir, "other"));
  const files = [
    raw("other/BTC_USDT_USDT-5m-futures.feather", 10_000, 9_500, 101),
    raw("ETH_USDT_USDT-5m-futures.feather", 0, 9_500, 10),
    raw("ETH_USDT_USDT-5m-mark.feather", 0, 9_500, 10),
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

/**
 * Kills that many ingests with SIGKILL, spread over the time that one takes: after each the old
 * dataset must read whole, and a rerun must end with the bytes of an undisturbed run.
 */
export function survivesKills(rounds: number): Promise<void> {
  return inFolder(async (dir) => {
    const { old, files, wanted } = await prepare(dir);
    const [before, after] = [treeOf(old), treeOf(wanted)];
    const timed = join(dir, "timed");
    await copy(old, timed);
    const started = performance.now();
    const [program, args] = command(files, timed, dir);
    await new Deno.Command(program, { args, stdout: "null", stderr: "null" }).output();
    const undisturbed = performance.now() - started;

    let killed = 0, committed = 0;
    for (let round = 0; round < rounds; round++) {
      const out = join(dir, `round${round}`);
      await copy(old, out);
      const [program, args] = command(files, out, dir);
      const child = new Deno.Command(program, { args, stdout: "null", stderr: "null" }).spawn();
      // Spread over the run, and random within each part of it.
      const wait = undisturbed * (round + Math.random()) / rounds;
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
    assert.ok(
      killed >= rounds / 2,
      `only ${killed} of ${rounds} runs were killed before they ended`,
    );
    assert.ok(committed < rounds, "no run was killed before it committed");
  });
}
