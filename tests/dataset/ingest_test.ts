import assert from "node:assert/strict";
import { join } from "node:path";
import { ingest } from "../../lib/dataset/ingest.ts";
import { openDataset } from "../../lib/dataset/open.ts";
import { rawPaths } from "../../lib/dataset/raw-paths.ts";
import { Store } from "../../lib/dataset/store.ts";
import { UserError } from "../../lib/errors.ts";
import fc from "../property.ts";
import { writeFeather } from "./feather.ts";
import { inFolder, ingestLines, keyOf, LINES, treeOf } from "./fixture.ts";

const closes = async (dir: string, symbol = "BTC") => [
  ...(await openDataset(join(dir, "data")).columns(keyOf(symbol))).close,
];
const fileNamed = (report: Awaited<ReturnType<typeof ingestLines>>, name: string) => {
  const { rows, accepted, duplicates, differences, rejected } = report.manifest.files
    .find((file) => file.name === name)!;
  return { rows, accepted, duplicates, differences, rejected };
};

Deno.test("rows come out sorted, whatever order and file they came in", () =>
  inFolder(async (dir) => {
    await ingestLines(dir, {
      "b.lines": ["BTC 2025-03-01T02:00Z 3", "ETH 2025-03-01T00:00Z 9", "BTC 2024-12-31T23:00Z 1"],
      "a.lines": ["BTC 2025-03-01T00:00Z 2", "BTC 2026-01-01T00:00Z 4"],
    });
    assert.deepEqual(await closes(dir), [1, 2, 3, 4]);
    assert.deepEqual(await closes(dir, "ETH"), [9]);
    const { partitions } = openDataset(join(dir, "data")).manifest.series[0];
    assert.deepEqual(partitions.map(({ file }) => file.slice(0, 4)), ["2024", "2025", "2026"]);
  }));

Deno.test("the same file twice changes no byte, under another name its rows are duplicates", () =>
  inFolder(async (dir) => {
    const lines = ["BTC 2025-03-01T00:00Z 1", "BTC 2025-03-01T01:00Z 2"];
    await ingestLines(dir, { "a.lines": lines });
    const before = treeOf(join(dir, "data"));
    const again = await ingestLines(dir, { "a.lines": lines });
    assert.deepEqual([again.known, again.added], [["a.lines"], []]);
    assert.deepEqual(treeOf(join(dir, "data")), before);
    const copy = await ingestLines(dir, { "b.lines": lines });
    assert.deepEqual(fileNamed(copy, "b.lines"), {
      rows: 2,
      accepted: 0,
      duplicates: 2,
      differences: 0,
      rejected: 0,
    });
    assert.deepEqual(await closes(dir), [1, 2]);
  }));

Deno.test("of two files that disagree the one that reaches further is kept, the other counted", () =>
  inFolder(async (dir) => {
    await ingestLines(dir, {
      "long.lines": ["BTC 2025-03-01T00:00Z 1", "BTC 2025-03-01T01:00Z 2"],
      "a-short.lines": ["BTC 2025-03-01T00:00Z 7"],
    });
    assert.deepEqual(await closes(dir), [1, 2]);
    const later = await ingestLines(dir, {
      "longer.lines": ["BTC 2025-03-01T00:00Z 7", "BTC 2025-03-01T02:00Z 3"],
    });
    assert.deepEqual(await closes(dir), [7, 2, 3]);
    assert.deepEqual(fileNamed(later, "long.lines"), {
      rows: 2,
      accepted: 1,
      duplicates: 0,
      differences: 1,
      rejected: 0,
    });
    assert.deepEqual(fileNamed(later, "a-short.lines").duplicates, 1);
  }));

Deno.test("a row that knows more is kept, and one that agrees with it is a duplicate", () =>
  inFolder(async (dir) => {
    const report = await ingestLines(dir, {
      "poor.lines": ["BTC 2025-03-01T00:00Z 1", "BTC 2025-03-01T01:00Z 1"],
      "rich.lines": ["BTC 2025-03-01T00:00Z 1.0000000000001 55"],
    });
    const columns = await openDataset(join(dir, "data")).columns(keyOf("BTC"));
    assert.deepEqual([...columns.quote_volume], [55, NaN]);
    assert.equal(fileNamed(report, "poor.lines").duplicates, 1);
    assert.equal(fileNamed(report, "poor.lines").differences, 0);
  }));

