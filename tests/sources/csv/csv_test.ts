import assert from "node:assert/strict";
import { CHUNK_ROWS, type Field, type Layout } from "../../../lib/sources/csv/fields.ts";
import { encode, rawFile, readAllCsv } from "../raw.ts";

const FIELDS: Field[] = [
  { name: "time", kind: "number" },
  { name: "symbol", kind: "text" },
  { name: "volume", kind: "number", optional: true },
];
const layout = (): Layout => ({ header: true, fields: FIELDS });
const HEADER = "time,symbol,volume\n";
const read = (text: string | Uint8Array, chunk?: number) =>
  readAllCsv(rawFile("t.csv", text, chunk), layout);

Deno.test("plain rows become columns, whatever the chunks of the stream", async () => {
  for (const chunk of [1, 2, 5, 1000]) {
    const { rows, lines, rejects } = await read(`${HEADER}1,BTC,2.5\n2,ETH,3\n`, chunk);
    assert.deepEqual(rows, [[1, "BTC", 2.5], [2, "ETH", 3]]);
    assert.deepEqual(lines, [2, 3]);
    assert.deepEqual(rejects, []);
  }
});

Deno.test("byte-order mark, CR LF, blank lines and a missing last line end change nothing", async () => {
  const { rows } = await read(`\ufeff${HEADER.replace("\n", "\r\n")}1,BTC,2\r\n\r\n2,ETH,3`);
  assert.deepEqual(rows, [[1, "BTC", 2], [2, "ETH", 3]]);
});

Deno.test("a header alone, with mark and without line end, is a header", async () => {
  let header: string[] = [];
  const file = rawFile("t.csv", "\ufefftime,symbol,volume");
  const { rows } = await readAllCsv(file, (first) => (header = first, layout()));
  assert.deepEqual([header, rows], [["time", "symbol", "volume"], []]);
});

Deno.test("what follows the mark byte by byte is not taken for another one", async () => {
  const bytes = encode(`\ufeff${HEADER}1,BTC,2\n`);
  bytes[3] = 0xef;
  const { rows } = await read(bytes, 1);
  assert.deepEqual(rows, [[1, "BTC", 2]]);
});

Deno.test("quoted fields hold commas, line ends and quotes; lines are counted on", async () => {
  const { rows, lines } = await read(`${HEADER}"1","a,b","2"\n2,"a\nb ""c""",3\n4,x,5\n`, 3);
  assert.deepEqual(rows, [[1, "a,b", 2], [2, 'a\nb "c"', 3], [4, "x", 5]]);
  assert.deepEqual(lines, [2, 3, 5]);
});

Deno.test("semicolons and tabs delimit where the header has them", async () => {
  assert.deepEqual((await read("time;symbol;volume\n1;BTC;2\n")).rows, [[1, "BTC", 2]]);
  assert.deepEqual((await read("time\tsymbol\tvolume\n1\tBTC\t2\n")).rows, [[1, "BTC", 2]]);
});

Deno.test("a row too long or too short is rejected with its line and text, and no other", async () => {
  const { rows, rejects } = await read(`${HEADER}1,BTC\n2,ETH,3,4\n5,SOL,6\n`);
  assert.deepEqual(rows, [[5, "SOL", 6]]);
  assert.deepEqual(rejects, [
    { line: 2, reason: "2 fields, not 3", text: "1,BTC" },
    { line: 3, reason: "4 fields, not 3", text: "2,ETH,3,4" },
  ]);
});

Deno.test("NaN and an empty field are unknown where they may be, else rejected; infinity always", async () => {
  const { rows, rejects } = await read(
    `${HEADER}1,BTC,\n2,BTC,NaN\n,BTC,1\nnan,BTC,1\n5,BTC,Infinity\n`,
  );
  assert.deepEqual(rows, [[1, "BTC", NaN], [2, "BTC", NaN]]);
  assert.deepEqual(rejects.map(({ line, reason }) => [line, reason]), [
    [4, "time is empty"],
    [5, 'time "nan" is no number'],
    [6, 'volume "Infinity" is no number'],
  ]);
});

