import assert from "node:assert/strict";
import { deflateRawSync, gzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { UserError } from "../../lib/errors.ts";
import { openContainer } from "../../lib/sources/container.ts";
import { isUnknown, numberOf } from "../../lib/sources/csv/number.ts";
import { SOURCES } from "../../lib/sources/registry.ts";
import fc from "../property.ts";
import { encode, inMemory, rawFile, readAll, readAllCsv } from "./raw.ts";
import { SAMPLES } from "./samples.ts";
import { zipOf } from "./zip-of.ts";

/** Seed of all fuzzing: a failure prints it with the smallest input. */
const SEED = 20251205;

const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.integer({ min: -(2 ** 53), max: 2 ** 53 }).map(String),
  fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 19n }), fc.nat(12)).map(([n, decimals]) => {
    const digits = String(n).padStart(decimals + 1, "0");
    return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  }),
  fc.constantFrom(
    "0",
    "-0",
    "0.10",
    "1e5",
    "1E-7",
    "00012.50",
    "1.",
    ".5",
    "-",
    "",
    "NaN",
    "Infinity",
  ),
  fc.constantFrom(
    "-Infinity",
    "1e999",
    "0x10",
    "12a",
    " 7 ",
    "+3",
    "1,5",
    "1.2.3",
    "null",
    "9".repeat(30),
  ),
);
const text = fc.oneof(
  fc.constantFrom("BTCUSDT", "buy", "SELL", "", " ", "é", "日本", "a b", "#x", "\ufeff", "x\ry"),
  fc.string({ maxLength: 8 }),
);
const quoted = (field: string) =>
  /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
const row = fc.tuple(number, text, number).map((fields) => fields.map(quoted).join());
const line = fc.oneof(
  { weight: 8, arbitrary: row },
  { weight: 1, arbitrary: fc.string({ maxLength: 30 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("a,t,b", "", "1,2", "1,x,2,3", '1,"x', '1,"x"y,2', "a,t"),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("1,x\ny,2", '1,"x\ny",2', '1,"x""y",2', '"1","x","2"', ",,"),
  },
);
const csvFile = fc.record({
  bom: fc.boolean(),
  lines: fc.array(line, { maxLength: 12 }),
  end: fc.constantFrom("\n", "\r\n"),
  last: fc.boolean(),
  repeat: fc.oneof({ weight: 199, arbitrary: fc.constant(1) }, {
    weight: 1,
    arbitrary: fc.constant(1500),
  }),
  edits: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 2 }),
  edited: fc.boolean(),
  chunk: fc.constantFrom(1, 3, 7, 64, 65_536),
});

/** CSV against an independent library: the same rows, or a reason for each that is not taken. */
export async function fuzzCsv(runs: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(csvFile, async ({ bom, lines, end, last, repeat, edits, edited, chunk }) => {
      const body = repeat === 1 ? lines : Array.from({ length: repeat }, () => lines).flat();
      const whole = (bom ? "\ufeff" : "") + ["a,t,b", ...body].join(end) + (last ? end : "");
      const bytes = encode(whole);
      for (const [at, byte] of edited ? edits : []) bytes[at % bytes.length] = byte;
      const size = repeat === 1 ? chunk : 65_536;
      await compare(bytes, size);
    }),
    { numRuns: runs, seed: SEED },
  );
}

async function compare(bytes: Uint8Array<ArrayBuffer>, chunk: number): Promise<void> {
  let ours: Awaited<ReturnType<typeof readAllCsv>>;
  try {
    ours = await readAllCsv(rawFile("fuzz.csv", bytes, chunk), (first) => ({
      header: true,
      fields: first.map((_, i) => ({
        name: `f${i}`,
        kind: i === 1 ? "text" : "number",
        optional: i === 2,
      })),
    }));
  } catch (error) {
    assert.ok(error instanceof UserError, String((error as Error).stack));
    return;
  }
  const numbers = [...ours.lines, ...ours.rejects.map(({ line }) => line)];
  assert.equal(new Set(numbers).size, numbers.length, "a line was read twice");
  for (const reject of ours.rejects) {
    assert.ok(reject.reason.length > 0 && reject.text.length <= 200);
  }

  let records: string[][];
  try {
    records = parse(new TextDecoder().decode(bytes), {
      delimiter: delimiterOf(bytes),
      record_delimiter: ["\n", "\r\n"],
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch {
    return;
  }
  while (isBlank(records[0]) || records[0]?.[0].startsWith("#")) records.shift();
  const width = records.shift()!.length;
  const good = records.filter((record) => isGood(record, width)).map(valuesOf);
  const accepted = ours.rows.filter((row) => row.length === width);
  assert.deepEqual(accepted, good);
  const bad = records.filter((record) => !isBlank(record) && !isGood(record, width));
  assert.ok(ours.rejects.length >= bad.length, "a bad row went without a word");
}

function delimiterOf(bytes: Uint8Array): string {
  const lines = new TextDecoder().decode(bytes).split("\n");
  const first = lines.find((line) => line.trim() !== "" && !line.startsWith("#")) ?? "";
  return [",", ";", "\t"].find((mark) => first.includes(mark)) ?? ",";
}

const isBlank = (record: string[] | undefined) => record?.length === 1 && record[0].trim() === "";

/** What our rules take: the width of the header, numbers where numbers are wanted. */
function isGood(record: string[], width: number): boolean {
  if (record.length !== width || isBlank(record) || record[0].startsWith("#")) return false;
  return record.every((field, i) =>
    i === 1 || !Number.isNaN(numberOf(field)) || i === 2 && isUnknown(field)
  );
}

const valuesOf = (record: string[]) =>
  record.map((field, i) => i === 1 ? field : isUnknown(field) ? NaN : Number(field));

const packed = SAMPLES.flatMap(({ name, bytes }) => [
  { name, bytes },
  { name: `${name}.gz`, bytes: new Uint8Array(gzipSync(bytes)) },
  { name: `${name}.zip`, bytes: zipOf([{ path: name, data: bytes }], deflateRawSync) },
]);
const mutated = fc.record({
  seed: fc.constantFrom(...packed),
  edits: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
  cut: fc.option(fc.nat()),
  doubled: fc.boolean(),
});

/** Damaged files of every kind: read, rejected or refused with one line, never anything else. */
export async function fuzzFiles(runs: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(mutated, async ({ seed: { name, bytes }, edits, cut, doubled }) => {
      const copy = new Uint8Array(bytes.length * (doubled ? 2 : 1));
      copy.set(bytes);
      if (doubled) copy.set(bytes, bytes.length);
      for (const [at, byte] of edits) copy[at % copy.length] = byte;
      const damaged = cut === null ? copy : copy.subarray(0, cut % copy.length);
      try {
        for (const file of await openContainer(name, inMemory(damaged))) {
          const source = SOURCES.find((source) => source.recognises(file.name, damaged)) ??
            SOURCES.find((source) => source.recognises(file.name, bytes)) ?? SOURCES[0];
          const outcome = await readAll(source, file);
          for (const row of outcome.rows) assert.ok(row.line >= 1);
        }
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        assert.ok(!error.message.includes("\n"), "a message of one line");
      }
    }),
    { numRuns: runs, seed: SEED },
  );
}
