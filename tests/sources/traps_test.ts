import assert from "node:assert/strict";

const tests = new URL("../", import.meta.url);

Deno.test("the test that is named for each trap of the formats exists", () => {
  const sources = ["sources", "dataset", "tables", "inputs"].flatMap((room) =>
    [...Deno.readDirSync(new URL(`${room}/`, tests))]
      .filter(({ name }) => name.endsWith("_test.ts"))
      .map(({ name }) => Deno.readTextFileSync(new URL(`${room}/${name}`, tests)))
  ).join("\n");
  const list = Deno.readTextFileSync(new URL("sources/TRAPS.md", tests));
  const named = [...list.matchAll(/\| `([^|]+)` \|$/gm)].map(([, name]) => name);
  assert.ok(named.length > 40);
  for (const name of named) assert.ok(sources.includes(`"${name}"`), name);
});
