import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { explain } from "../../lib/jupyter/install.ts";

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

const SET_UP = fileURLToPath(new URL("set-up.ts", import.meta.url));

/** What a set-up led to. */
interface Outcome {
  python?: string;
  error?: string;
  told: string[];
}

interface Stage {
  root: string;
  /** Sets up `root`, with more variables in the environment. */
  setUp: (settings?: Record<string, string>) => Promise<Outcome>;
  calls: () => Promise<number>;
}

async function onStage(act: (stage: Stage) => Promise<void>, python = true): Promise<void> {
  const root = await Deno.makeTempDir();
  try {
    const bin = join(root, "bin"), log = join(root, "calls");
    await Deno.mkdir(bin);
    for (const tool of python ? ["sh", "mkdir", "cp", "sleep"] : []) {
      const { stdout } = await new Deno.Command("which", { args: [tool] }).output();
      await Deno.symlink(new TextDecoder().decode(stdout).trim(), join(bin, tool));
    }
    if (python) await Deno.writeTextFile(join(bin, "python3"), PYTHON, { mode: 0o755 });
    await Deno.writeTextFile(join(root, "requirements.txt"), "one==1\ntwo==2 ; extra\n");
    await act({
      root,
      setUp: (settings) => setUpIn(root, { PATH: bin, AFTERSHOCK_TEST_CALLS: log, ...settings }),
      calls: async () =>
        (await Deno.readTextFile(log).catch(() => "")).split("\n").filter((line) => line).length,
    });
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

async function setUpIn(root: string, settings: Record<string, string>): Promise<Outcome> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", SET_UP, root],
    env: { AFTERSHOCK_TEST_VERSION: "3.11", ...settings },
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

Deno.test("what is done is done: the second set-up starts nothing", () =>
  onStage(async ({ root, setUp, calls }) => {
    const { python, told } = await setUp();
    assert.equal(python, join(root, ".venv", "bin", "python"));
    assert.equal(await calls(), 4);
    assert.equal(told.length, 1);
    assert.deepEqual(await setUp(), { python, told: [] });
    assert.equal(await calls(), 4);
  }));

Deno.test("the kernelspec runs this Deno, takes interrupts as messages, and is kept so", () =>
  onStage(async ({ root, setUp, calls }) => {
    await setUp();
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
    await setUp();
    assert.deepEqual(JSON.parse(await Deno.readTextFile(path)), spec);
    assert.equal(await calls(), 4, "Jupyter itself is not installed again");
  }));

Deno.test("other pins, another folder and an interrupted set-up are made anew", () =>
  onStage(async ({ root, setUp, calls }) => {
    await setUp();
    await Deno.writeTextFile(join(root, "requirements.txt"), "one==2\n");
    await setUp();
    assert.equal(await calls(), 8);
    await Deno.writeTextFile(join(root, ".venv", "left-over"), "");
    await Deno.remove(join(root, ".venv", "set-up-done"));
    await setUp();
    assert.equal(await calls(), 12);
    await assert.rejects(Deno.stat(join(root, ".venv", "left-over")), Deno.errors.NotFound);
  }));

Deno.test("a failed installation counts as not done", () =>
  onStage(async ({ setUp, calls }) => {
    const { error } = await setUp({
      AFTERSHOCK_TEST_PIP: "echo 'ERROR: no package fits' >&2; exit 1",
    });
    assert.match(error!, /\.venv: no package fits; mend that, then/);
    assert.equal((await setUp()).error, undefined);
    assert.equal(await calls(), 8);
  }));

Deno.test("two set-ups at once install once", () =>
  onStage(async ({ setUp, calls }) => {
    const slow = { AFTERSHOCK_TEST_PIP: "sleep 1" };
    const outcomes = await Promise.all([setUp(slow), setUp(slow)]);
    assert.deepEqual(outcomes.map(({ error }) => error), [undefined, undefined]);
    assert.equal(await calls(), 4);
  }));

Deno.test("a missing Python, an old one and one without venv each say what to install", async () => {
  const says = (start: RegExp, settings = {}) => async ({ setUp }: Stage) => {
    const { error } = await setUp(settings);
    assert.ok(error && !error.includes("\n"));
    assert.match(error, start);
    assert.match(error, /install Python 3\.10 or newer with venv .*, or uv, and run/);
  };
  await onStage(says(/^there is no python3 on the PATH/), false);
  await onStage(says(/^python3 is version 3\.8, too old/, { AFTERSHOCK_TEST_VERSION: "3.8" }));
  await onStage(says(/^python3 comes without venv/, { AFTERSHOCK_TEST_BARE: "yes" }));
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
