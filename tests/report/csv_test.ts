import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { toCsv } from "../../lib/report/csv.ts";
import fc from "../property.ts";

Deno.test("rows become lines under a header of all their columns", () => {
  assert.equal(toCsv([{ a: 1, b: "x" }, { b: null, c: true }]), "a,b,c\r\n1,x,\r\n,,true\r\n");
});

Deno.test("commas, quotes and line breaks are quoted", () => {
  assert.equal(toCsv([{ a: 'say "no", twice\n' }]), 'a\r\n"say ""no"", twice\n"\r\n');
});

Deno.test("text that a spreadsheet would run is disarmed, negative numbers are not", () => {
  assert.equal(toCsv([{ a: "=1+1", b: "@x", c: "-x", d: -1 }]), "a,b,c,d\r\n'=1+1,'@x,'-x,-1\r\n");
});

Deno.test("another CSV reader gets every cell back", () => {
  const cell = fc.string({ unit: "binary" }).filter((text) => !/^[=+\-@\t\r]/.test(text));
  fc.assert(fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (cells) => {
    const csv = toCsv(cells.map(([a, b]) => ({ a, b })));
    assert.deepEqual(parse(csv).slice(1), cells);
  }));
});
