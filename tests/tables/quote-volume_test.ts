import assert from "node:assert/strict";
import { quoteVolume } from "../../lib/tables/quote-volume.ts";

const of = (...values: number[]) => Float64Array.from(values);

Deno.test("reported quote volume is taken as it is", () => {
  const bars = { close: of(10, 20), volume: of(1, 2), quote_volume: of(11, 39) };
  assert.deepEqual(quoteVolume(bars), { values: of(11, 39), approximate: false });
});

Deno.test("where it is missing it is volume times close, and said to be approximate", () => {
  const bars = { close: of(10, 20), volume: of(1, 2), quote_volume: of(11, NaN) };
  assert.deepEqual(quoteVolume(bars), { values: of(11, 40), approximate: true });
});

Deno.test("without any volume it is unknown, which is no approximation", () => {
  const bars = { close: of(10), volume: of(NaN), quote_volume: of(NaN) };
  assert.deepEqual(quoteVolume(bars), { values: of(NaN), approximate: false });
});
