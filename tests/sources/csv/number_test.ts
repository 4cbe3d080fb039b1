import assert from "node:assert/strict";
import { isUnknown, numberOf } from "../../../lib/sources/csv/number.ts";

Deno.test("numberOf: decimal numbers of any form, and nothing that JavaScript alone takes for one", () => {
  assert.equal(numberOf(" +1.5e3 "), 1500);
  assert.equal(numberOf(".5"), 0.5);
  assert.equal(numberOf("1.2500000000000006e-05"), 1.2500000000000006e-05);
  for (const text of ["", " ", "0x10", "Infinity", "1e999", "1,5", "1_000", "NaN", "--1"]) {
    assert.ok(Number.isNaN(numberOf(text)), text);
  }
});

Deno.test("isUnknown: how programs write a missing number", () => {
  for (const text of ["", " ", "nan", "NaN", "null", "None", "N/A"]) {
    assert.ok(isUnknown(text), text);
  }
  for (const text of ["0", "-", "nano", "Infinity"]) assert.ok(!isUnknown(text), text);
});
