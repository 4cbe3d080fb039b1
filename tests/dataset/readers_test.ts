import assert from "node:assert/strict";
import { join } from "node:path";
import { ingest } from "../../lib/dataset/ingest.ts";
import { openDataset } from "../../lib/dataset/open.ts";
import { zipOf } from "../sources/zip-of.ts";
import { encode } from "../sources/raw.ts";
import { command } from "./crash.ts";
import { writeFeather } from "./feather.ts";
import { inFolder, treeOf } from "./fixture.ts";

const HEAD = "open_time,open,high,low,close,volume,close_time,quote_volume,count," +
  "taker_buy_volume,taker_buy_quote_volume,ignore\n";

/** 1m klines from the n-th minute of October 2025 on, one of them impossible. */
function klines(from: number, rows: number, price = 100): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const time = Date.UTC(2025, 9, 1) + (from + i) * 60_000, close = price + i % 7;
    const low = i === 3 ? 2 * price : price;
    return `${time},${price},${price + 9},${low},${close},2,${time + 59_999},${
      2 * close
    },5,1,${close},0\n`;
  });
  return HEAD + lines.join("");
}

/** Files of every fate: whole partitions, overlaps, rows out of order, two failures. */
function writeFiles(dir: string): string[] {
  const zip = (name: string, text: string) =>
    zipOf([{ path: name.replace("zip", "csv"), data: encode(text) }]);
  const shuffled = klines(44_640, 3000).trimEnd().split("\n");
  shuffled.splice(1, 0, ...shuffled.splice(2000, 500));
  const files: Record<string, Uint8Array> = {
    "BTCUSDT-1m-2025-10.zip": zip("BTCUSDT-1m-2025-10.zip", klines(0, 44_640)),
    "BTCUSDT-1m-2025-10-31.zip": zip("BTCUSDT-1m-2025-10-31.zip", klines(43_200, 1440, 101)),
    "ETHUSDT-1m-2025-10.csv": encode(klines(0, 44_640, 10)),
    "ETHUSDT-1m-2025-11.csv": encode(shuffled.join("\n")),
    "SOLUSDT-1m-2025-10.csv": encode(klines(0, 250_000, 20)),
    "BNBUSDT-1m-2025-10.zip": zip("BNBUSDT-1m-2025-10.zip", klines(0, 5000)).subarray(0, 20_000),
    "XRPUSDT-1m-2025-10.zip": zipOf([
      { path: "XRPUSDT-1m-2025-10.csv", data: encode(klines(0, 30_000)), crc: 1 },
    ]),
  };
  for (const name in files) Deno.writeFileSync(join(dir, name), files[name]);
  const feather = join(dir, "BTC_USDT_USDT-5m-futures.feather");
  writeFeather(feather, Date.UTC(2025, 9, 1), 20_000, 100);
  return [...Object.keys(files).map((name) => join(dir, name)), feather];
}

Deno.test("readers: files shared out among workers give the bytes that one thread gives", () =>
  inFolder(async (dir) => {
    const files = writeFiles(dir);
    const alone = await ingest({ files, out: join(dir, "alone"), workers: 0 });
    assert.deepEqual(alone.failed.map(({ message }) => message), [
      "BNBUSDT-1m-2025-10.zip: the zip is cut off or damaged: fetch it again",
      'XRPUSDT-1m-2025-10.zip: "XRPUSDT-1m-2025-10.csv" is damaged (checksum): fetch it again',
    ]);
    assert.equal(alone.added.length, 6);
    const wanted = treeOf(join(dir, "alone"));
    for (const [workers, order] of [[1, files], [3, files.toReversed()]] as const) {
      const out = join(dir, `by${workers}`);
      const shared = await ingest({ files: order, out, workers });
      assert.deepEqual(treeOf(out), wanted);
      assert.deepEqual(
        shared.failed.map(({ name }) => name),
        workers === 1
          ? ["BNBUSDT-1m-2025-10.zip", "XRPUSDT-1m-2025-10.zip"]
          : ["XRPUSDT-1m-2025-10.zip", "BNBUSDT-1m-2025-10.zip"],
      );
    }
  }));

Deno.test("readers: a file alone, its rows read by a second thread, gives the bytes that one thread gives", () =>
  inFolder(async (dir) => {
    const files = [join(dir, "BTCUSDT-1m-2025-10.csv")];
    Deno.writeTextFileSync(files[0], klines(0, 300_000) + "impossible\n" + klines(300_000, 9000));
    const alone = await ingest({ files, out: join(dir, "alone"), workers: 0 });
    assert.equal(alone.added[0].rejected, 4);
    await ingest({ files, out: join(dir, "second") });
    assert.deepEqual(treeOf(join(dir, "second")), treeOf(join(dir, "alone")));
  }));

Deno.test("readers: a partition that one file gave whole is what a merge makes of the same rows", () =>
  inFolder(async (dir) => {
    const [october] = writeFiles(dir), data = join(dir, "data");
    await ingest({ files: [october], out: data });
    const whole = treeOf(data);
    const [series] = openDataset(data).manifest.series;
    const path = join(data, "series", series.id, series.partitions[0].file);
    Deno.writeFileSync(path, Deno.readFileSync(path).fill(7, 5000, 5008));
    await ingest({ files: [october], out: data });
    assert.deepEqual(treeOf(data), whole, "rebuilt by a merge with what is left of the old one");
  }));

Deno.test("readers: an error while workers read ends the ingest, and all of them", () =>
  inFolder(async (dir) => {
    const files = writeFiles(dir), out = join(dir, "data");
    await assert.rejects(
      ingest({
        files,
        out,
        workers: 2,
        onProgress({ rows }) {
          if (rows > 0) throw new Error("no more");
        },
      }),
      /no more/,
    );
    assert.deepEqual(treeOf(out), {});
    assert.equal((await ingest({ files, out, workers: 2 })).added.length, 6);
  }));

Deno.test("readers: with no permission but for the data's folders, one thread reads all", () =>
  inFolder(async (dir) => {
    const files = writeFiles(dir).filter((path) => path.endsWith(".csv")), out = join(dir, "data");
    const [program, args] = command(files, out, dir);
    const { success, stderr } = await new Deno.Command(program, { args }).output();
    assert.ok(success, new TextDecoder().decode(stderr));
    assert.equal(openDataset(out).series().length, 2);
  }));