Deno.test("the header again, twice or in the middle, is rejected as what it is", async () => {
  const { rows, rejects } = await read(`${HEADER}${HEADER}1,BTC,2\n${HEADER}3,ETH,4\n`);
  assert.deepEqual(rows, [[1, "BTC", 2], [3, "ETH", 4]]);
  assert.deepEqual(rejects.map(({ line, reason }) => [line, reason]), [
    [2, "the header again"],
    [4, "the header again"],
  ]);
});

Deno.test("another header in the middle would turn columns round: refused", async () => {
  await assert.rejects(read(`${HEADER}1,BTC,2\nvolume,symbol,time\n3,ETH,4\n`), {
    name: "UserError",
    message: "t.csv: line 3 is another header, volume,symbol,time: split the file there",
  });
});

Deno.test("a quote that is never closed costs its own line, and no other", async () => {
  const { rows, rejects } = await read(`${HEADER}1,"BTC,2\n3,ETH,4\n`);
  assert.deepEqual(rows, [[3, "ETH", 4]]);
  assert.equal(rejects.length, 1);
  assert.match(rejects[0].reason, /quote is opened and never closed/);
});

Deno.test("quotes where RFC 4180 has none are rejected", async () => {
  const { rejects } = await read(`${HEADER}1,a"b,2\n2,"a"b,3\n`);
  assert.deepEqual(rejects.map(({ reason }) => reason), [
    "a quote within a field that is not quoted",
    "text after a closing quote",
  ]);
});

Deno.test("a line beyond 64 KB is rejected and the next one read", async () => {
  const { rows, rejects } = await read(`${HEADER}1,BTC,2\n${"x".repeat(300_000)}\n3,ETH,4\n`);
  assert.deepEqual(rows, [[1, "BTC", 2], [3, "ETH", 4]]);
  assert.deepEqual([rejects[0].line, rejects[0].reason], [3, "the line is longer than 64 KB"]);
  assert.equal(rejects[0].text.length, 200);
});

Deno.test("one endless line is refused before it is all read", async () => {
  let given = 0;
  const endless = {
    name: "endless.csv",
    async *stream() {
      for (; given < 1000; given++) yield encode("1,2,3,".repeat(10_000));
      await Promise.resolve();
    },
  };
  await assert.rejects(readAllCsv(endless, layout), /endless.csv: line 1 is longer than 64 KB/);
  assert.ok(given < 5);
});

Deno.test("empty, UTF-16, binary, old Mac and header-less content are named", async () => {
  const utf16 = Uint8Array.from([0xff, 0xfe, ...[...HEADER].flatMap((c) => [c.charCodeAt(0), 0])]);
  await assert.rejects(read(""), /t.csv is empty/);
  await assert.rejects(read("\n\n"), /holds no row/);
  await assert.rejects(read(utf16), /UTF-16 text: save it as UTF-8/);
  await assert.rejects(read(utf16.subarray(2)), /binary or UTF-16/);
  await assert.rejects(read("time,symbol,volume\r1,BTC,2\r"), /lone CR/);
});

Deno.test("comments are rejected as such, before the header and after", async () => {
  const { rows, rejects } = await read(`# made by hand\n${HEADER}# a\n1,BTC,2\n`);
  assert.deepEqual(rows, [[1, "BTC", 2]]);
  assert.deepEqual(rejects.map(({ line, reason }) => [line, reason]), [[1, "a comment"], [
    3,
    "a comment",
  ]]);
});

Deno.test("times as text are UTC; another offset is rejected, not converted", async () => {
  const { rows, rejects } = await readAllCsv(
    rawFile(
      "t.csv",
      "t\n2025-11-02 00:05:00\n2025-11-02T00:05:00.250Z\n2025-11-02 02:05:00+02:00\n",
    ),
    () => ({ header: true, fields: [{ name: "t", kind: "utc" }] }),
  );
  assert.deepEqual(rows, [[1762041900000], [1762041900250]]);
  assert.match(rejects[0].reason, /is no UTC time/);
});

Deno.test("long files come in chunks, and no row is lost between them", async () => {
  const count = CHUNK_ROWS * 2 + 5000;
  const lines = Array.from({ length: count }, (_, i) => i % 7 === 0 ? `"${i}",B,1` : `${i},B,1`);
  const { rows, lines: at } = await read(HEADER + lines.join("\n"), 4096);
  assert.equal(rows.length, count);
  assert.ok(rows.every((row, i) => row[0] === i && at[i] === i + 2));
});
