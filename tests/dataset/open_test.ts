import assert from "node:assert/strict";
import { join, relative } from "node:path";
import { dataCheck } from "../../lib/dataset/data-check.ts";
import { ingest } from "../../lib/dataset/ingest.ts";
import { openDataset } from "../../lib/dataset/open.ts";
import { rebuildCommand } from "../../lib/dataset/rebuild.ts";
import { UserError } from "../../lib/errors.ts";
import { HOUR } from "../../lib/tables/time.ts";
import fc from "../property.ts";
import { inFolder, ingestLines, keyOf, treeOf } from "./fixture.ts";

const START = Date.UTC(2024, 11, 31, 20);
const HOURS = [0, 1, 2, 3, 5, 6, 8, 20];
const lines = HOURS.map((hour) => `BTC ${new Date(START + hour * HOUR).toISOString()} ${hour + 1}`);

const userError = (message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof UserError);
  assert.match(error.message, message);
  return true;
};

Deno.test("a window holds exactly the rows from its start up to, not including, its end", () =>
  inFolder(async (dir) => {
    await ingestLines(dir, { "a.lines": lines });
    const dataset = openDataset(join(dir, "data"));
    const all = await dataset.columns(keyOf("BTC"));
    assert.deepEqual([...all.time], HOURS.map((hour) => START + hour * HOUR));
    const edge = fc.integer({ min: -2, max: 44 }).map((half) => START + half * HOUR / 2);
    await fc.assert(fc.asyncProperty(edge, edge, async (from, to) => {
      const window = await dataset.columns(keyOf("BTC"), { from, to });
      const wanted = HOURS.filter((hour) =>
        START + hour * HOUR >= from && START + hour * HOUR < to
      );
      assert.deepEqual([...window.close], wanted.map((hour) => hour + 1));
    }));
    const table = await dataset.load(keyOf("BTC"), { from: START + HOUR });
    assert.equal(table.numRows, HOURS.length - 1);
    assert.equal(table.batches.length, 1);
    assert.equal(table.getChild("volume")!.get(0), null, "unknown is null in Arrow");
  }));

Deno.test("series are listed by any parts of their key, one value or several", () =>
  inFolder(async (dir) => {
    await ingestLines(dir, {
      "a.lines": [...lines, ...["ETH", "SOL"].map((s) => `${s} 2025-01-01 1`)],
    });
    const dataset = openDataset(join(dir, "data"));
    const symbols = (query: Parameters<typeof dataset.series>[0]) =>
      dataset.series(query).map(({ key }) => key.symbol);
    assert.deepEqual(symbols({}), ["BTC", "ETH", "SOL"]);
    assert.deepEqual(symbols({ symbol: ["SOL", "BTC"], table: "candles" }), ["BTC", "SOL"]);
    assert.deepEqual(symbols({ table: "funding" }), []);
    assert.deepEqual(symbols({ asset: "ETH", venue: undefined }), ["ETH"]);
    assert.deepEqual(dataset.series({ symbol: "BTC" }), [{
      key: keyOf("BTC"),
      id: "candles/test/linear/BTC/trade/1h/reported",
      rows: HOURS.length,
      from: START,
      to: START + 20 * HOUR,
    }]);
  }));

Deno.test("only the partitions that a window needs are read, and each is checked", () =>
  inFolder(async (dir) => {
    await ingestLines(dir, { "a.lines": lines });
    const [newest] = Object.keys(treeOf(join(dir, "data"))).filter((path) =>
      path.includes("2025.")
    );
    const path = join(dir, "data", newest);
    const bytes = Deno.readFileSync(path);
    bytes[bytes.length >> 1] ^= 1;
    Deno.writeFileSync(path, bytes);
    const dataset = openDataset(join(dir, "data"));
    const old = await dataset.columns(keyOf("BTC"), { to: Date.UTC(2025, 0) });
    assert.deepEqual([...old.close], [1, 2, 3, 4]);
    const message =
      /2025\.[0-9a-f]{16}\.arrow is not what was written; .* ingest RAW\/a\.lines --out /;
    await assert.rejects(dataset.columns(keyOf("BTC")), userError(message));
    Deno.truncateSync(path, 100);
    await assert.rejects(dataset.columns(keyOf("BTC")), userError(/has 100 bytes instead of \d+/));
    Deno.removeSync(path);
    await assert.rejects(dataset.columns(keyOf("BTC")), userError(/is missing/));
  }));