Deno.test("a file that contradicts itself keeps its first row and rejects the other", () =>
  inFolder(async (dir) => {
    const report = await ingestLines(dir, {
      "a.lines": [
        "BTC 2025-03-01T00:00Z 1",
        "BTC 2025-03-01T00:00Z 2",
        "BTC 2025-03-01T00:00Z 1 5",
      ],
    });
    assert.deepEqual(await closes(dir), [1]);
    assert.deepEqual(fileNamed(report, "a.lines"), {
      rows: 3,
      accepted: 1,
      duplicates: 1,
      differences: 0,
      rejected: 1,
    });
    const dataset = openDataset(join(dir, "data"));
    const [reject] = await Array.fromAsync(dataset.rejects(dataset.manifest.files[0]));
    assert.equal(reject.line, 2);
    assert.match(
      reject.reason,
      /^contradicts line 1 of the same file, which is kept, in open, high/,
    );
  }));

Deno.test("rejected rows are listed with file, line and reason", () =>
  inFolder(async (dir) => {
    const report = await ingestLines(dir, {
      "a.lines": [
        "BTC 2025-03-01T00:00Z 1",
        "reject no comma",
        "BTC 2025-03-01T01:00Z -2",
        "warn percent?",
      ],
    });
    const dataset = openDataset(join(dir, "data"));
    const [file] = dataset.manifest.files;
    assert.deepEqual(await Array.fromAsync(dataset.rejects(file)), [
      { file: "a.lines", line: 2, reason: "no comma", text: "reject no comma" },
      {
        file: "a.lines",
        line: 3,
        reason: "open -2 is negative",
        text: `time=${Date.UTC(2025, 2, 1, 1)} open=-2 high=-2 low=-2 close=-2`,
        series: "candles/test/linear/BTC/trade/1h/reported",
      },
    ]);
    assert.deepEqual(file.warnings, ["percent?"]);
    assert.equal(fileNamed(report, "a.lines").rejected, 2);
  }));

Deno.test("a reader that never saw a genuine file says that it is unverified", () =>
  inFolder(async (dir) => {
    Deno.writeTextFileSync(join(dir, "a.lines"), "BTC 2025-03-01T00:00Z 1");
    const source = { ...LINES, verified: false };
    const { manifest } = await ingest({
      files: [join(dir, "a.lines")],
      out: join(dir, "data"),
      source,
    });
    assert.match(manifest.files[0].warnings[0], /^unverified: no genuine lines file was at hand/);
  }));

Deno.test("a file that fails midway leaves no row and no trace, and the others go in", () =>
  inFolder(async (dir) => {
    const report = await ingestLines(dir, {
      "broken.lines": ["BTC 2025-03-01T00:00Z 9", "ETH 2025-03-01T00:00Z 9", "fail cut off"],
      "whole.lines": ["BTC 2025-03-01T00:00Z 1"],
    });
    assert.deepEqual(report.failed, [{ name: "broken.lines", message: "broken.lines: cut off" }]);
    assert.deepEqual(await closes(dir), [1]);
    assert.deepEqual(report.manifest.files.map(({ name }) => name), ["whole.lines"]);
    assert.equal(report.manifest.series.length, 1);
  }));

Deno.test("a missing file, a folder and an empty file each fail by name", () =>
  inFolder(async (dir) => {
    Deno.writeTextFileSync(join(dir, "empty.csv"), "");
    const files = ["none.csv", "", "empty.csv"].map((name) => join(dir, name));
    const { failed } = await ingest({ files, out: join(dir, "data") });
    assert.match(failed[0].message, /none\.csv: no such file/);
    assert.match(failed[1].message, /it is a folder, no file/);
    assert.match(failed[2].message, /empty/);
  }));

Deno.test("a folder stands for the files below it, without texts, checksums and datasets", () =>
  inFolder(async (dir) => {
    const names = ["b/2.csv", "b/1.zip", "a.csv", "README.md", "b/1.zip.CHECKSUM", ".hidden"];
    for (const name of [...names, "old/manifest.json", "old/series/x.arrow", "new/x.arrow"]) {
      await Deno.mkdir(join(dir, name, ".."), { recursive: true });
      await Deno.writeTextFile(join(dir, name), "");
    }
    Deno.symlinkSync(dir, join(dir, "b", "circle"));
    const { files, left, datasets } = rawPaths([dir, "none.csv"], join(dir, "new"));
    const at = (names: string[]) => names.map((name) => join(dir, name));
    assert.deepEqual(files, [...at(["a.csv", "b/1.zip", "b/2.csv"]), "none.csv"]);
    assert.deepEqual(datasets, at(["new", "old"]));
    assert.deepEqual(
      left.sort(),
      at([".hidden", "README.md", "b/1.zip.CHECKSUM", "b/circle", "new", "old"]).sort(),
    );
  }));

