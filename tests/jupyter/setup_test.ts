import assert from "node:assert/strict";
import { join } from "node:path";
import { UserError } from "../../lib/errors.ts";
import { explain } from "../../lib/jupyter/install.ts";
import { setUp } from "../../lib/jupyter/setup.ts";

// The real set-up, with real failures, is in tests/long. Here a shell script plays Python, so that
// the order of things can be seen within milliseconds: it notes each call in `calls`.
const PYTHON = `#!/bin/sh
echo "$@" >> "$AFTERSHOCK_TEST_CALLS"
case "$*" in
  *version_info*) echo "$AFTERSHOCK_TEST_VERSION"; [ "$AFTERSHOCK_TEST_VERSION" != 3.8 ] ;;
  *"-m venv"*) for folder; do :; done; mkdir -p "$folder/bin"; cp "$0" "$folder/bin/python" ;;
  *ensurepip*) [ -z "$AFTERSHOCK_TEST_BARE" ] || { echo "$0: No module named ensurepip" >&2; exit 1; } ;;
  *"pip install"*) eval "$AFTERSHOCK_TEST_PIP" ;;
esac
`;

interface Stage {
  root: string;
  calls: () => Promise<number>;
}

async function onStage(
  act: (stage: Stage) => Promise<void>,
  settings: Record<string, string> = {},
  python = true,
): Promise<void> {
  const root = await Deno.makeTempDir();
  const before = Deno.env.toObject();
  try {
    await Deno.mkdir(join(root, "bin"));
    for (const tool of python ? ["sh", "mkdir", "cp", "sleep"] : []) {
      const { stdout } = await new Deno.Command("which", { args: [tool] }).output();
      await Deno.symlink(new TextDecoder().decode(stdout).trim(), join(root, "bin", tool));
    }
    if (python) await Deno.writeTextFile(join(root, "bin", "python3"), PYTHON, { mode: 0o755 });
    await Deno.writeTextFile(join(root, "requirements.txt"), "one==1\ntwo==2 ; extra\n");
    const log = join(root, "calls");
    Deno.env.set("PATH", join(root, "bin"));
    Deno.env.set("AFTERSHOCK_TEST_CALLS", log);
    Deno.env.set("AFTERSHOCK_TEST_VERSION", "3.11");
    for (const [key, value] of Object.entries(settings)) Deno.env.set(key, value);
    const calls = async () =>
      (await Deno.readTextFile(log).catch(() => "")).split("\n").filter((line) => line).length;
    await act({ root, calls });
  } finally {
    for (const key of Object.keys(Deno.env.toObject())) if (!(key in before)) Deno.env.delete(key);
    Deno.env.set("PATH", before.PATH);
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("what is done is done: the second set-up starts nothing", () =>
  onStage(async ({ root, calls }) => {
    const told: string[] = [];
    const { python } = await setUp({ root, onProgress: (line) => told.push(line) });
    assert.equal(python, join(root, ".venv", "bin", "python"));
    assert.equal(await calls(), 4);
    assert.equal(told.length, 1);
    await setUp({ root });
    assert.equal(await calls(), 4);
  }));

Deno.test("the kernelspec runs this Deno, takes interrupts as messages, and is kept so", () =>
  onStage(async ({ root, calls }) => {
    await setUp({ root });
    const path = join(root, ".venv", "share", "jupyter", "kernels", "deno", "kernel.json");
    const spec = JSON.parse(await Deno.readTextFile(path));
    assert.deepEqual(spec.argv, [
      Deno.execPath(),
      "jupyter",
      "--kernel",
      "--conn",
      "{connection_file}",
    ]);
    assert.equal(spec.interrupt_mode, "message");
    assert.deepEqual(spec.env, { NO_COLOR: "1" });
    await Deno.writeTextFile(path, JSON.stringify({ ...spec, argv: ["/gone/deno"] }));
    await setUp({ root });
    assert.deepEqual(JSON.parse(await Deno.readTextFile(path)), spec);
    assert.equal(await calls(), 4, "Jupyter itself is not installed again");
  }));

Deno.test("other pins, another folder and an interrupted set-up are made anew", () =>
  onStage(async ({ root, calls }) => {
    await setUp({ root });
    await Deno.writeTextFile(join(root, "requirements.txt"), "one==2\n");
    await setUp({ root });
    assert.equal(await calls(), 8);
    await Deno.writeTextFile(join(root, ".venv", "left-over"), "");
    await Deno.remove(join(root, ".venv", "set-up-done"));
    await setUp({ root });
    assert.equal(await calls(), 12);
    await assert.rejects(Deno.stat(join(root, ".venv", "left-over")), Deno.errors.NotFound);
  }));

Deno.test("a failed installation counts as not done", () =>
  onStage(async ({ root, calls }) => {
    await assert.rejects(setUp({ root }), /^UserError: .*\.venv: no package fits; mend that, then/);
    Deno.env.set("AFTERSHOCK_TEST_PIP", "true");
    await setUp({ root });
    assert.equal(await calls(), 8);
  }, { AFTERSHOCK_TEST_PIP: "echo 'ERROR: no package fits' >&2; exit 1" }));

Deno.test("two set-ups at once install once", () =>
  onStage(async ({ root, calls }) => {
    await Promise.all([setUp({ root }), setUp({ root })]);
    assert.equal(await calls(), 4);
  }, { AFTERSHOCK_TEST_PIP: "sleep 0.1" }));

Deno.test("a missing Python, an old one and one without venv each say what to install", async () => {
  const says = (start: RegExp) => async ({ root }: Stage) => {
    await assert.rejects(setUp({ root }), (error) => {
      assert.ok(error instanceof UserError && !error.message.includes("\n"));
      assert.match(error.message, start);
      assert.match(error.message, /install Python 3\.10 or newer with venv .*, or uv, and run/);
      return true;
    });
  };
  await onStage(says(/^there is no python3 on the PATH/), {}, false);
  await onStage(says(/^python3 is version 3\.8, too old/), { AFTERSHOCK_TEST_VERSION: "3.8" });
  await onStage(says(/^python3 comes without venv/), { AFTERSHOCK_TEST_BARE: "yes" });
});

Deno.test("what pip, venv and uv say is told in one line, with what to do", () => {
  const told = (text: string) => explain("no", ".venv", text).message;
  assert.match(
    told("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"),
    /the disk is full; free about/,
  );
  assert.match(told("OSError: [Errno 27] File too large: 'x'"), /the disk is full/);
  assert.match(
    told("Error: [Errno 13] Permission denied: '/x/.venv'"),
    /it cannot be written; make/,
  );
  assert.match(
    told(
      "WARNING: Retrying after connection broken by 'NewConnectionError'\n" +
        "ERROR: No matching distribution found for anyio==4.16.0",
    ),
    /no package index answers; check the network, the proxy and PIP_INDEX_URL, then run this again$/,
  );
  assert.match(told("Collecting a\nERROR: a has a bad hash\n\n"), /: a has a bad hash; mend that/);
  assert.match(told(""), /no reason given/);
});
