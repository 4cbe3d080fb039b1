import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { checkNotebooks } from "../../lib/jupyter/check.ts";
import { setUp } from "../../lib/jupyter/setup.ts";
import { declaredParameters, outputsCommitted, readNotebook } from "../../lib/jupyter/notebook.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FOLDER = `${ROOT}notebooks/`;
const PATHS = readdirSync(FOLDER).filter((name) => name.endsWith(".ipynb")).sort()
  .map((name) => FOLDER + name);

Deno.test("notebooks are committed without outputs", async () => {
  for (const path of PATHS) {
    assert.deepEqual(outputsCommitted(await readNotebook(path)), [], path);
  }
});

Deno.test("every notebook says what it reads, in a cell that a report can override", async () => {
  for (const path of PATHS) {
    assert(declaredParameters(await readNotebook(path)).includes("data"), path);
  }
});

// A report with --size and --theme draws two notebooks in every run, and all of them in tests/long.
Deno.test("every chart of every notebook is drawn in the size and theme of its parameters", async () => {
  for (const path of PATHS) {
    const notebook = await readNotebook(path);
    const declared = declaredParameters(notebook);
    assert(declared.includes("size") && declared.includes("theme"), path);
    const code = notebook.cells.filter(({ cell_type }) => cell_type === "code")
      .map(({ source }) => source).join("\n");
    assert(code.includes("const look = parseLook(size, theme);"), path);
    const cited = [...code.matchAll(/\b(?:cite|wholeDataset)(?=\()/g)]
      .map(({ index, 0: name }) => name + bracketed(code.slice(index + name.length)));
    assert(cited.length > 0, path);
    for (const call of cited) assert.match(call, /\blook,?\s*\)$/, `${path}: ${call}`);
  }
});

/** Text from its first bracket to the one that closes it. */
function bracketed(text: string): string {
  let depth = 0;
  const end = [...text].findIndex((sign) => {
    depth += sign === "(" ? 1 : sign === ")" ? -1 : 0;
    return depth === 0;
  });
  return text.slice(0, end + 1);
}

Deno.test("notebooks open anywhere: valid nbformat, standard metadata, no absolute path", async () => {
  const { python } = await setUp({ root: ROOT });
  // Without the grammar of all IRIs that jsonschema would compile: it takes seconds.
  const code = "import sys; sys.modules['rfc3987_syntax'] = None; import nbformat\n" +
    "for path in sys.argv[1:]: nbformat.validate(nbformat.read(path, as_version=4))";
  const { success, stderr } = await new Deno.Command(python, { args: ["-I", "-c", code, ...PATHS] })
    .output();
  assert(success, new TextDecoder().decode(stderr));
  for (const path of PATHS) {
    const { metadata, cells } = await readNotebook(path);
    // What VS Code and Notebook 7 choose the kernel and the highlighting by.
    assert.deepEqual(
      metadata.kernelspec,
      { display_name: "Deno", language: "typescript", name: "deno" },
      path,
    );
    assert.equal((metadata.language_info as { name: string }).name, "typescript", path);
    for (const { source } of cells) assert.doesNotMatch(source, /["'`](?:\/|file:|[A-Z]:\\)/, path);
  }
});

// `deno fmt --check` calls every notebook badly formatted that its cache does not know; what it
// writes to standard output is right.
Deno.test("notebooks are formatted as deno fmt formats them", async () => {
  for (const path of PATHS) {
    const formatter = new Deno.Command(Deno.execPath(), {
      args: ["fmt", "--ext", "ipynb", "-"],
      cwd: ROOT,
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    const text = await Deno.readTextFile(path);
    const writer = formatter.stdin.getWriter();
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
    const { stdout } = await formatter.output();
    assert.equal(new TextDecoder().decode(stdout).trimEnd(), text.trimEnd(), path);
  }
});

Deno.test("the cells of every notebook pass the type check", async () => {
  assert.deepEqual(await checkNotebooks(ROOT, PATHS), []);
});
