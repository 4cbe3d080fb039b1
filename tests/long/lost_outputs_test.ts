import assert from "node:assert/strict";
import { join } from "node:path";
import { executeNotebook } from "../../lib/jupyter/execute.ts";
import { startRunner } from "../../lib/jupyter/runner.ts";
import { setUp } from "../../lib/jupyter/setup.ts";
import { notebookOf, showing, shown } from "../jupyter/build.ts";

// Deno's kernel may announce that a cell is done before it has sent the cell's outputs
// (bench/KERNEL.md has counts). Here not one may be lost, be it once in thousands.

const RUNS = 100;
const CELLS = 20;
const { python } = await setUp({ root: join(import.meta.dirname!, "..", "..") });

async function keepsAll(source: (text: string) => string, expected: (text: string) => string) {
  const texts = Array.from({ length: CELLS }, (_, i) => `value ${i}`);
  const notebook = notebookOf(...texts.map(source));
  await using runner = await startRunner(python);
  for (let run = 1; run <= RUNS; run++) {
    const executed = await executeNotebook({ runner, notebook, cwd: import.meta.dirname! });
    assert.deepEqual(shown(executed), texts.map((text) => [expected(text)]), `run ${run}`);
  }
}

async function whileBusy(act: () => Promise<void>): Promise<void> {
  const loops = Array.from(
    { length: navigator.hardwareConcurrency },
    () => new Deno.Command(Deno.execPath(), { args: ["eval", "while (true);"] }).spawn(),
  );
  try {
    await act();
  } finally {
    for (const loop of loops) loop.kill("SIGKILL");
    await Promise.all(loops.map((loop) => loop.status));
  }
}

Deno.test(`displays: ${RUNS} runs of ${CELLS} cells keep every output`, () =>
  keepsAll(showing, (text) => text));

Deno.test(`displays: the same while every core is busy`, () =>
  whileBusy(() => keepsAll(showing, (text) => text)));

Deno.test(`results: ${RUNS} runs of ${CELLS} cells keep every output`, () =>
  keepsAll((text) => JSON.stringify(text), (text) => JSON.stringify(text)));

Deno.test(`console: ${RUNS} runs of ${CELLS} cells keep every output`, () =>
  keepsAll((text) => `console.log(${JSON.stringify(text)});`, (text) => text + "\n"));
