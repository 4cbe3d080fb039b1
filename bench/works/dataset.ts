import { Buffer } from "node:buffer";
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { pipeline } from "node:stream";
import { createInflateRaw } from "node:zlib";
import { ingest, type IngestReport } from "../../lib/dataset/ingest.ts";
import { type Dataset, openDataset } from "../../lib/dataset/open.ts";
import { RawOnDisk } from "../../lib/dataset/raw.ts";
import { readChunks } from "../../lib/sources/inflate.ts";
import { zipMembers } from "../../lib/sources/zip.ts";
import type { Columns } from "../../lib/tables/columns.ts";
import type { SeriesKey } from "../../lib/tables/keys.ts";
import { type Work, work } from "../work.ts";
import { SYMBOLS, zipsIn } from "../inputs.ts";

/** All monthly zips of klines to a new dataset. */
export const ingestZips = (dir: string) => ingestAnew(dir, zipsIn(dir));

/** The same zips under the names of ten symbols. */
export function ingestTenfold(dir: string): Work {
  const folder = join(dir, "tenfold"), letters = [..."ABCDEFGHIJ"];
  Deno.mkdirSync(folder, { recursive: true });
  const files = zipsIn(dir).flatMap((path) =>
    letters.map((letter) => {
      const name = basename(path).replace("BTC", `AB${letter}`), copy = join(folder, name);
      if (!existsSync(copy)) Deno.writeFileSync(copy, renamed(Deno.readFileSync(path), name));
      return copy;
    })
  );
  return ingestAnew(dir, files.sort());
}

/** A zip whose member is called as the zip is, wherever its name stands. */
function renamed(zip: Uint8Array, name: string): Uint8Array {
  const bytes = Buffer.from(zip), old = Buffer.from("BTCUSDT-1m-");
  for (let at = bytes.indexOf(old); at >= 0; at = bytes.indexOf(old, at + 1)) {
    bytes.write(name.slice(0, old.length), at);
  }
  return bytes;
}

/** Five symbols' feather files to a new dataset. */
export const ingestFeather = (dir: string) =>
  ingestAnew(dir, SYMBOLS.map((symbol) => join(dir, featherName(symbol))));

/** As freqtrade calls the file of a symbol's 5m bars. */
export function featherName(symbol: string): string {
  return `${symbol.replace(/USDT$/, "_USDT_USDT")}-5m-futures.feather`;
}

/** What unpacking the zips takes by itself. */
export function inflateZips(dir: string): Work {
  return work(async () => {
    let bytes = 0;
    for (const path of zipsIn(dir)) {
      const raw = await RawOnDisk.open(path);
      const [{ packed }] = await zipMembers(raw.name, raw);
      const header = new DataView((await raw.read(0, 30)).buffer);
      const start = 30 + header.getUint16(26, true) + header.getUint16(28, true);
      const inflate = createInflateRaw({ chunkSize: 1 << 17 });
      pipeline(readChunks(raw, start, packed), inflate, () => {});
      for await (const chunk of inflate) bytes += chunk.length;
      raw.close();
    }
    return bytes;
  }, (bytes) => ({ bytes }));
}

/** The whole series of klines out of the dataset. */
export function loadSeries(dir: string): Work {
  const { dataset, key } = opened(dir);
  return work(() => dataset.columns(key), sumsOf);
}

/** Each month of it by itself, held one at a time, as an analysis loads its window. */
export function loadMonths(dir: string): Work {
  const { dataset, key, partitions } = opened(dir);
  return work(async () => {
    let rows = 0;
    for (const { from, to } of partitions) {
      const span = { from: Date.parse(from), to: Date.parse(to) + 1 };
      rows += (await dataset.columns(key, span)).time.length;
    }
    return rows;
  }, (rows) => ({ rows }));
}

/** Reads the same files into memory, all of them held. */
export function readSeries(dir: string): Work {
  const { paths } = opened(dir);
  return work(() => paths.map((path) => Deno.readFileSync(path)), (files) => ({
    bytes: files.reduce((bytes, file) => bytes + file.length, 0),
  }));
}

/** Reads the same files, held one at a time. */
export function readMonths(dir: string): Work {
  const { paths } = opened(dir);
  return work(
    () => paths.reduce((bytes, path) => bytes + Deno.readFileSync(path).length, 0),
    (bytes) => ({ bytes }),
  );
}

function ingestAnew(dir: string, files: string[]): Work {
  const out = join(dir, "ingested");
  try {
    Deno.removeSync(out, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return work<IngestReport>(() => ingest({ files, out }), ({ added, failed }) => {
    if (failed.length > 0) throw new Error(failed[0].message);
    return { rows: added.reduce((rows, { accepted }) => rows + accepted, 0) };
  });
}

function opened(dir: string) {
  const dataset: Dataset = openDataset(join(dir, "dataset"));
  const [{ id, key, partitions }] = dataset.manifest.series;
  const paths = partitions.map(({ file }) => join(dataset.dir, "series", id, file));
  return { dataset, key: key as SeriesKey & { table: "candles" }, partitions, paths };
}

function sumsOf({ time, close }: Columns<"candles">) {
  return { rows: time.length, close: close.reduce((total, value) => total + value, 0) };
}
