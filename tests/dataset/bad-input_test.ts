/** Every kind of bad input, through the whole of an ingest: a clear line each, and nothing lost. */
import assert from "node:assert/strict";
import { deflateRawSync } from "node:zlib";
import { join } from "node:path";
import { ingest } from "../../lib/dataset/ingest.ts";
import { openDataset } from "../../lib/dataset/open.ts";
import type { RejectRow } from "../../lib/dataset/rejects.ts";
import { encode } from "../sources/raw.ts";
import { zipOf } from "../sources/zip-of.ts";
import { inFolder } from "./fixture.ts";

const HEADER = "open_time,open,high,low,close,volume,close_time,quote_volume,count," +
  "taker_buy_volume,taker_buy_quote_volume,ignore\n";
const START = Date.UTC(2025, 9, 10);

/** The bar of an hour, some columns of it otherwise. */
function bar(hour: number, other: { [column: string]: string | number } = {}): string {
  const time = START + hour * 3_600_000;
  const columns = { time, open: 100, high: 101, low: 99, close: 100, volume: 5, ...other };
  return `${Object.values(columns).join()},${time + 3_599_999},500,3,2,200,0\n`;
}

const bars = (hours: number) => Array.from({ length: hours }, (_, hour) => bar(hour)).join("");
const GOOD = HEADER + bars(3);

/** Ingests one file and says what became of it. */
function outcome(content: string | Uint8Array, name = "BTCUSDT-1h-2025-10.csv") {
  return inFolder(async (dir) => {
    const path = join(dir, name), out = join(dir, "data");
    const bytes = typeof content === "string" ? encode(content) : content;
    Deno.writeFileSync(path, bytes);
    const { added, failed } = await ingest({ files: [path], out });
    assert.deepEqual(Deno.readFileSync(path), new Uint8Array(bytes), "a raw file is never changed");
    const rejects: RejectRow[] = [];
    for (const file of added) {
      assert.equal(file.rows, file.accepted + file.duplicates + file.differences + file.rejected);
      for await (const reject of openDataset(out).rejects(file)) rejects.push(reject);
    }
    for (const { message } of failed) assert.ok(!message.includes("\n"), "one line");
    return {
      failed: failed.map(({ message }) => message).join(),
      accepted: added.map(({ accepted }) => accepted).join(),
      rejects: rejects.map(({ line, reason }) => `${line}: ${reason}`),
      warnings: added.flatMap(({ warnings }) => warnings).join(),
    };
  });
}

/** Files that cannot be read at all. */
const REFUSED: [what: string, content: string | Uint8Array, name: string, message: RegExp][] = [
  ["an empty file", "", "B-1h-2025.csv", /^B-1h-2025\.csv is empty: fetch it again$/],
  [
    "a truncated zip",
    zipOf([{ path: "a.csv", data: encode(GOOD) }], deflateRawSync).subarray(0, 90),
    "B.zip",
    /^B\.zip: the zip is cut off or damaged: fetch it again$/,
  ],
  [
    "a zip bomb",
    zipOf(
      [{ path: "a.csv", data: encode(HEADER + bar(0) + "\n".repeat(66 << 20)) }],
      deflateRawSync,
    ),
    "B.zip",
    /^B\.zip: "a\.csv": \d+ bytes unpack to more than \d+: refused as a zip bomb$/,
  ],
  [
    "path traversal in a zip",
    zipOf([{ path: "../../a.csv", data: encode(GOOD) }], deflateRawSync),
    "B.zip",
    /^B\.zip: "\.\.\/\.\.\/a\.csv" leads out of the archive: refused$/,
  ],
  [
    "an encrypted zip",
    zipOf([{ path: "a.csv", data: encode(GOOD), flags: 1 }], deflateRawSync),
    "B.zip",
    /^B\.zip: "a\.csv" is encrypted: unpack it with its password first$/,
  ],
  [
    "UTF-16",
    Uint8Array.of(0xff, 0xfe, ...[...GOOD].flatMap((letter) => [letter.charCodeAt(0), 0])),
    "B.csv",
    /^B\.csv is UTF-16 text: save it as UTF-8$/,
  ],
  [
    "another header in the middle",
    GOOD + "open_time,open,high,low,close,volume\n" + bar(4),
    "BTCUSDT-1h-2025-10.csv",
    /line 5 is another header/,
  ],
];

for (const [what, content, name, message] of REFUSED) {
  Deno.test(`${what} is refused in one line`, async () => {
    assert.match((await outcome(content, name)).failed, message);
  });
}

/** Files that are read: how many rows are accepted, and which lines are rejected for what. */
const READ: [what: string, content: string, accepted: number, rejects: string[]][] = [
  ["a byte-order mark", "\ufeff" + GOOD, 3, []],
  ["CRLF", GOOD.replaceAll("\n", "\r\n"), 3, []],
  ["no final newline", GOOD.trimEnd(), 3, []],
  [
    "quoted fields with commas and line breaks",
    HEADER + bar(0).replace("100,", '"100",') + bar(1, { open: '"1,00"' }) +
    bar(2, { open: '"1\n00"' }) + bar(3),
    2,
    ['3: open "1,00" is no number', '4: open "1\\n00" is no number'],
  ],
  [
    "a row too short, and one too long",
    HEADER + bar(0) + "1,2\n" + bar(1).replace("\n", ",7,8\n") + bar(2),
    2,
    ["3: 2 fields, not 12", "4: 14 fields, not 12"],
  ],
  [
    "NaN and Infinity",
    HEADER + bar(0, { close: "NaN" }) + bar(1, { high: "Infinity" }) + bar(2),
    1,
    ['2: close "NaN" is no number', '3: high "Infinity" is no number'],
  ],
  [
    "a negative price, and high below low",
    HEADER + bar(0, { open: -100 }) + bar(1, { high: 98 }) + bar(2),
    1,
    ["2: open -100 is negative", "3: high 98 is below low 99"],
  ],
  [
    "microseconds read as milliseconds twice over",
    HEADER + bar(0, { time: (START + 1) * 1e9 }) + bar(1),
    1,
    [`2: time ${(START + 1) * 1e3} looks like microseconds, not milliseconds`],
  ],
  ["two headers, and one in the middle", HEADER + GOOD + HEADER + bar(3), 4, [
    "2: the header again",
    "6: the header again",
  ]],
  ["one endless line", HEADER + bar(0) + "1".repeat(1 << 20), 1, [
    "3: the line is longer than 64 KB",
  ]],
];

for (const [what, content, accepted, rejects] of READ) {
  Deno.test(`${what}: every row is accepted, or rejected with line and reason`, async () => {
    const { failed, warnings: _, ...told } = await outcome(content);
    assert.equal(failed, "");
    assert.deepEqual(told, { accepted: String(accepted), rejects });
  });
}

Deno.test("time running backwards is said, and the rows are sorted", async () => {
  const { accepted, warnings } = await outcome(HEADER + bar(1) + bar(3) + bar(2) + bar(0));
  assert.equal(accepted, "4");
  assert.match(warnings, /time runs backwards 2 times, first in line 4: rows were sorted/);
});
