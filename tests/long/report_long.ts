/** The whole report on the bundled dataset, twice: every file of it must be the same. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SIZES, THEMES } from "../../lib/charts/theme.ts";
import { filesOf, runReport } from "../report/run-report.ts";
import { faults } from "../report/schema.ts";

Deno.test("the whole report gives the same bytes twice, and a valid summary", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const [first, second] = [join(folder, "first"), join(folder, "second")];
    const asked = ["--size", "slide", "--theme", "dark"];
    await runReport(...asked, "--out", first);
    await runReport(...asked, "--out", second);
    const names = filesOf(first);
    assert.deepEqual(filesOf(second), names);
    for (const name of names) {
      assert(readFileSync(join(first, name)).equals(readFileSync(join(second, name))), name);
    }
    for (const name of names.filter((name) => name.endsWith(".svg"))) {
      const svg = readFileSync(join(first, name), "utf8");
      assert(svg.includes(`width="${SIZES.slide.width}"`), `${name} has another size`);
      assert(svg.includes(`fill="${THEMES.dark.background}"/>`), `${name} has another ground`);
    }
    const summary = JSON.parse(readFileSync(join(first, "summary.json"), "utf8"));
    assert.deepEqual(faults(summary), []);
    assert.equal(
      new Set(summary.figures.map(({ notebook }: { notebook: string }) => notebook)).size,
      6,
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
