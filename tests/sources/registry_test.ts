import assert from "node:assert/strict";
import { sourceOfMapping } from "../../lib/sources/mapped-source.ts";
import { recogniseSource, sourceNamed, SOURCES } from "../../lib/sources/registry.ts";
import { encode, rawFile, readAll } from "./raw.ts";

const text = (path: string) => Deno.readTextFileSync(new URL(`../../${path}`, import.meta.url));
const namesIn = (words: string) => [...words.matchAll(/`([a-z0-9-]+)`/g)].map(([, name]) => name);

Deno.test("the documentation lists every format, and as unverified those that are", () => {
  const formats = text("docs/formats.md");
  const listed = [...formats.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell]) => namesIn(cell));
  assert.deepEqual(
    listed.filter((name) => name !== "--source").sort(),
    SOURCES.map(({ name }) => name).sort(),
  );
  assert.equal(Number(/It reads (\d+) formats/.exec(text("README.md"))![1]), SOURCES.length);
  const unverified = SOURCES.filter(({ verified }) => !verified).map(({ name }) => name).sort();
  for (const words of [formats, text("README.md")]) {
    const [, paragraph] = /Unverified,([\s\S]*?)\./.exec(words)!;
    assert.deepEqual(namesIn(paragraph).sort(), unverified);
  }
});

Deno.test("the mapping of the documentation works as it stands", async () => {
  const [, json] = /```json\n([\s\S]*?)```/.exec(text("docs/formats.md"))!;
  const file = rawFile("my-rates.csv", "settled_at,coin,rate_pct\n1760000000,BTC,0.01\n");
  const { rows, rejects } = await readAll(sourceOfMapping(json, "my-desk.json"), file);
  assert.deepEqual(rejects, []);
  assert.deepEqual(rows, [{
    series: "funding/bybit/linear/BTCUSDT/trade/settlement/reported",
    line: 2,
    time: 1.76e12,
    rate: 1e-4,
  }]);
});

Deno.test("every format has a name of its own; an unknown one is answered with the nearest", () => {
  assert.equal(new Set(SOURCES.map(({ name }) => name)).size, SOURCES.length);
  assert.throws(() => sourceNamed("freqtrad"), /no source "freqtrad"; did you mean "?freqtrade/);
  assert.throws(() => recogniseSource("x.csv", encode("a,b\n1,2\n")), /x\.csv: no known format/);
});
