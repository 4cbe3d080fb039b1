/** Every format is told by its content and name, is read, and is not read as another. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { ingest } from "../../lib/dataset/ingest.ts";
import { recogniseSource, sourceNamed, SOURCES } from "../../lib/sources/registry.ts";
import { inFolder } from "../dataset/fixture.ts";
import { SAMPLES } from "./samples.ts";

/** Ingests samples together as the format of a name, or as they are recognised. */
function ingested(samples: readonly { name: string; bytes: Uint8Array }[], source?: string) {
  return inFolder(async (dir) => {
    const files = samples.map(({ name, bytes }, i) => {
      // Some have one name.
      Deno.mkdirSync(join(dir, String(i)));
      const path = join(dir, String(i), name);
      Deno.writeFileSync(path, bytes);
      return path;
    });
    return await ingest({
      files,
      out: join(dir, "data"),
      source: source === undefined ? undefined : sourceNamed(source),
      options: source === undefined ? {} : { symbol: "BTCUSDT", venue: "binance" },
    });
  });
}

Deno.test("there is a sample of every format, and it alone knows it", () => {
  assert.deepEqual(
    SAMPLES.map(({ source }) => source).sort(),
    SOURCES.map(({ name }) => name).sort(),
  );
  for (const { source, name, bytes } of SAMPLES) {
    assert.equal(recogniseSource(name, bytes).name, source);
    const others = SOURCES.filter((other) => other.recognises(name, bytes));
    assert.deepEqual(others.map(({ name }) => name), [source], name);
  }
});

Deno.test("a sample of every format goes in whole; unverified readers say so", async () => {
  const { added, failed } = await ingested(SAMPLES);
  assert.deepEqual(failed, []);
  assert.deepEqual(
    added.map(({ source }) => source).sort(),
    SAMPLES.map(({ source }) => source).sort(),
  );
  for (const { source, rows, accepted, duplicates, differences, warnings } of added) {
    assert.ok(rows > 0, source);
    assert.equal(accepted + duplicates + differences, rows, source);
    const said = warnings.some((warning) => warning.startsWith("unverified: "));
    assert.equal(said, !sourceNamed(source).verified, source);
  }
});

/** Formats of one header, told apart by the name alone: naming the other one is the user's word. */
const ALIKE: [string, string][] = [
  ["tardis-liquidations", "tardis-trades"],
  ["hyperliquid-study-oi-parquet", "hyperliquid-study-oi-contracts-parquet"],
  ["marketlab-mark", "marketlab-bars"],
  ["marketlab-mark", "binance-bars"],
  ["marketlab-bars", "binance-bars"],
  ["recorded-liquidations", "bybit-liquidations"],
  ["recorded-liquidations", "okx-liquidations"],
  ["recorded-liquidations", "bitmex-liquidations"],
  ["binance-oi-daily", "binance-oi-merged"],
  ["binance-oi-history", "binance-settlements"],
];
const alike = (a: string, b: string) => ALIKE.some((pair) => pair.includes(a) && pair.includes(b));

Deno.test("a wrong --source is refused in a line that names the file, and leaves no row", async () => {
  for (const { name } of SOURCES) {
    const wrong = SAMPLES.filter(({ source }) => source !== name && !alike(source, name));
    const { added, failed } = await ingested(wrong, name);
    assert.deepEqual(added.map(({ name }) => name), [], `read as ${name}`);
    assert.equal(failed.length, wrong.length);
    for (const [i, { message }] of failed.entries()) {
      assert.ok(message.includes(wrong[i].name), message);
      assert.doesNotMatch(message, /\n/);
    }
  }
});

Deno.test("--source overrules the name of a file", async () => {
  const { bytes } = SAMPLES.find(({ source }) => source === "tardis-liquidations")!;
  const file = { name: "XBTUSD.csv", bytes };
  assert.match((await ingested([file])).failed[0].message, /^XBTUSD\.csv: no known format/);
  assert.equal((await ingested([file], "tardis-liquidations")).added[0].accepted, 1);
});
