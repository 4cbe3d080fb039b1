/** What a command line asks for in vain is refused in one line, before any work, and changes nothing. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inFolder } from "../dataset/fixture.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A notebook that was run, with a table to export. */
const NOTEBOOK = {
  cells: [{
    cell_type: "code",
    id: "a",
    metadata: {},
    source: "",
    execution_count: 1,
    outputs: [{
      output_type: "display_data",
      metadata: {},
      data: {
        "application/vnd.aftershock.table+json": {
          name: "rows",
          caption: null,
          columns: [{ field: "x", label: "x", unit: "", format: "integer" }],
          data: { x: [1] },
          row_count: 1,
        },
      },
    }],
  }],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
};

Deno.test("a folder for a file, a file for a folder and unknown symbols are refused in a line", () =>
  inFolder(async (dir) => {
    const file = join(dir, "eine Datei"), notebook = join(dir, "notebook.ipynb");
    Deno.writeTextFileSync(file, "");
    Deno.writeTextFileSync(notebook, JSON.stringify(NOTEBOOK));
    const out = join(dir, "out");
    const cases: [command: string, args: string[], message: RegExp][] = [
      ["export", [dir, "--out", out], /: is a directory; name a file$/],
      ["export", [notebook, "--out", file], /eine Datei\/figures: not a directory; name a folder/],
      ["report", ["--symbols", "BTCUSTD", "--out", out], /BTCUSTD; did you mean "BTCUSDT"\?/],
      [
        "report",
        ["--only", "02,9", "--out", out],
        /^error: --only: no notebook "9"; there are 00-/,
      ],
      ["report", ["--only", "02", "--out", join(file, "x")], /eine Datei\/x/],
      [
        "analyze",
        ["outlook", "--from", "1990-01-01", "--to", "1990-02-01"],
        /holds 2024-11-01 to 2026-01-31, and nothing of 1990-01-01 to 1990-01-31; choose other/,
      ],
      [
        "analyze",
        ["resistance-rejections", "--zone", "1:2", "--interval", "1s"],
        /none that join to 1 seconds; ask for a longer --interval/,
      ],
      ["simulate", ["calm", "--out", file], /it is a file; --out wants a folder/],
    ];
    await Promise.all(cases.map(async ([command, args, message]) => {
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--quiet", `lib/cli/${command}.ts`, ...args],
        cwd: ROOT,
      }).output();
      const [told, written] = [stderr, stdout].map((bytes) => new TextDecoder().decode(bytes));
      assert.deepEqual([code, written], [1, ""], told);
      assert.match(told.trimEnd(), message);
      assert.match(told, /^error: [^\n]+\n$/);
    }));
    const names = [...Deno.readDirSync(dir)].map(({ name }) => name);
    assert.deepEqual(names.sort(), ["eine Datei", "notebook.ipynb"]);
  }));
