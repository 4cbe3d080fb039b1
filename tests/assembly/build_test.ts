import assert from "node:assert/strict";
import { compile, MODULES } from "../../assembly/build.ts";

for (const [name, path] of Object.entries(MODULES)) {
  Deno.test(`${name}: the module that is used is what its source compiles to`, async () => {
    const module = await compile(name as keyof typeof MODULES);
    assert.deepEqual(module, await Deno.readFile(path), "run deno task wasm");
  });
}
