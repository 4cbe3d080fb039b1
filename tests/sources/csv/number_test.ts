import assert from "node:assert/strict";
import fc from "fast-check";
import { isUnknown, numberOf, readNumber } from "../../../lib/sources/csv/number.ts";
import { encode } from "../raw.ts";

/** What the fast path makes of a text that a comma follows; undefined where it leaves it alone. */
function fast(text: string): number | undefined {
  const column = new Float64Array(1);
  const end = readNumber(encode(`${text},`), 0, column, 0);
  return end === text.length ? column[0] : undefined;
}

Deno.test("readNumber: plain numbers, to the last bit", () => {
  for (const text of ["0", "7", "-7", "0.25", "115715.50", "1735689600000000", "0.00000001"]) {
    assert.equal(fast(text), Number(text), text);
  }
  assert.ok(Object.is(fast("-0"), -0));
});

Deno.test("readNumber: a mantissa above 2^53 is rounded as Number rounds it", () => {
  for (
    const text of [
      "213658733.84120001",
      "8430743345.68090001",
      "99999999999999.99",
      "9007199254740991.5",
    ]
  ) {
    const value = fast(text);
    assert.ok(value === undefined || value === Number(text), text);
  }
  assert.equal(fast("1202971180.37000001"), 1202971180.37000001);
});

Deno.test("readNumber: property: right to the last bit, or left to the careful path", () => {
  const decimal = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.nat(12), fc.boolean());
  let taken = 0;
  fc.assert(
    fc.property(decimal, ([digits, decimals, negative]) => {
      const padded = String(digits).padStart(decimals + 1, "0");
      const text = (negative ? "-" : "") +
        (decimals === 0 ? padded : `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`);
      const value = fast(text);
      if (value === undefined) return;
      taken++;
      assert.ok(Object.is(value, Number(text)), text);
    }),
    { numRuns: 20_000, seed: 1 },
  );
  assert.ok(taken > 5_000);
});

Deno.test("readNumber: anything else is left to the careful path", () => {
  for (
    const text of ["", "-", ".5", "5.", "+1", "1e5", " 1", "NaN", "Infinity", "0x1", "1.2.3", "12a"]
  ) {
    assert.equal(fast(text), undefined, text);
  }
});

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
