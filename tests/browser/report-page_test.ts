/** The report's page in a real browser: valid, accessible, and readable wherever it is opened. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type axe from "axe-core";
import { HtmlValidate } from "html-validate";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { task } from "../task.ts";
import { inBrowser, launch, PATIENCE, screenshot } from "./chromium.ts";

let browser: Browser, out: string;

Deno.test.beforeAll(async () => {
  out = await Deno.makeTempDir({ prefix: "aftershock-page-" });
  await task("report", "--only", "05", "--out", join(out, "report"));
  if (!inBrowser.ignore) browser = await launch();
});

Deno.test.afterAll(async () => {
  await browser?.close();
  await Deno.remove(out, { recursive: true });
});

const read = (name: string) => Deno.readTextFile(join(out, "report", name));

async function open(options: BrowserContextOptions, act: (page: Page) => Promise<void>) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE);
  try {
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(out, "report", "index.html")).href);
    await act(page);
  } finally {
    await context.close();
  }
}

const PHONE = { width: 360, height: 740 }, DESKTOP = { width: 1280, height: 800 };

Deno.test("the page is valid HTML", async () => {
  const validator = new HtmlValidate({ extends: ["html-validate:standard"] });
  const broken = await validator.validateString("<!doctype html><html><p><div></div></p></html>");
  assert(!broken.valid);
  const { results } = await validator.validateString(await read("index.html"));
  assert.deepEqual(results.flatMap(({ messages }) => messages), []);
});

Deno.test("images of report.md stand beside it", async () => {
  const images = [...(await read("report.md")).matchAll(/!\[.*?\]\(([^)]+)\)/g)];
  assert(images.length > 3);
  for (const [, path] of images) {
    assert(!/^(\/|[a-z]+:)/.test(path) && existsSync(join(out, "report", path)), path);
  }
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const [name, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
    Deno.test({
      ...inBrowser,
      name: `browser: axe finds nothing on the page (WCAG 2.2 AA), ${colorScheme}, ${name}`,
      fn: () =>
        open({ colorScheme, viewport }, async (page) => {
          await page.evaluate(
            await Deno.readTextFile(
              new URL(import.meta.resolve("axe-core/axe.min.js")),
            ),
          );
          const { violations, passes } = await page.evaluate(() =>
            (globalThis as unknown as { axe: typeof axe }).axe.run({
              runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
            })
          );
          assert(passes.length > 20);
          assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
          await page.screenshot({ path: screenshot(`report-${name}-${colorScheme}`) });
        }),
    });
  }
}

Deno.test({
  ...inBrowser,
  name: "browser: a phone shows the whole page without scrolling sideways, scripts off",
  fn: () =>
    open({ viewport: PHONE, javaScriptEnabled: false }, async (page) => {
      const right = async (selector: string) => {
        const boxes = await Promise.all(
          (await page.locator(selector).all()).map((element) => element.boundingBox()),
        );
        return Math.max(...boxes.map((box) => box ? box.x + box.width : 0));
      };
      assert(await right("body") <= PHONE.width);
      assert(await right(".claims td, .claims th[scope=row], figcaption, h2, dd") <= PHONE.width);
      const table = page.locator("details table").first();
      assert(!await table.isVisible());
      await page.locator("summary").first().click();
      assert(await table.isVisible());
      assert(await right("details > div") <= PHONE.width);
      await page.screenshot({ path: screenshot("report-phone-whole"), fullPage: true });
    }),
});

Deno.test({
  ...inBrowser,
  name: "browser: on paper verdicts stay readable and charts keep to the page",
  fn: () =>
    open({ viewport: { width: 700, height: 1000 }, colorScheme: "dark" }, async (page) => {
      await page.emulateMedia({ media: "print" });
      // Printers leave backgrounds out: a verdict must be dark by itself.
      const inks = await page.locator(".verdict, body").evaluateAll((elements) =>
        elements.map((element) => getComputedStyle(element).color)
      );
      assert.deepEqual([...new Set(inks)], ["rgb(26, 26, 26)"]);
      for (const svg of await page.locator(".picture svg").all()) {
        const { x, width } = (await svg.boundingBox())!;
        assert(x >= 0 && x + width <= 700);
      }
      await page.screenshot({ path: screenshot("report-print"), fullPage: true });
      const pdf = await page.pdf({ format: "A4" });
      assert(pdf.length > 50_000);
    }),
});