Deno.test("a damaged partition is rebuilt by ingesting its raw files again", () =>
  inFolder(async (dir) => {
    const files = { "a.lines": lines, "b.lines": ["BTC 2025-01-01T00:00Z 7", "BTC 2026-01-01 1"] };
    await ingestLines(dir, files);
    const whole = treeOf(join(dir, "data"));
    for (const path of Object.keys(whole).filter((path) => path.includes("2025."))) {
      Deno.writeTextFileSync(join(dir, "data", path), "rust");
    }
    await assert.rejects(
      ingestLines(dir, { "a.lines": lines }),
      userError(/giving all of its raw files: deno task ingest RAW\/a\.lines RAW\/b\.lines --out/),
    );
    await assert.rejects(
      ingestLines(dir, { "c.lines": ["BTC 2025-01-02T00:00Z 7"] }),
      userError(/nothing was changed/),
    );
    const report = await ingestLines(dir, files);
    assert.equal(report.added.length, 2);
    assert.deepEqual(treeOf(join(dir, "data")), whole);
  }));

Deno.test("what is no dataset is refused in words", () =>
  inFolder(async (dir) => {
    assert.throws(
      () => openDataset(join(dir, "none")),
      userError(/no dataset there; make one with/),
    );
    await ingestLines(dir, { "a.lines": lines });
    const path = join(dir, "data", "manifest.json");
    const good = JSON.parse(Deno.readTextFileSync(path));
    const refused = (change: (manifest: typeof good) => unknown, message: RegExp) => {
      const manifest = structuredClone(good);
      Deno.writeTextFileSync(path, JSON.stringify(change(manifest) ?? manifest));
      assert.throws(() => openDataset(join(dir, "data")), userError(message));
    };
    refused((m) => void (m.format_version = 99), /format version 99, newer than 1/);
    refused((m) => void (m.format = "zarr"), /of another format/);
    refused(() => "text", /of another format/);
    refused((m) => void (m.series[0].partitions[0].file = "../../../etc/passwd"), /it names/);
    refused((m) => void (m.series[0].id = "../x"), /has another key/);
    Deno.writeTextFileSync(path, "{");
    assert.throws(() => openDataset(join(dir, "data")), userError(/it is no JSON/));
  }));

Deno.test("the command that is named rebuilds, without the options of the first time", () =>
  inFolder(async (dir) => {
    const [raw, data] = [join(dir, "raw files"), join(dir, "data")];
    Deno.mkdirSync(raw);
    const rates = "calc_time,funding_interval_hours,last_funding_rate\n1760000000000,8,0.0001\n";
    Deno.writeTextFileSync(join(raw, "my rates.csv"), rates + "1760028800000,8,x\n");
    const files = [join(raw, "my rates.csv")];
    await ingest({ files, out: data, options: { symbol: "BTCUSDT" } });
    const whole = treeOf(data);
    for (const path of Object.keys(whole).filter((path) => path !== "manifest.json")) {
      Deno.writeTextFileSync(join(data, path), "rust");
      // As a notebook names it: the command must work from any folder.
      const dataset = openDataset(relative(Deno.cwd(), data));
      const named = await dataCheck(dataset).then(() => "", (error) => error.message as string);
      assert.match(named, /is not what was|has 4 bytes/);
      const [, pasted] = /rebuild it by: (deno task ingest 'RAW\/my rates\.csv' --out \S+)/
        .exec(named)!;
      assert.equal(pasted.split(" ").at(-1), data);
      await ingest({ files, out: data });
      assert.deepEqual(treeOf(data), whole);
    }
  }));

Deno.test("what was read by a mapping wants it again, and a simulated market its preset", () => {
  const mapped = { name: "a.csv", source: "my-desk", options: { source: "my-desk", mapping: "1" } };
  assert.equal(
    rebuildCommand([mapped], "d"),
    "deno task ingest RAW/a.csv --out d --mapping my-desk.json (RAW: the folder of the raw files)",
  );
  const made = { name: "t", source: "simulate", options: { preset: "december-2025", seed: "6" } };
  assert.equal(rebuildCommand([made], "d"), "deno task simulate december-2025 --seed 6 --out d");
});
