import assert from "node:assert/strict";
import { join } from "node:path";
import { openLab } from "../../lib/jupyter/lab.ts";
import { setUp } from "../../lib/jupyter/setup.ts";

const ROOT = join(import.meta.dirname!, "..", "..");

Deno.test("JupyterLab gets the notebooks, one kernel, and a home of its own", () => {
  const { command, args, env } = openLab({ root: "/project", port: 9999, browser: false });
  assert.equal(command, "/project/.venv/bin/python");
  assert.ok(args.includes("/project/notebooks"));
  assert.ok(args.includes("--ServerApp.port=9999") && args.includes("--no-browser"));
  for (const [name, value] of Object.entries(env)) {
    if (/_(DIR|PATH)$|DIR$/.test(name) && value !== "1") {
      assert.match(value, /^\/project\/\.venv\//);
    }
  }
});

Deno.test("the environment knows the project's kernel, wherever the user has others", async () => {
  const { python } = await setUp({ root: ROOT, onProgress: (line) => console.error(line) });
  const { env } = openLab({ root: ROOT });
  const code = "import json; from jupyter_client.kernelspec import KernelSpecManager as K; " +
    "print(json.dumps(K(ensure_native_kernel=False, allowed_kernelspecs={'deno'}).get_all_specs()))";
  const { stdout } = await new Deno.Command(python, { args: ["-I", "-c", code], env }).output();
  const specs = JSON.parse(new TextDecoder().decode(stdout));
  assert.deepEqual(Object.keys(specs), ["deno"]);
  assert.equal(specs.deno.resource_dir, join(ROOT, ".venv/share/jupyter/kernels/deno"));
});
