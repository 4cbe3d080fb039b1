/** The notebooks in JupyterLab, as `deno task lab` opens it, in a real browser. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import type { Browser, Page } from "playwright-core";
import { formatNotebook, readNotebook } from "../../lib/jupyter/notebook.ts";
import { notebookOf, shown } from "../jupyter/build.ts";
import { setUp } from "../../lib/jupyter/setup.ts";
import { task } from "../task.ts";
import { inBrowser, launch, PATIENCE, screenshot } from "./chromium.ts";
import { copyProject, type JupyterServer, PROJECT, startJupyter } from "./jupyter-server.ts";
import { assertShown } from "./look.ts";
import { NotebookPage, openLabPage } from "./notebook-page.ts";

let server: JupyterServer, browser: Browser, page: Page;

if (!inBrowser.ignore) {
  Deno.test.beforeAll(async () => {
    await setUp({ root: PROJECT });
    const root = await copyProject();
    await Deno.writeTextFile(join(root, "notebooks", "scratch.ipynb"), formatNotebook(SCRATCH));
    [server, browser] = await Promise.all([startJupyter(root), launch()]);
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    context.setDefaultTimeout(PATIENCE);
    page = await openLabPage(context, server);
  });
  Deno.test.afterAll(async () => {
    await browser.close();
    await server.stop();
    await Deno.remove(server.root, { recursive: true });
  });
}

/** Paths of all files in a folder, sorted. */
function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
}

const HOSTILE = `<script>document.title = "it ran"</script><img src=x onerror="document.title=1">`;

const SCRATCH = notebookOf(
  "const kept = 41;",
  "for (;;);",
  "kept + 1",
  `import * as arrow from "apache-arrow";
import * as aq from "arquero";
import { DataFrame } from "danfojs";
import { table } from "../lib/notebook/mod.ts";
const rows = { symbol: [${JSON.stringify(HOSTILE)}], usd: ["$5 of $6"], close: [92_800.5] };
await table("arquero", aq.table(rows), { caption: ${JSON.stringify(HOSTILE)} });
await table("arrow", arrow.tableFromArrays(rows));
await table("danfojs", new DataFrame(rows));`,
  "await null; for (;;);",
  "const slow = async () => { await kept; for (;;); }; await Promise.all([slow(), kept]);",
);

Deno.test({
  ...inBrowser,
  name: "browser: a notebook's charts and tables stand in JupyterLab whole and without error",
  async fn() {
    for (const name of ["template", "00-data-check"]) {
      const notebook = await NotebookPage.openInLab(page, server, name);
      await notebook.runAll();
      const shown = await notebook.shown();
      assertShown(name, await notebook.save(), shown);
      await notebook.picture(screenshot(`jupyterlab-${name}`));
    }
    const questions = page.locator(".jp-Dialog, .Toastify__toast");
    assert.deepEqual(await questions.allTextContents(), []);
  },
});

Deno.test({
  ...inBrowser,
  name: "browser: other parameters and another run change the charts",
  async fn() {
    const notebook = await NotebookPage.openInLab(page, server, "template");
    if ((await notebook.prompts()).includes("")) await notebook.runAll();
    const titles = async () =>
      (await notebook.shown()).flatMap(({ charts }) => charts.map(({ title }) => title));
    const before = await titles();
    assert.match(before.join(), /BTC/);
    const { cells } = await notebook.save();
    const parameters = cells.find(({ metadata }) => metadata.tags?.includes("parameters"))!;
    await notebook.write(0, parameters.source.replace('"BTCUSDT"', '"ETHUSDT"'));
    await notebook.runAll();
    const after = await titles();
    assert.equal(after.length, before.length);
    assert.match(after.join(), /ETH/);
    assert.doesNotMatch(after.join(), /BTC/);
  },
});

Deno.test({
  ...inBrowser,
  name: "browser: export of a notebook run by hand writes what the report writes",
  async fn() {
    const out = await Deno.makeTempDir();
    const report = join(out, "report"), byHand = join(out, "by-hand");
    await task("report", "--only", "00", "--out", report);
    const { cells } = await readNotebook(join(report, "notebooks", "00-data-check.ipynb"));
    const injected = cells.find(({ id }) => id === "injected-parameters")!;
    const notebook = await NotebookPage.openInLab(page, server, "00-data-check");
    await notebook.addBelow(0, injected.source);
    await notebook.runAll();
    await notebook.save();
    await task("export", notebook.file, "--out", byHand);
    const written = filesBelow(byHand);
    assert(written.length > 10 && written.includes("tables.xlsx"));
    const inReport = filesBelow(report).filter((path) => /^(figures|tables)/.test(path));
    assert.deepEqual(written, inReport);
    for (const path of written) {
      assert.deepEqual(
        Deno.readFileSync(join(byHand, path)),
        Deno.readFileSync(join(report, path)),
        path,
      );
    }
    await Deno.remove(out, { recursive: true });
  },
});

Deno.test({
  ...inBrowser,
  name: "browser: interrupting a cell that computes keeps the kernel and its variables",
  async fn() {
    const notebook = await NotebookPage.openInLab(page, server, "scratch");
    await notebook.run(0);
    await notebook.start(1);
    await notebook.choose("Kernel", /^Interrupt Kernel/);
    await notebook.counted(1);
    await notebook.run(2);
    assert.deepEqual(shown(await notebook.save())[2], ["42"]);
  },
});

Deno.test({
  ...inBrowser,
  name: "browser: so does interrupting one that computes behind an await, with lib/notebook there",
  async fn() {
    const notebook = await NotebookPage.openInLab(page, server, "scratch");
    await notebook.run(0);
    await notebook.run(3);
    for (const computing of [4, 5]) {
      await notebook.start(computing);
      // Once it computes: a moment after it was started.
      await page.waitForTimeout(1000);
      await notebook.choose("Kernel", /^Interrupt Kernel/);
      await notebook.counted(computing);
      await notebook.run(2);
      assert.deepEqual(shown(await notebook.save())[2], ["42"]);
    }
  },
});

Deno.test({
  ...inBrowser,
  name: "browser: a symbol called <script> shows as text in every kind of table, dollars too",
  async fn() {
    const notebook = await NotebookPage.openInLab(page, server, "scratch");
    await notebook.run(3);
    const cell = notebook.panel.locator(".jp-CodeCell").nth(3);
    await cell.locator("table").nth(2).waitFor();
    for (const table of await cell.locator("table").all()) {
      assert.deepEqual(await table.locator("th").allTextContents(), ["symbol", "usd", "close"]);
      assert.deepEqual(await table.locator("td").allTextContents(), [
        HOSTILE,
        "$5 of $6",
        "92,801",
      ]);
    }
    assert.equal(await cell.locator("caption").textContent(), HOSTILE);
    // A formula is set some moments after its output stands there.
    await page.waitForTimeout(500);
    assert.equal(await cell.locator("td script, td img, caption *, mjx-container").count(), 0);
    assert.doesNotMatch(await page.title(), /it ran|^1$/);
  },
});
