import assert from "node:assert/strict";
import { emptyChunk, type Field } from "../../../lib/sources/csv/fields.ts";
import { flagOf } from "../../../lib/sources/csv/flag.ts";
import { PlainRows } from "../../../lib/sources/csv/plain-rows.ts";
import fc from "../../property.ts";
import { encode } from "../raw.ts";

const COMMA = 44;

/** Reads a text of whole lines as plain rows, as far as they are, into a chunk of `room` rows. */
function read(fields: (Field | null)[], text: string, room = 10) {
  const bytes = encode(text), chunk = emptyChunk(fields, room);
  const at = new PlainRows(fields, COMMA)
    .read(bytes, bytes.length, chunk, { row: 0, start: 0, line: 1 });
  return { ...chunk, ...at, rest: text.slice(at.start) };
}

/** The value of a row of one field; undefined where it is left to the careful path. */
function one(kind: Field["kind"], text: string): number | undefined {
  const { row, numbers } = read([{ name: "x", kind }], `${text}\n`);
  return row === 1 ? numbers.x[0] : undefined;
}

Deno.test("plain rows become columns, each with its line, and fields passed over cost nothing", () => {
  const fields: (Field | null)[] = [
    { name: "time", kind: "utc" },
    { name: "symbol", kind: "text" },
    null,
    { name: "price", kind: "number" },
    { name: "maker", kind: "flag" },
  ];
  const { numbers, texts, lines, row, rest, line } = read(
    fields,
    "2025-10-10,BTCUSDT,a field of any length at all,115715.50,True\n" +
      "\n\r\n2025-10-11,ETHUSDT,,-0.25,false\r\n",
  );
  assert.deepEqual([row, rest, line], [2, "", 5]);
  assert.deepEqual([...lines.subarray(0, 2)], [1, 4]);
  assert.deepEqual([...numbers.time.subarray(0, 2)], [1760054400000, 1760140800000]);
  assert.deepEqual(texts.symbol.slice(0, 2), ["BTCUSDT", "ETHUSDT"]);
  assert.deepEqual([...numbers.price.subarray(0, 2)], [115715.5, -0.25]);
  assert.deepEqual([...numbers.maker.subarray(0, 2)], [1, 0]);
});

Deno.test("reading stops before the first row that is not plain, and where the chunk is full", () => {
  const fields: Field[] = [{ name: "a", kind: "number" }, { name: "b", kind: "text" }];
  for (const odd of ["3", "3,c,4", '3,"c"', "1e3,c", ",c", "#"]) {
    const { row, rest } = read(fields, `1,a\n2,b\n${odd}\n5,d\n`);
    assert.deepEqual([row, rest], [2, `${odd}\n5,d\n`], odd);
  }
  const { row, rest } = read(fields, "1,a\n2,b\n3,c\n", 2);
  assert.deepEqual([row, rest], [2, "3,c\n"]);
});

Deno.test("blank lines are passed over at once, however many", () => {
  const fields: Field[] = [{ name: "a", kind: "number" }];
  const { row, line, rest, lines } = read(fields, `7\n${"\n".repeat(200_000)}8\nx\n`);
  assert.deepEqual([row, line, rest], [2, 200_003, "x\n"]);
  assert.equal(lines[1], 200_002);
});

Deno.test("a time that is none stops as any other field, whatever stands after it", () => {
  const fields: Field[] = [{ name: "t", kind: "utc" }, { name: "b", kind: "text" }];
  const { row, rest } = read(fields, "2025-10-10,a\nsoon,b\n2025-10-11,c\n");
  assert.deepEqual([row, rest], [1, "soon,b\n2025-10-11,c\n"]);
});

Deno.test("rows as narrow and as wide as they come fit into the memory there is", () => {
  const narrow = read([{ name: "x", kind: "number" }], "7\n".repeat(50_000), 50_000);
  assert.equal(narrow.row, 50_000);
  assert.ok(narrow.numbers.x.every((x) => x === 7) && narrow.lines[49_999] === 50_000);
  for (const width of [4, 1000, 20_000, 32_768]) {
    const fields = Array.from({ length: width }, (_, i): Field => ({
      name: `c${i}`,
      kind: "number",
    }));
    const line = Array.from({ length: width }, (_, i) => i % 10).join();
    const { row, numbers } = read(fields, `${line}\n`.repeat(9));
    assert.equal(row, 9);
    assert.ok(fields.every(({ name }, i) => numbers[name][8] === i % 10), `${width}`);
  }
});

Deno.test("numbers: plain numbers, to the last bit", () => {
  for (const text of ["0", "7", "-7", "0.25", "115715.50", "1735689600000000", "0.00000001"]) {
    assert.equal(one("number", text), Number(text), text);
  }
  assert.ok(Object.is(one("number", "-0"), -0));
});

Deno.test("numbers: a mantissa above 2^53 is rounded as Number rounds it", () => {
  for (
    const text of [
      "213658733.84120001",
      "8430743345.68090001",
      "99999999999999.99",
      "9007199254740991.5",
    ]
  ) {
    const value = one("number", text);
    assert.ok(value === undefined || value === Number(text), text);
  }
  assert.equal(one("number", "1202971180.37000001"), 1202971180.37000001);
});

Deno.test("numbers: property: right to the last bit, or left to the careful path", () => {
  const digits = fc.integer({ min: 1, max: 20 }).chain((n) => fc.bigInt(0n, 10n ** BigInt(n)));
  const decimal = fc.tuple(digits, fc.nat(12), fc.boolean());
  let taken = 0;
  fc.assert(
    fc.property(decimal, ([digits, decimals, negative]) => {
      const padded = String(digits).padStart(decimals + 1, "0");
      const text = (negative ? "-" : "") +
        (decimals === 0 ? padded : `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`);
      const value = one("number", text);
      if (value === undefined) return;
      taken++;
      assert.ok(Object.is(value, Number(text)), text);
    }),
    { numRuns: 20_000, seed: 1 },
  );
  assert.ok(taken > 15_000, `${taken}`);
});

Deno.test("numbers: anything else is left to the careful path", () => {
  for (
    const text of ["", "-", ".5", "5.", "+1", "1e5", " 1", "NaN", "Infinity", "0x1", "1.2.3", "12a"]
  ) {
    assert.equal(one("number", text), undefined, text);
  }
});

Deno.test("flags: property: nothing is read that the careful path would read otherwise", () => {
  const text = fc.oneof(
    fc.constantFrom("true", "false", "True", "FALSE", " true", "t", "fals", "", "1", "truefalse"),
    fc.string({ unit: "grapheme-ascii" }),
  );
  fc.assert(
    fc.property(text, (text) => {
      const flag = one("flag", text);
      if (flag !== undefined) assert.equal(flag, flagOf(text));
      else assert.ok(Number.isNaN(flagOf(text)) || text !== text.trim());
    }),
    { numRuns: 2000, seed: 1 },
  );
});