Deno.test("an option that no file needs is said to have had no use", () =>
  inFolder(async (dir) => {
    writeFeather(join(dir, "BTC_USDT_USDT-5m-futures.feather"), Date.UTC(2025, 0, 1), 9, 100);
    const { added: [file] } = await ingest({
      files: [join(dir, "BTC_USDT_USDT-5m-futures.feather")],
      out: join(dir, "data"),
      options: { symbol: "ETHUSDT", venue: "bybit" },
    });
    assert.deepEqual(file.warnings, [
      "--symbol had no use: what it says the file tells itself",
    ]);
  }));

Deno.test("whatever the order of ingests and the memory, the dataset has the same bytes", async () => {
  const line = fc.tuple(
    fc.constantFrom("BTC", "ETH"),
    fc.constantFrom("2024-12-31T23:00Z", "2025-01-01T00:00Z", "2025-01-01T01:00Z", "bad"),
    fc.constantFrom("1", "2", "-1"),
    fc.constantFrom("", " 5", " 6"),
  ).map(([symbol, time, price, quote]) => `${symbol} ${time} ${price}${quote}`);
  const files = fc.array(fc.array(line, { maxLength: 6 }), { minLength: 2, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(
      files,
      fc.array(fc.nat(), { minLength: 4 }),
      (files, shuffle) =>
        inFolder(async (dir) => {
          const named = files.map((lines, i): [string, string[]] => [`${i}.lines`, lines]);
          Deno.mkdirSync(join(dir, "a"));
          await ingestLines(join(dir, "a"), Object.fromEntries(named));
          const order = named.map((file, i) => ({ file, key: shuffle[i % shuffle.length] }))
            .sort((x, y) => x.key - y.key).map(({ file }) => file);
          Deno.mkdirSync(join(dir, "b"));
          for (const file of order) {
            await ingestLines(join(dir, "b"), Object.fromEntries([file]), { memory: 0 });
          }
          assert.deepEqual(treeOf(join(dir, "b", "data")), treeOf(join(dir, "a", "data")));
          for (
            const { rows, accepted, duplicates, differences, rejected, name } of openDataset(
              join(dir, "a", "data"),
            ).manifest.files
          ) {
            assert.equal(rows, accepted + duplicates + differences + rejected);
            assert.equal(rows, files[parseInt(name)].length, "every row is accounted for");
          }
        }),
    ),
    { numRuns: 12, seed: 1 },
  );
});

Deno.test("one ingest at a time", () =>
  inFolder(async (dir) => {
    const store = Store.open(join(dir, "data"));
    try {
      await assert.rejects(ingestLines(dir, { "a.lines": [] }), /another ingest is writing to it/);
    } finally {
      await store.close();
    }
    await ingestLines(dir, { "a.lines": [] });
  }));

Deno.test("a folder that holds something else is left alone", () =>
  inFolder(async (dir) => {
    Deno.writeTextFileSync(join(dir, "letter.txt"), "dear");
    const request = { files: [], out: dir, source: LINES };
    await assert.rejects(ingest(request), (error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /no dataset, and not empty \(it holds "letter\.txt"\)/);
      return true;
    });
    assert.deepEqual(Object.keys(treeOf(dir)), ["letter.txt"]);
    await assert.rejects(ingest({ ...request, out: join(dir, "letter.txt") }), /it is a file/);
  }));

Deno.test("files of others inside a dataset are not swept away", () =>
  inFolder(async (dir) => {
    await ingestLines(dir, { "a.lines": ["BTC 2025-03-01T00:00Z 1"] });
    const note = join(dir, "data", "series", "note.txt");
    const stale = join(dir, "data", "series/candles/test/linear/BTC/trade/1h/reported");
    Deno.writeTextFileSync(note, "mine");
    Deno.writeTextFileSync(join(stale, "2025.0123456789abcdef.arrow"), "left by a killed run");
    await ingestLines(dir, { "b.lines": ["BTC 2025-03-01T01:00Z 2"] });
    assert.equal(Deno.readTextFileSync(note), "mine");
    assert.equal([...Deno.readDirSync(stale)].length, 1, "only the partition in use is left");
  }));
