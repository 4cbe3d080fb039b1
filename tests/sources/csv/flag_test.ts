import assert from "node:assert/strict";
import fc from "fast-check";
import { flagOf, readFlag } from "../../../lib/sources/csv/flag.ts";
import { encode } from "../raw.ts";

Deno.test("flags are read as 1 and 0, up to what follows them", () => {
  const column = new Float64Array(2).fill(7);
  assert.equal(readFlag(encode("x,true,"), 2, column, 1), 6);
  assert.equal(readFlag(encode("False\n"), 0, column, 0), 5);
  assert.deepEqual([...column], [0, 1]);
});

Deno.test("flags: property: the fast path reads nothing that the careful one would read otherwise", () => {
  const text = fc.oneof(
    fc.constantFrom("true", "false", "True", "FALSE", " true", "t", "fals", "", "1", "truefalse"),
    fc.string(),
  );
  fc.assert(
    fc.property(text, (text) => {
      const column = new Float64Array(1), bytes = encode(`${text},`);
      const end = readFlag(bytes, 0, column, 0);
      if (end === bytes.length - 1) assert.equal(column[0], flagOf(text));
      else assert.ok(Number.isNaN(flagOf(text)) || text !== text.trim());
    }),
    { numRuns: 2000, seed: 1 },
  );
});

Deno.test("capitals and blanks do not matter, other words do", () => {
  assert.deepEqual(["TRUE", " false ", "yes", "", "1"].map(flagOf), [1, 0, NaN, NaN, NaN]);
});
