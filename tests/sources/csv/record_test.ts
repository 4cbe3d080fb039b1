import assert from "node:assert/strict";
import { splitRecord } from "../../../lib/sources/csv/record.ts";
import { encode } from "../raw.ts";

const split = (text: string, final = true) =>
  splitRecord(encode(text), 0, encode(text).length, 44, final);

Deno.test("splitRecord: fields, line ends and the place of the next record", () => {
  assert.deepEqual(split("a,b\nc"), { next: 4, lines: 1, fields: ["a", "b"] });
  assert.deepEqual(split("a,b\r\nc"), { next: 5, lines: 1, fields: ["a", "b"] });
  assert.deepEqual(split(",\n"), { next: 2, lines: 1, fields: ["", ""] });
  assert.deepEqual(split("a"), { next: 1, lines: 1, fields: ["a"] });
});

Deno.test("splitRecord: quotes, doubled quotes and line ends within them", () => {
  assert.deepEqual(split('"a,""b""\n",c\n'), { next: 13, lines: 2, fields: ['a,"b"\n', "c"] });
  assert.deepEqual(split('"",x\n')?.fields, ["", "x"]);
});

Deno.test("splitRecord: waits where the record may go on", () => {
  for (const text of ["a,b", '"a', '"a"', '"a"\r', '"a""']) {
    assert.equal(split(text, false), null, JSON.stringify(text));
  }
});

Deno.test("splitRecord: a fault names itself, and costs one line", () => {
  assert.equal(split('"a\nb\n')?.next, 3);
  assert.match(split('"a\nb\n')?.fault ?? "", /never closed/);
  assert.match(split('a"b,c\n')?.fault ?? "", /not quoted/);
  assert.match(split('"a"b,c\n')?.fault ?? "", /after a closing quote/);
});
