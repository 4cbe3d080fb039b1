import assert from "node:assert/strict";
import { deflateRawSync, gzipSync } from "node:zlib";
import { BlobWriter, TextReader, ZipWriter } from "@zip.js/zip.js";
import { openContainer } from "../../lib/sources/container.ts";
import type { RawFile } from "../../lib/sources/source.ts";
import { encode, inMemory } from "./raw.ts";
import { zipOf } from "./zip-of.ts";

const TEXT = "timestamp,open\n1,2\n".repeat(5000);
const open = (name: string, bytes: Uint8Array) => openContainer(name, inMemory(bytes));
async function textOf(file: RawFile): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of file.stream()) text += decoder.decode(chunk, { stream: true });
  return text;
}
const refused = (bytes: Uint8Array, message: RegExp, name = "a.zip") =>
  assert.rejects(
    async () => {
      for (const file of await open(name, bytes)) await textOf(file);
    },
    (error: Error) => error.name === "UserError" && message.test(error.message),
  );

Deno.test("a plain file is itself, with random access", async () => {
  const [file] = await open("a.csv", encode(TEXT));
  assert.equal(file.name, "a.csv");
  assert.equal(await textOf(file), TEXT);
  assert.equal(file.bytes?.size, TEXT.length);
});

Deno.test("gzip is told by its bytes, loses its ending, and reads twice", async () => {
  const [file] = await open("a.csv.gz", gzipSync(encode(TEXT)));
  assert.equal(file.name, "a.csv");
  assert.equal(await textOf(file), TEXT);
  assert.equal(await textOf(file), TEXT);
});

Deno.test("zips of an independent writer, stored, deflated and zip64, read alike", async () => {
  for (const options of [{ level: 0 }, { level: 9 }, { zip64: true }, { dataDescriptor: true }]) {
    const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false, ...options });
    await writer.add("folder/a.csv", new TextReader(TEXT));
    await writer.add("b.csv", new TextReader("x"));
    const blob = await writer.close(encode("a comment"));
    const files = await open("a.zip", new Uint8Array(await blob.arrayBuffer()));
    assert.deepEqual(files.map(({ name }) => name), ["a.csv", "b.csv"]);
    assert.equal(await textOf(files[0]), TEXT, JSON.stringify(options));
  }
});

Deno.test("an encrypted zip is named", async () => {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false, password: "secret" });
  await writer.add("a.csv", new TextReader(TEXT));
  const blob = await writer.close();
  await refused(new Uint8Array(await blob.arrayBuffer()), /a.zip: "a.csv" is encrypted/);
});

Deno.test("an empty file, a cut-off zip and a cut-off gzip are named", async () => {
  const zip = zipOf([{ path: "a.csv", data: encode(TEXT) }]);
  const gzip = new Uint8Array(gzipSync(encode(TEXT)));
  await refused(new Uint8Array(0), /a.zip is empty/);
  await refused(zip.subarray(0, 200), /zip is cut off or damaged/);
  await refused(gzip.subarray(0, gzip.length - 20), /a.gz is cut off or damaged/, "a.gz");
});

Deno.test("a zip without its middle part, or with other bytes in it, does not pass", async () => {
  const zip = zipOf([{ path: "a.csv", data: encode(TEXT) }]);
  const changed = zip.slice();
  changed[60] ^= 0xff;
  await refused(changed, /damaged/);
  await refused(zipOf([{ path: "a.csv", data: encode(TEXT), crc: 1 }]), /checksum/);
  await refused(zipOf([{ path: "a.csv", data: encode(TEXT), size: 10 }]), /more than it says/);
});

Deno.test("a zip bomb stops early, packed as zip or gzip", async () => {
  const zeros = new Uint8Array(200 << 20);
  await refused(
    zipOf([{ path: "a.csv", data: zeros }], (data) => deflateRawSync(data)),
    /zip bomb/,
  );
  await refused(new Uint8Array(gzipSync(zeros)), /zip bomb/, "a.gz");
});

Deno.test("too many members are refused", async () => {
  const many = Array.from({ length: 10_001 }, (_, i) => ({ path: `${i}`, data: encode("x") }));
  await refused(zipOf(many), /10001 files in one zip/);
});

Deno.test("members that lead out of the archive are refused by name", async () => {
  for (
    const path of ["../a.csv", "/etc/a.csv", "x/../../a.csv", "..\\a.csv", "C:\\a.csv", "a\0.csv"]
  ) {
    await refused(zipOf([{ path, data: encode("x") }]), /leads out of the archive: refused/);
  }
});

Deno.test("archives within archives are refused", async () => {
  await refused(zipOf([{ path: "b.zip", data: encode("x") }]), /"b.zip" is an archive itself/);
  await refused(new Uint8Array(gzipSync(encode("x"))), /archive within an archive/, "a.tar.gz");
});

Deno.test("a zip of nothing is named", () => refused(zipOf([]), /the zip holds no file/));
