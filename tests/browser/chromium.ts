/** A real browser for tests; they skip by name where none is installed. */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright-core";

/** Where Chromium or Chrome lies, unless the variable CHROMIUM says it. */
const USUAL = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const executablePath = [Deno.env.get("CHROMIUM") ?? [], USUAL].flat().find((path) =>
  existsSync(path)
);

/** What a test that needs the browser adds to its definition. */
export const inBrowser = {
  ignore: executablePath === undefined,
  // The browser and Jupyter's server outlive the single test.
  sanitizeOps: false,
  sanitizeResources: false,
};

/** Milliseconds that a step in the browser may take: other tests run beside it. */
export const PATIENCE = 120_000;

/** Starts the browser, without a window. */
export function launch(): Promise<Browser> {
  // Chromium's own sandbox cannot be had by root, nor in most containers; only own pages are opened.
  const args = ["--no-sandbox", "--force-color-profile=srgb"];
  return chromium.launch({ executablePath, args, timeout: PATIENCE });
}

const PICTURES = Deno.env.get("SCREENSHOTS") ??
  fileURLToPath(new URL("../../reports/screenshots", import.meta.url));

/** Where a picture is kept for looking at: the folder SCREENSHOTS, or reports/screenshots. */
export function screenshot(name: string): string {
  mkdirSync(PICTURES, { recursive: true });
  return join(PICTURES, `${name}.png`);
}
