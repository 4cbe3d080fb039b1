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
 *
 * How long one takes changes with what else the machine does: a run that ends before its moment is
 * looked at like the others, says how long they take now, and is started again.
 */
export function survivesKills(rounds: number): Promise<void> {
  return inFolder(async (dir) => {
    const { old, files, wanted } = await prepare(dir);
    const [before, after] = [treeOf(old), treeOf(wanted)];
    const timed = join(dir, "timed");
    await copy(old, timed);
    let started = performance.now();
    const [program, args] = command(files, timed, dir);
    await new Deno.Command(program, { args, stdout: "null", stderr: "null" }).output();
    let undisturbed = performance.now() - started;

    let killed = 0, committed = 0;
    for (let round = 0; killed < rounds; round++) {
      assert.ok(
        round < 3 * rounds,
        `only ${killed} of ${round} runs were killed before they ended`,
      );
      const out = join(dir, `round${round}`);
      await copy(old, out);
      const [program, args] = command(files, out, dir);
      const child = new Deno.Command(program, { args, stdout: "null", stderr: "null" }).spawn();
      // Spread over the run, and random within each part of it.
      const wait = undisturbed * (killed + Math.random()) / rounds;
      started = performance.now();
      await Promise.race([child.status, new Promise((resolve) => setTimeout(resolve, wait))]);
      try {
        child.kill("SIGKILL");
      } catch {
        // It was done already.
      }
      const inTime = (await child.status).signal === "SIGKILL";
      if (inTime) killed++;
      else undisturbed = performance.now() - started;
      const manifest = treeOf(out)["manifest.json"];
      if (manifest !== after["manifest.json"]) {
        assert.equal(manifest, before["manifest.json"], `round ${round}: another manifest`);
      } else if (inTime) committed++;
      await readsWhole(out);
      await ingest({ files, out });
      assert.deepEqual(treeOf(out), after, `round ${round}: a rerun ends elsewhere`);
      Deno.removeSync(out, { recursive: true });
    }
    assert.ok(committed < killed, "no run was killed before it committed");
  });
}

/** Runs a command in a namespace of its own where `$0` is a disk of `$1` KB; `$2` is to lie on it. */
const ON_SMALL_DISK = 'disk="$0"; size="$1"; old="$2"; saved="$3"; shift 3; ' +
  'mount -t tmpfs -o size="${size}k" tmpfs "$disk" && cp -a "$old/." "$disk" || exit 9; ' +
  '"$@"; code=$?; cp -a "$disk/." "$saved"; exit $code';

/** Whether this system lets a test mount a disk of its own. */
export function canMount(): boolean {
  const dir = Deno.makeTempDirSync();
  try {
    const args = ["-rm", "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", dir];
    return new Deno.Command("unshare", { args, stderr: "null" }).outputSync().success;
  } catch {
    return false;
  } finally {
    Deno.removeSync(dir);
  }
}

/**
 * Ingests onto disks that are full after so many more KB: either all goes in, or the failure is one
 * line, the old dataset is as it was, and a rerun with room ends with the bytes of an undisturbed run.
 */
export function survivesFullDisks(extra: readonly number[]): Promise<void> {
  return inFolder(async (dir) => {
    const { old, files, wanted } = await prepare(dir);
    const [before, after] = [treeOf(old), treeOf(wanted)];
    const blocks = Object.keys(before).reduce(
      (sum, path) => sum + Math.ceil(Deno.statSync(join(old, path)).size / 4096) + 1,
      8,
    );
    const disk = join(dir, "disk");
    Deno.mkdirSync(disk);
    let full = 0;
    for (const kilobytes of extra) {
      const saved = join(dir, `saved${kilobytes}`);
      Deno.mkdirSync(saved);
      const size = String(4 * blocks + kilobytes);
      const [program, args] = command(files, disk, dir);
      const { code, stderr } = await new Deno.Command("unshare", {
        args: ["-rm", "sh", "-c", ON_SMALL_DISK, disk, size, old, saved, program, ...args],
      }).output();
      const text = new TextDecoder().decode(stderr);
      if (code !== 0) {
        full++;
        assert.equal(code, 1, text);
        assert.match(text, /error: .*disk: the disk is full \(.*\); the dataset is as it was/);
        assert.deepEqual(treeOf(saved), before, `${kilobytes} KB`);
      }
      await ingest({ files, out: saved });
      assert.deepEqual(treeOf(saved), after, `${kilobytes} KB: a rerun ends elsewhere`);
      Deno.removeSync(saved, { recursive: true });
    }
    assert.ok(full > 0, "no disk was small enough");
  });
}
