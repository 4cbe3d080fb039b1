import assert from "node:assert/strict";
import { runAndWrite } from "../../lib/report/run-and-write.ts";

const NAMES = ["01", "02", "03", "04"];

/** A short wait: long enough for whatever else could begin to begin. */
const moment = () => new Promise((resolve) => setTimeout(resolve, 5));

Deno.test("one notebook is written at a time, and others run meanwhile", async () => {
  const busy = new Set<string>();
  const seen: string[] = [];
  const during = async (what: string) => {
    busy.add(what);
    seen.push([...busy].sort().join(" + "));
    await moment();
    busy.delete(what);
  };
  const written: string[] = [];
  await runAndWrite(NAMES, {
    run: async (name) => {
      await during(`run ${name}`);
      return `found ${name}`;
    },
    write: async (found, name) => {
      assert.equal(found, `found ${name}`);
      await during(`write ${name}`);
      written.push(name);
    },
    failed: (_name, error) => {
      throw error;
    },
  }, 2);
  assert.deepEqual(written, NAMES);
  assert(!seen.some((tasks) => tasks.split("write").length > 2), `two writers: ${seen}`);
  assert(!seen.some((tasks) => tasks.split(" + ").length > 2), `three at work: ${seen}`);
  assert(seen.includes("run 03 + write 01"), `nothing ran beside the writer: ${seen}`);
});

Deno.test("a notebook that fails in either half stops no other", async () => {
  const written: string[] = [];
  const failures: string[] = [];
  await runAndWrite(NAMES, {
    run: (name) => name === "01" ? Promise.reject(new Error("ran badly")) : Promise.resolve(name),
    write: (_found, name) => {
      if (name === "02") return Promise.reject(new Error("wrote badly"));
      written.push(name);
      return Promise.resolve();
    },
    failed: (name, error) => failures.push(`${name} ${(error as Error).message}`),
  }, 2);
  assert.deepEqual(written.sort(), ["03", "04"]);
  assert.deepEqual(failures.sort(), ["01 ran badly", "02 wrote badly"]);
});

Deno.test("an error that is thrown on ends it", async () => {
  const work = runAndWrite(NAMES, {
    run: () => Promise.reject(new Error("a fault of ours")),
    write: () => Promise.resolve(),
    failed: (_name, error) => {
      throw error;
    },
  }, 2);
  await assert.rejects(work, /a fault of ours/);
});
