import assert from "node:assert/strict";
import { cellWriter, inferFormat, isNumeric } from "../../lib/notebook/cells.ts";

Deno.test("formats are found from the values", () => {
  assert.equal(inferFormat([1, 2, null]), "integer");
  assert.equal(inferFormat([1.5, 2]), "number");
  assert.equal(inferFormat(["2026-01-05T09:00:00Z", null]), "time");
  assert.equal(inferFormat(["2026-01-05", null]), "date");
  assert.equal(inferFormat(["2026-01-05", "2026-01-05T09:00:00Z"]), "text");
  assert.equal(inferFormat([1, "a"]), "text");
  assert.equal(inferFormat([null]), "text");
});

Deno.test("a column has one number of decimals, so that its values line up", () => {
  const shown = (values: (number | null)[]) => values.map(cellWriter("number", values));
  assert.deepEqual(shown([1.23456, 10.5, null]), ["1.2", "10.5", "–"]);
  assert.deepEqual(shown([-0.0844, 0.004774]), ["−0.0844", "0.0048"]);
  assert.deepEqual(shown([1234.5, 0.5]), ["1,235", "1"]);
  assert.deepEqual(shown([5.0545e-5]), ["0.0000505"]);
  assert.deepEqual(shown([0]), ["0"]);
});

Deno.test("each format", () => {
  const one = (format: Parameters<typeof cellWriter>[0], value: string | number | boolean) =>
    cellWriter(format, [value])(value);
  assert.equal(one("integer", 1234567), "1,234,567");
  assert.equal(one("percent", -0.1741), "−17.4");
  assert.equal(one("bp", 5.0545e-5), "0.51");
  assert.equal(one("usd", 16.7714e9), "$16.8B");
  assert.equal(one("hours", 26.6667), "26 h 40 min");
  assert.equal(one("time", "2026-01-05T09:00:00Z"), "2026-01-05 09:00");
  assert.equal(one("time", "2026-01-05T09:00:07Z"), "2026-01-05 09:00:07");
  assert.equal(one("time", 0), "1970-01-01 00:00");
  assert.equal(one("date", "2026-01-05T09:00:00Z"), "2026-01-05");
  assert.equal(one("date", "2026-01-05"), "2026-01-05");
  assert.equal(one("text", true), "yes");
  assert.equal(one("text", 3), "3");
});

Deno.test("numbers stand to the right, texts and times to the left", () => {
  assert(isNumeric("percent") && isNumeric("usd") && isNumeric("hours"));
  assert(!isNumeric("text") && !isNumeric("time"));
});
