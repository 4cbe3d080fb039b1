/**
 * The report of the bundled dataset, twice, through the real kernel: the quickest of the notebooks here,
 * all of them in tests/long.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SIZES, THEMES } from "../../lib/charts/theme.ts";
import { faults } from "./schema.ts";
import { filesOf, runReport } from "./run-report.ts";

Deno.test("the same data and seed give the same bytes, and a summary that its schema allows", async (t) => {
  const folder = await Deno.makeTempDir();
  try {
    const [first, second] = [join(folder, "first"), join(folder, "second")];
    const asked = ["--only", "00,04", "--size", "journal", "--theme", "dark"];
    await runReport(...asked, "--out", first);
    await runReport(...asked, "--out", second);
    const names = filesOf(first);
    assert.deepEqual(filesOf(second), names);
    assert(names.includes("notebooks/04-funding-reset.ipynb"));
    for (const kind of [".svg", ".png", ".pdf", ".csv", ".xlsx", "index.html", "report.md"]) {
      assert(names.some((name) => name.endsWith(kind)), kind);
    }
    for (const name of names) {
      assert(
        readFileSync(join(first, name)).equals(readFileSync(join(second, name))),
        `${name} differs`,
      );
    }

    for (const name of names.filter((name) => name.endsWith(".svg"))) {
      const svg = readFileSync(join(first, name), "utf8");
      assert(svg.includes(`width="${SIZES.journal.width}"`), `${name} has another size`);
      assert(svg.includes(`fill="${THEMES.dark.background}"/>`), `${name} has another ground`);
    }

    const summary = JSON.parse(readFileSync(join(first, "summary.json"), "utf8"));
    assert.deepEqual(faults(summary), []);
    await t.step("the schema sees what is missing, new, of another kind or out of range", () => {
      const verdict = summary.verdicts[0], figure = summary.figures[0];
      const result = Object.keys(summary.results["04-funding-reset"])[0];
      const spoilt: [string, Record<string, unknown>][] = [
        ["", { ...summary, schema_version: 2 }],
        ["", { ...summary, extra: 1 }],
        ["/verdicts/0/verdict", { ...summary, verdicts: [{ ...verdict, verdict: "proven" }] }],
        ["/verdicts/0/p", { ...summary, verdicts: [{ ...verdict, p: 1.5 }] }],
        ["/verdicts/0", { ...summary, verdicts: [{ ...verdict, reason: undefined }] }],
        ["/figures/0/until", { ...summary, figures: [{ ...figure, until: "5 Dec 2025" }] }],
        ["/figures/0/files", { ...summary, figures: [{ ...figure, files: { svg: "a.svg" } }] }],
        ["/tables/0/rows", { ...summary, tables: [{ ...summary.tables[0], rows: -1 }] }],
        ["/parameters", { ...summary, parameters: { ...summary.parameters, sede: 1 } }],
        ["/results/04-funding-reset", {
          ...summary,
          results: { "04-funding-reset": { [result]: { analysis: "funding-reset" } } },
        }],
      ];
      for (const [path, spoiled] of spoilt) {
        const found = faults(JSON.parse(JSON.stringify(spoiled)));
        assert(found.some((fault) => fault.startsWith(path)), `${path}: ${found.join("; ")}`);
      }
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
