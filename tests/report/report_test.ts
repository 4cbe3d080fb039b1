import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../../lib/errors.ts";
import { setUp } from "../../lib/jupyter/setup.ts";
import { chosenNotebooks, writeReport } from "../../lib/report/report.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const NOTEBOOKS = fileURLToPath(new URL("notebooks", import.meta.url));

async function report(out: string, only?: string[], signal?: AbortSignal) {
  const { python } = await setUp({ root: ROOT });
  return await writeReport({
    notebooks: NOTEBOOKS,
    data: join(ROOT, "data", "x"),
    out,
    parameters: { seed: 7, zones: [[1, 2]] },
    only,
    python,
    about: { title: "A report", versions: [] },
    dataset: Promise.resolve([]),
    signal,
  });
}

async function inTemp(use: (folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a failing notebook is named with cell and reason, and does not stop the others", async () => {
  await inTemp(async (folder) => {
    const out = join(folder, "report");
    const failures = await report(out);
    assert.equal(failures.length, 2);
    assert.match(failures[0], /^02-throws\.ipynb, cell 2 .*no data in \.\.\/\.\.\/\.\.\/data\/x/);
    assert.match(failures[1], /^03-silent\.ipynb, cell 2 /);

    assert.deepEqual(readdirSync(out).sort(), [
      "figures",
      "index.html",
      "notebooks",
      "report.md",
      "summary.json",
      "tables",
      "tables.xlsx",
    ]);
    for (const page of ["index.html", "report.md"]) {
      const text = readFileSync(join(out, page), "utf8");
      assert.match(text, /Missing here: these notebooks failed[^]*02-throws\.ipynb, cell 2/, page);
    }
    const summary = JSON.parse(readFileSync(join(out, "summary.json"), "utf8"));
    assert.deepEqual(summary.results["01-good"].given, { data: "../../../data/x", seed: 7 });
    assert.equal(
      readFileSync(join(out, "tables/01-rows.csv"), "utf8"),
      "symbol,close\r\n<script>,1.5\r\n",
    );
    const executed = readFileSync(join(out, "notebooks/01-good.ipynb"), "utf8");
    assert.match(executed, /injected-parameters/);
    assert(!existsSync(`${out}.partial`));
  });
});

Deno.test("an earlier report is replaced, anything else is left alone", async () => {
  await inTemp(async (folder) => {
    const out = join(folder, "report");
    await report(out, ["01"]);
    const first = readFileSync(join(out, "summary.json"), "utf8");
    await Deno.writeTextFile(join(out, "stale.txt"), "of an older report");
    await report(out, ["good"]);
    assert(!existsSync(join(out, "stale.txt")));
    assert.equal(readFileSync(join(out, "summary.json"), "utf8"), first);

    await Deno.writeTextFile(join(folder, "thesis.txt"), "years of work");
    await assert.rejects(report(folder), (error) => {
      assert(error instanceof UserError);
      assert.match(error.message, /holds files that are no report/);
      return true;
    });
    assert(existsSync(join(folder, "thesis.txt")));
  });
});

Deno.test("an unknown notebook is refused with those there are", async () => {
  await inTemp(async (folder) => {
    await assert.rejects(report(join(folder, "r"), ["09"]), /no notebook "09"; there are 01-good/);
  });
});

Deno.test("two notebooks of one number are refused, unless only one of them is asked for", async () => {
  await inTemp(async (folder) => {
    for (const name of ["06-one", "06-two", "07-one"]) {
      Deno.writeTextFileSync(join(folder, `${name}.ipynb`), "{}");
    }
    await assert.rejects(chosenNotebooks(folder), /06-two\.ipynb has the number of another/);
    await assert.rejects(chosenNotebooks(folder, ["06"]), /give it one of its own/);
    assert.deepEqual(await chosenNotebooks(folder, ["06-two", "07"]), ["06-two", "07-one"]);
  });
});

Deno.test("an interrupted report leaves nothing behind", async () => {
  await inTemp(async (folder) => {
    const stop = new AbortController();
    const running = report(join(folder, "r"), ["01"], stop.signal);
    setTimeout(() => stop.abort(new UserError("interrupted")), 300);
    await assert.rejects(running, /interrupted/);
    assert.deepEqual(readdirSync(folder), []);
  });
});
