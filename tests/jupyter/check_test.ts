import assert from "node:assert/strict";
import { join } from "node:path";
import { cellsAsModule, checkNotebooks } from "../../lib/jupyter/check.ts";
import { formatNotebook, type Notebook } from "../../lib/jupyter/notebook.ts";
import { notebookOf } from "./build.ts";

const ROOT = join(import.meta.dirname!, "..", "..");

async function findings(...notebooks: Notebook[]): Promise<string[]> {
  const folder = await Deno.makeTempDir({ dir: join(ROOT, "tests", "jupyter") });
  try {
    const paths = notebooks.map((_, i) => join(folder, `planted${i + 1}.ipynb`));
    for (const [i, path] of paths.entries()) {
      await Deno.writeTextFile(path, formatNotebook(notebooks[i]));
    }
    return await checkNotebooks(ROOT, paths);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("each line of the module knows its cell and line", () => {
  const notebook = notebookOf("const a = 1;\n\nimport {\n  b,\n} from './b.ts';\nb(a);", "a;");
  const { text, lines } = cellsAsModule(notebook, "/x/n.ipynb");
  const at = (code: string) => lines[text.split("\n").findIndex((line) => line.includes(code))];
  assert.deepEqual(at("  b,"), { cell: 1, line: 4 });
  assert.deepEqual(at("b(a)"), { cell: 1, line: 6 });
  assert.deepEqual(at("a;"), { cell: 2, line: 1 });
});

Deno.test("relative imports become absolute and stand first, each once", () => {
  const source = 'import { b } from "./b.ts";\nconst c = await import("../c.ts");\nc;';
  const { text } = cellsAsModule(notebookOf(source, source), "/x/y/n.ipynb");
  assert.ok(text.startsWith('import { b } from "file:///x/y/b.ts";\n{\n'), text);
  assert.equal(text.split("file:///x/y/b.ts").length, 2);
  assert.ok(text.includes('await import("file:///x/c.ts")'));
});

Deno.test("type errors name notebook, cell and line; names declared anew are none", async () => {
  const sound = notebookOf(
    'import { UserError } from "../../../lib/errors.ts";\nimport { max } from "d3-array";',
    'import { max } from "d3-array";\nconst rows = [1, 2];\n' +
      "function twice(x: number) { return 2 * x; }",
    'const rows = ["a"];\nclass Wrong extends UserError {}\nrows[0].length + twice(1);',
    "await Promise.resolve(max(rows)); new Wrong(rows[0]);",
  );
  const wrong = notebookOf(
    'import { UserError } from "../../../lib/errors.ts";',
    "const rows = [1, 2];\n\nconst wrong: string = rows[0];",
    "new UserError(3); wrong;",
  );
  const found = await findings(sound, wrong);
  assert.equal(found.length, 2, found.join("\n"));
  assert.match(found[0], /^TS2322 .*'number' is not assignable to type 'string'/);
  assert.match(found[0], /planted2\.ipynb, cell 2, line 3, column 7$/);
  assert.match(found[1], /planted2\.ipynb, cell 3, line 1, column 15$/);
});

Deno.test("a syntax error and a missing module name notebook, cell and line", async () => {
  const [syntax] = await findings(notebookOf("1;", "const x = ;"));
  assert.match(syntax, /planted1\.ipynb, cell 2, line 1, column \d+/);
  const [missing] = await findings(notebookOf("1;", '\nimport { a } from "./no-such.ts";\na;'));
  assert.match(missing, /no-such\.ts[\s\S]*planted1\.ipynb, cell 2, line 2/);
});
