import assert from "node:assert/strict";
import { join } from "node:path";
import { UserError } from "../../lib/errors.ts";
import { executeNotebook, type Execution } from "../../lib/jupyter/execute.ts";
import type { Notebook } from "../../lib/jupyter/notebook.ts";
import { startRunner } from "../../lib/jupyter/runner.ts";
import { setUp } from "../../lib/jupyter/setup.ts";
import { notebookOf, showing, shown } from "./build.ts";

const ROOT = join(import.meta.dirname!, "..", "..");
const { python } = await setUp({ root: ROOT, onProgress: (line) => console.error(line) });

async function execute(notebook: Notebook, more: Partial<Execution> = {}): Promise<Notebook> {
  await using runner = await startRunner(python);
  const cwd = import.meta.dirname!;
  return await executeNotebook({ runner, notebook, name: "n.ipynb", cwd, ...more });
}

async function failure(source: string, more: Partial<Execution> = {}): Promise<string> {
  const error = await execute(notebookOf("1;", source), more).then(() => null, (e) => e);
  assert.ok(error instanceof UserError, `${error}`);
  assert.ok(!error.message.includes("\n"), error.message);
  return error.message;
}

/** Processes of this test run's kernels, by the folder of their connection files. */
async function kernels(): Promise<string[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-eo", "ppid=,pid=,args="] }).output();
  const rows = new TextDecoder().decode(stdout).split("\n");
  const runners = rows.filter((row) => row.includes("execute.py"))
    .filter((row) => Number(row.trim().split(/\s+/)[0]) === Deno.pid)
    .map((row) => row.trim().split(/\s+/)[1]);
  return rows.filter((row) => runners.includes(row.trim().split(/\s+/)[0]));
}

