/** Rooms import one way. Above all the simulator knows nothing of the analyses it is to test. */
import assert from "node:assert/strict";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

const lib = fileURLToPath(new URL("../lib", import.meta.url));

/** Rooms of `lib/` that a room may import from, besides itself and the files of `lib/` itself. */
const ALLOWED: Record<string, readonly string[]> = {
  stats: [],
  tables: [],
  words: ["tables"],
  simulate: ["stats", "tables"],
  sources: ["tables"],
  series: ["stats", "tables"],
  analysis: ["series", "stats", "tables", "words"],
  claims: ["analysis", "series", "stats", "tables", "words"],
};

function* modules(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (isDirectory) yield* modules(`${folder}/${name}`);
    else if (name.endsWith(".ts")) yield `${folder}/${name}`;
  }
}

for (const [room, allowed] of Object.entries(ALLOWED)) {
  Deno.test(`lib/${room} imports from ${allowed.join(", ") || "no other room"} alone`, () => {
    let seen = 0;
    for (const path of modules(`${lib}/${room}`)) {
      for (const [, target] of Deno.readTextFileSync(path).matchAll(/ from "(\.[^"]+)";/g)) {
        const parts = fileURLToPath(new URL(target, `file://${path}`)).slice(lib.length + 1).split(
          "/",
        );
        seen++;
        const ok = parts.length === 1 || parts[0] === room || allowed.includes(parts[0]);
        assert(ok, `${path.slice(lib.length + 1)} imports ${target}`);
      }
    }
    assert(seen > 0);
  });
}

Deno.test("property tests draw from one seed: fast-check is taken from tests/property.ts", () => {
  const tests = fileURLToPath(new URL(".", import.meta.url));
  const direct = [...modules(tests)].filter((path) =>
    Deno.readTextFileSync(path).match(/^(?:im|ex)port .*"fast-check";/m)
  );
  assert.deepEqual(direct.map((path) => basename(path)), ["property.ts"]);
});
