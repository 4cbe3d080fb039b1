/** Every notebook in JupyterLab, and one in Notebook 7, in a real browser. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { setUp } from "../../lib/jupyter/setup.ts";
import { inBrowser, launch, screenshot } from "../browser/chromium.ts";
import { copyProject, PROJECT, startJupyter } from "../browser/jupyter-server.ts";
import { assertShown } from "../browser/look.ts";
import { NotebookPage, openLabPage } from "../browser/notebook-page.ts";

const NAMES = readdirSync(join(PROJECT, "notebooks")).filter((name) => name.endsWith(".ipynb"))
  .map((name) => basename(name, ".ipynb")).sort();

/** Large enough that no chart of a notebook is shrunk. */
const viewport = { width: 1440, height: 900 };

Deno.test({
  ...inBrowser,
  name: "every notebook in JupyterLab: charts whole, tables tables, no error, no output missing",
  async fn() {
    await setUp({ root: PROJECT });
    const root = await copyProject();
    const [server, browser] = await Promise.all([startJupyter(root), launch()]);
    try {
      const context = await browser.newContext({ viewport });
      context.setDefaultTimeout(300_000);
      const page = await openLabPage(context, server);
      for (const [i, name] of NAMES.entries()) {
        const notebook = await NotebookPage.openInLab(page, server, name);
        const ended = await notebook.startAll();
        // The next one starts beside it, as an analyst would not wait either.
        const next = NAMES[i + 1];
        if (next) await NotebookPage.openInLab(page, server, next);
        await ended();
        await notebook.activate();
        const shown = await notebook.shown();
        assertShown(name, await notebook.save(), shown);
        await notebook.picture(screenshot(`jupyterlab-${name}`));
      }
      assert(NAMES.length >= 7);
    } finally {
      await browser.close();
      await server.stop();
      await Deno.remove(root, { recursive: true });
    }
  },
});

Deno.test({
  ...inBrowser,
  name: "the template in Notebook 7, out of an environment of its own",
  async fn() {
    const root = await copyProject();
    await Deno.remove(join(root, ".venv"), { recursive: true });
    const pins = await Deno.readTextFile(join(PROJECT, "requirements.txt"));
    await Deno.writeTextFile(join(root, "requirements.txt"), `${pins}notebook==7.6.5\n`);
    await setUp({ root });
    const [server, browser] = await Promise.all([startJupyter(root, "notebook"), launch()]);
    try {
      const context = await browser.newContext({ viewport });
      context.setDefaultTimeout(120_000);
      const notebook = await NotebookPage.openInNotebook(context, server, "template");
      await notebook.runAll();
      const shown = await notebook.shown();
      assertShown("template", await notebook.save(), shown);
      await notebook.picture(screenshot("notebook7-template"));
    } finally {
      await browser.close();
      await server.stop();
      await Deno.remove(root, { recursive: true });
    }
  },
});