Deno.test("every kind of output is kept, in order, and nothing of the clock", async () => {
  const progress: string[] = [];
  const executed = await execute(
    notebookOf(
      ["const seed = 1;", "parameters"],
      showing("a") + showing("b"),
      'console.log("one"); console.log("two");',
      '({ [Deno.jupyter.$display]: () => ({ "text/plain": `seed ${seed}` }) })',
      "",
      "const seed = 3;\n" +
        'import { UserError } from "../../lib/errors.ts";\nnew UserError(`${seed}`).message',
      'const late = { data: { "text/plain": "late" }, metadata: {}, transient: {} };\n' +
        'await Deno.jupyter.broadcast("display_data", late)',
    ),
    {
      parameters: { seed: 2 },
      onProgress: ({ notebook, cell, cells }) => progress.push(`${notebook} ${cell}/${cells}`),
    },
  );
  const [parameters, injected, ...rest] = shown(executed);
  assert.deepEqual([parameters, injected], [[], []]);
  assert.deepEqual(rest, [["a", "b"], ["one\ntwo\n"], ["seed 2"], [], ['"3"'], ["late"]]);
  assert.deepEqual(progress, [1, 2, 3, 4, 5, 7, 8].map((cell) => `n.ipynb ${cell}/8`));
  assert.doesNotMatch(JSON.stringify(executed), /\d\d:\d\d|execution"|iopub/);
  assert.equal((executed.metadata.language_info as { name: string }).name, "typescript");
});

Deno.test("two at once do not disturb each other, and large displays arrive whole", async () => {
  const large = (letter: string) => {
    const show = `await Deno.jupyter.display({ [Deno.jupyter.$display]: () => ` +
      `({ "text/plain": "${letter}".repeat(4e6) }) });`;
    return execute(notebookOf(show, show, "1 + 1"));
  };
  for (const [i, executed] of (await Promise.all([large("a"), large("b")])).entries()) {
    const letter = "ab"[i];
    assert.ok(shown(executed)[0][0] === letter.repeat(4e6));
    assert.ok(shown(executed)[1][0] === letter.repeat(4e6));
    assert.deepEqual(shown(executed)[2], ["2"]);
  }
});

Deno.test("a failing notebook fails in one line that names notebook, cell and reason", async () => {
  const reasons = {
    "function f() { throw new RangeError('too\\nfar'); }\nf();": /: RangeError: too far/,
    "Deno.exit(3);": /: the kernel died/,
    "Deno.kill(Deno.pid, 'SIGKILL'); await new Promise(() => {});": /: the kernel died/,
    "const = 3;": /: the cell cannot be compiled/,
    "({ [Deno.jupyter.$display]() { throw new TypeError('no'); } })": /: TypeError: no/,
    "prompt('who are you?')": /: the cell asks for input \(who are you\?\)/,
    "const show = async () => {};\nawait show(1);": /: shows 0 of the 1 outputs that it calls for/,
  };
  for (const [source, reason] of Object.entries(reasons)) {
    const message = await failure(source);
    assert.ok(
      message.startsWith(`n.ipynb, cell 2 (${source.split("\n")[0].slice(0, 50)}`),
      message,
    );
    assert.match(message, reason);
  }
  // Its only cell: one before it might take as long on a busy machine.
  await assert.rejects(
    execute(notebookOf("while (true);"), { timeoutSeconds: 1 }),
    /^UserError: n\.ipynb, cell 1 \(while \(true\);\): stopped, for it ran longer than 1 seconds/,
  );
});

Deno.test("a kernel that does not start is told with Deno's own reason", async () => {
  const cwd = await Deno.makeTempDir();
  await Deno.writeTextFile(join(cwd, "deno.json"), "{ no json");
  await assert.rejects(
    execute(notebookOf("1"), { cwd }),
    /^UserError: n\.ipynb: the Deno kernel did not start \(error: .*deno\.json.*\)$/,
  );
  await Deno.remove(cwd, { recursive: true });
});

Deno.test("the executed notebook is written whole or not at all", async () => {
  const folder = await Deno.makeTempDir();
  const outPath = join(folder, "out.ipynb");
  await assert.rejects(execute(notebookOf("throw 1"), { outPath }), UserError);
  assert.deepEqual([...Deno.readDirSync(folder)], []);
  await execute(notebookOf("1"), { outPath });
  assert.deepEqual([...Deno.readDirSync(folder)].map((entry) => entry.name), ["out.ipynb"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("an abort ends the kernel, even one that computes", async () => {
  const controller = new AbortController();
  const running = execute(notebookOf("while (true);"), {
    signal: controller.signal,
    onProgress: async () => {
      assert.equal((await kernels()).length, 1);
      controller.abort(new Error("enough"));
    },
  });
  await assert.rejects(running, /enough/);
  assert.deepEqual(await kernels(), []);
});

Deno.test("a kernel does not outlive its runner", async () => {
  let kernel = "";
  const running = execute(notebookOf("while (true);"), {
    onProgress: async () => {
      [kernel] = await kernels();
      Deno.kill(Number(kernel.trim().split(/\s+/)[0]), "SIGKILL");
    },
  });
  await assert.rejects(running, /execute\.py ended with code 137/);
  const pid = kernel.trim().split(/\s+/)[1];
  const state = async () => {
    const { stdout } = await new Deno.Command("ps", { args: ["-o", "stat=", "-p", pid] }).output();
    return new TextDecoder().decode(stdout).trim();
  };
  // Where nothing reaps orphans a zombie stays, which runs no more.
  for (let tries = 0; /^[^Z]/.test(await state()); tries++) {
    assert.ok(tries < 1200, `the kernel lives on: ${await state()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
});

Deno.test("a display can be changed later, and outputs be cleared, at once or before the next", async () => {
  const send = (kind: string, content: string) =>
    `await Deno.jupyter.broadcast("${kind}", ${content});`;
  const shows = (text: string) =>
    `{ data: { "text/plain": "${text}" }, metadata: {}, transient: { display_id: "a" } }`;
  const executed = await execute(notebookOf(
    send("display_data", shows("first")),
    send("update_display_data", shows("second")),
    showing("gone") + send("clear_output", "{ wait: false }"),
    showing("gone") + send("clear_output", "{ wait: true }") + showing("left"),
    showing("left") + send("clear_output", "{ wait: true }"),
  ));
  assert.deepEqual(shown(executed), [["second"], [], [], ["left"], ["left"]]);
});
