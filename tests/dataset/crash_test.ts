import assert from "node:assert/strict";
import { ingest } from "../../lib/dataset/ingest.ts";
import { canMount, command, prepare, survivesFullDisks, survivesKills } from "./crash.ts";
import { inFolder, treeOf } from "./fixture.ts";

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
  survivesKills(10));

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

Deno.test({
  name: "a disk that is full in the middle, or at the end, of an ingest loses nothing",
  ignore: !canMount(),
  fn: () => survivesFullDisks([500, 2500]),
});
