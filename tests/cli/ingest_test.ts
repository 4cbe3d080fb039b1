import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDataset } from "../../lib/dataset/open.ts";
import { writeFeather } from "../dataset/feather.ts";
import { inFolder, treeOf } from "../dataset/fixture.ts";

const CLI = fileURLToPath(new URL("../../lib/cli/ingest.ts", import.meta.url));

async function run(dir: string, ...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      `--allow-read=${dir}`,
      `--allow-write=${dir}`,
      CLI,
      ...args,
    ],
    cwd: dir,
  }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

const MAPPING = {
  name: "my-desk",
  title: "bars of a desk",
  licence: "own",
  rows: [{
    table: "candles",
    series: { venue: "desk", market: "linear", symbol: "BTCUSDT", interval: "1d" },
    columns: { time: { from: "day", unit: "ms" }, open: "o", high: "h", low: "l", close: "c" },
  }],
};
const DAY1 = Date.UTC(2025, 9, 10), DAY3 = Date.UTC(2025, 9, 12);

Deno.test("files of a format of one's own go in by a mapping; what fails gives exit code 1", () =>
  inFolder(async (dir) => {
    Deno.writeTextFileSync(
      join(dir, "bars.csv"),
      `day,o,h,l,c\n${DAY1},1,3,1,2\n${DAY3},1,0.5,1,2\n`,
    );
    Deno.writeTextFileSync(join(dir, "desk.json"), JSON.stringify(MAPPING));
    const unknown = await run(dir, "bars.csv", "none.csv", "--out", "data");
    assert.equal(unknown.code, 1);
    assert.match(unknown.stderr, /^error: bars\.csv: no known format; /m);
    assert.match(unknown.stderr, /^error: none\.csv: no such file$/m);
    const { code, stdout, stderr } = await run(
      dir,
      "bars.csv",
      "--mapping",
      "desk.json",
      "--out",
      "data",
    );
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^rejected: 1 x high … is below low … \[bars\.csv, first in line 3\]$/m);
    const dataset = openDataset(join(dir, "data"));
    assert.deepEqual(dataset.series().map(({ id, rows }) => [id, rows]), [
      ["candles/desk/linear/BTCUSDT/trade/1d/reported", 1],
    ]);
  }));

Deno.test("without --out, and with two names of a format, ingest says what is wrong", () =>
  inFolder(async (dir) => {
    assert.match((await run(dir, "x.csv")).stderr, /^error: ingest: --out DIR is missing/);
    const both = await run(dir, "x.csv", "--out", "d", "--source", "freqtrade", "--mapping", "m");
    assert.match(both.stderr, /give one of them/);
  }));

Deno.test("a mapping beside the files it tells of is no raw file; one that is not there is named", () =>
  inFolder(async (dir) => {
    Deno.mkdirSync(join(dir, "raw"));
    Deno.writeTextFileSync(join(dir, "raw", "bars.csv"), `day,o,h,l,c\n${DAY1},1,3,1,2\n`);
    Deno.writeTextFileSync(join(dir, "raw", "desk.json"), JSON.stringify(MAPPING));
    const { code, stdout } = await run(dir, "raw", "--mapping", "raw/desk.json", "--out", "data");
    assert.equal(code, 0);
    assert.match(stdout, /^1 file added, 0 files known already, 0 files failed$/m);
    const { stderr } = await run(dir, "raw", "--mapping", "none.json", "--out", "data");
    assert.equal(stderr, "error: ingest: --mapping none.json: no such file\n");
    const folder = await run(dir, "raw", "--mapping", "raw", "--out", "data");
    assert.match(folder.stderr, /^error: [^\n]*is a directory; name a file\n$/);
  }));

Deno.test("a folder without a raw file is told apart: --out itself, a dataset, or nothing at all", () =>
  inFolder(async (dir) => {
    Deno.mkdirSync(join(dir, "raw", "old", "series"), { recursive: true });
    Deno.writeTextFileSync(join(dir, "raw", "old", "manifest.json"), "{}");
    Deno.mkdirSync(join(dir, "empty"));
    const errorOf = async (...args: string[]) => {
      const { code, stderr } = await run(dir, ...args);
      assert.equal(code, 1);
      return stderr;
    };
    const same = /^error: ingest: raw is --out itself, .* or give another --out$/m;
    assert.match(await errorOf("raw", "--out", "raw/"), same);
    assert.match(await errorOf("raw", "--out", "new"), /only a dataset \(raw\/old\)/);
    assert.match(await errorOf("raw/old", "--out", "new"), /read it with --data raw\/old;/);
    assert.match(
      await errorOf("empty", "--out", "new"),
      /^error: ingest: no file of data in empty/,
    );
    assert.deepEqual([...Deno.readDirSync(dir)].map(({ name }) => name).sort(), ["empty", "raw"]);
  }));

Deno.test("with one of two damaged files' raw file, that is mended and told, and the other named", () =>
  inFolder(async (dir) => {
    const raw = ["BTC", "ETH"].map((coin) => `${coin}_USDT_USDT-5m-futures.feather`);
    for (const name of raw) writeFeather(join(dir, name), DAY1, 10, 100);
    await run(dir, ...raw, "--out", "data");
    const data = join(dir, "data"), whole = treeOf(data);
    for (const path of Object.keys(whole).filter((path) => path.startsWith("series"))) {
      Deno.writeTextFileSync(join(data, path), "rust");
    }
    const one = await run(dir, raw[0], "--out", "data");
    assert.equal(one.code, 1);
    assert.equal(one.stdout, "1 file added, 0 files known already, 0 files failed\n");
    assert.match(one.stderr, /^error: .*ETHUSDT.*rebuild it by: deno task ingest RAW\/ETH_.*$/m);
    assert.equal((await run(dir, raw[1], "--out", "data")).code, 0);
    assert.deepEqual(treeOf(data), whole);
  }));
