import assert from "node:assert/strict";
import { Interner } from "../../../lib/sources/csv/intern.ts";
import { encode } from "../raw.ts";

Deno.test("equal bytes are one text, and no two others are confused, however many there are", () => {
  const interner = new Interner();
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 20_000; i++) {
      const text = String(i).padStart(6, "0");
      assert.equal(interner.get(encode(`x${text}y`), 1, 7), text);
    }
  }
});

Deno.test("the buffer may be written over afterwards", () => {
  const interner = new Interner(), bytes = encode("BTCUSDT");
  assert.equal(interner.get(bytes, 0, 7), "BTCUSDT");
  bytes.fill(0x78);
  assert.equal(interner.get(bytes, 0, 7), "xxxxxxx");
  assert.equal(interner.get(encode("BTCUSDT"), 0, 7), "BTCUSDT");
});
