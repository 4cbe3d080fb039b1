import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { checkNotebooks } from "../../lib/jupyter/check.ts";
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

Deno.test("notebooks open anywhere: standard metadata, no absolute path", async () => {
  for (const path of PATHS) {
    const { metadata, cells } = await readNotebook(path);
    assert.deepEqual((metadata.kernelspec as { name: string }).name, "deno", path);
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
