/** One notebook in the browser, handled as an analyst handles it: by menus, keys and looking. */
import { join } from "node:path";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { type Notebook, readNotebook } from "../../lib/jupyter/notebook.ts";
import type { JupyterServer } from "./jupyter-server.ts";
import { PATIENCE } from "./chromium.ts";
import { look, type ShownCell } from "./look.ts";

/** Opens JupyterLab in a tab of the browser. */
export async function openLabPage(context: BrowserContext, server: JupyterServer): Promise<Page> {
  const page = await context.newPage();
  await page.goto(server.url("lab"));
  await page.locator(".jp-DirListing-item").first().waitFor();
  return page;
}

export class NotebookPage {
  private constructor(
    readonly page: Page,
    readonly panel: Locator,
    readonly file: string,
  ) {}

  /** Opens a notebook by a double click in JupyterLab's list of files. */
  static async openInLab(page: Page, server: JupyterServer, name: string): Promise<NotebookPage> {
    await page.locator(".jp-DirListing-item", { hasText: `${name}.ipynb` }).dblclick();
    await page.locator(".lm-mod-current", { hasText: `${name}.ipynb` }).first().waitFor();
    return await NotebookPage.ready(page, server, name);
  }

  /** Opens a notebook in Notebook 7. */
  static async openInNotebook(
    context: BrowserContext,
    server: JupyterServer,
    name: string,
  ): Promise<NotebookPage> {
    const page = await context.newPage();
    await page.goto(server.url(`notebooks/${name}.ipynb`));
    return await NotebookPage.ready(page, server, name);
  }

  /** The notebook that can be seen, once its cells and its kernel are there. */
  private static async ready(page: Page, server: JupyterServer, name: string) {
    const file = join(server.root, "notebooks", `${name}.ipynb`);
    const seen = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)");
    const id = await seen.getAttribute("id");
    const { cells } = await readNotebook(file);
    await page.waitForFunction(([id, cells]) => {
      const panel = document.getElementById(`${id}`)!;
      return panel.querySelectorAll(".jp-Notebook .jp-Cell").length === cells &&
        panel.querySelector(".jp-Toolbar-kernelName, .jp-KernelName")?.textContent === "Deno" &&
        panel.querySelector('.jp-Notebook-ExecutionIndicator[data-status="idle"]') !== null;
    }, [id, cells.length] as const);
    return new NotebookPage(page, page.locator(`[id="${id}"]`), file);
  }

  /** Chooses an entry of the main menu, as `Run`, `Run All Cells`. */
  async choose(menu: string, entry: RegExp): Promise<void> {
    await this.page.locator(".lm-MenuBar-item", { hasText: new RegExp(`^${menu}$`) }).click();
    await this.page.locator(".lm-Menu-item:visible", { hasText: entry }).first().click();
  }

  /** Brings the notebook to the front, where other tabs of JupyterLab cover it. */
  async activate(): Promise<void> {
    const id = await this.panel.getAttribute("aria-labelledby");
    if (id) await this.page.locator(`[id="${id}"]`).click();
    await this.panel.waitFor({ state: "visible" });
  }

  /** Lets all cells run; resolves at once. What it returns waits for the last, or one that fails. */
  async startAll(): Promise<() => Promise<void>> {
    const before = Math.max(0, ...await this.prompts().then((prompts) => prompts.map(Number)));
    await this.choose("Run", /^Run All Cells$/);
    const id = await this.panel.getAttribute("id");
    return async () => {
      await this.page.waitForFunction(([id, before]) => {
        const panel = document.getElementById(`${id}`)!;
        const prompts = [...panel.querySelectorAll(".jp-CodeCell .jp-InputPrompt")]
          .map((prompt) => prompt.textContent!.replace(/[^\d*]/g, ""));
        const failed = panel.querySelector('[data-mime-type="application/vnd.jupyter.error"]');
        return !prompts.includes("*") &&
          (failed !== null || prompts.every((prompt) => Number(prompt) > Number(before)));
      }, [id, before] as const);
    };
  }

  /** Runs all cells. */
  async runAll(): Promise<void> {
    const ended = await this.startAll();
    await ended();
  }

  /** Starts one code cell, by its number from 0, and returns once the kernel is at work on it. */
  async start(cell: number): Promise<void> {
    await this.press(cell);
    await this.panel.locator('.jp-Notebook-ExecutionIndicator[data-status="busy"]').waitFor();
  }

  /** Runs one code cell, by its number from 0. */
  async run(cell: number): Promise<void> {
    const [before] = (await this.prompts()).slice(cell);
    await this.press(cell);
    await this.counted(cell, before);
  }

  /** Waits until a code cell has ended that has shown `before` in its brackets. */
  async counted(cell: number, before = ""): Promise<void> {
    const until = Date.now() + PATIENCE;
    for (let now = before; now === before || !/\d/.test(now); now = (await this.prompts())[cell]) {
      if (Date.now() > until) throw new Error(`code cell ${cell + 1} does not end`);
      await this.page.waitForTimeout(20);
    }
  }

  private async press(cell: number): Promise<void> {
    await this.panel.locator(".jp-CodeCell").nth(cell).locator(".cm-content").click();
    await this.page.keyboard.press("ControlOrMeta+Enter");
  }

  /** What stands in brackets before each code cell: a count, `*` while it runs, or nothing. */
  async prompts(): Promise<string[]> {
    const texts = await this.panel.locator(".jp-CodeCell .jp-InputPrompt").allTextContents();
    return texts.map((text) => text.replace(/[^\d*]/g, ""));
  }

  /** Saves by the menu and reads what was saved. */
  async save(): Promise<Notebook> {
    const saved = this.page.waitForResponse((response) =>
      response.request().method() === "PUT" && response.url().includes("/api/contents/")
    );
    await this.choose("File", /^Save Notebook/);
    await saved;
    return await readNotebook(this.file);
  }

  /** Replaces the text of a code cell, by its number among the code cells from 0. */
  async write(cell: number, source: string): Promise<void> {
    await this.panel.locator(".jp-CodeCell").nth(cell).locator(".cm-content").click();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.insertText(source);
  }

  /** Adds a code cell below another one, by its number among the code cells from 0. */
  async addBelow(cell: number, source: string): Promise<void> {
    await this.panel.locator(".jp-CodeCell").nth(cell).locator(".cm-content").click();
    await this.page.keyboard.press("Escape");
    await this.page.keyboard.press("b");
    await this.write(cell + 1, source);
  }

  /** What every code cell shows, each chart scrolled to first, as a reader does. */
  async shown(): Promise<ShownCell[]> {
    return await this.panel.locator(".jp-CodeCell").evaluateAll(
      (cells, source) => cells.map(new Function(`return ${source}`)()),
      look.toString(),
    ) as ShownCell[];
  }

  /** The whole notebook as one picture, however long. */
  async picture(path: string): Promise<void> {
    const first = this.panel.locator(".jp-Cell").first();
    const hidden = await first.evaluate((cell) => {
      let up = cell.parentElement;
      while (up && up.scrollHeight <= up.clientHeight) up = up.parentElement;
      return up ? up.scrollHeight - up.clientHeight : 0;
    });
    const { width, height } = this.page.viewportSize()!;
    await this.page.setViewportSize({ width, height: Math.min(height + hidden, 16_000) });
    await first.scrollIntoViewIfNeeded();
    await this.page.screenshot({ path });
    await this.page.setViewportSize({ width, height });
  }
}
