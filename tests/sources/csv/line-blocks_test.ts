import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { BLOCK, lineBlocks } from "../../../lib/sources/csv/line-blocks.ts";
import fc from "../../property.ts";

const LF = 10;

/** Bytes in pieces of the given lengths, over and over. */
async function* inPieces(bytes: Uint8Array, lengths: readonly number[]) {
  for (let at = 0, i = 0; at < bytes.length; at += lengths[i++ % lengths.length]) {
    yield bytes.slice(at, at + lengths[i % lengths.length]);
  }
}

Deno.test("blocks are the bytes of the stream, cut after lines, and stay while others are read", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: BLOCK + 50_000 }), { minLength: 1, maxLength: 8 }),
      fc.array(fc.integer({ min: 50_000, max: 2 * BLOCK }), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 4 }),
      fc.boolean(),
      async (lines, pieces, held, isEnded) => {
        const bytes = Buffer.concat(
          lines.flatMap((length, i) => [Buffer.alloc(length, 48 + i), Buffer.of(LF)]),
        );
        const blocks: { view: Uint8Array; was: Uint8Array }[] = [];
        const given = isEnded ? bytes : bytes.subarray(0, -1);
        for await (const view of lineBlocks(inPieces(given, pieces), held)) {
          blocks.push({ view, was: view.slice() });
          assert(view.length <= BLOCK + 1);
          for (const { view, was } of blocks.slice(-held - 1)) assert(equal(view, was));
        }
        assert(equal(Buffer.concat(blocks.map(({ was }) => was)), bytes), "the last line is ended");
        for (const { was } of blocks) {
          const isWhole = was.at(-1) === LF;
          assert(isWhole || was.length === BLOCK && !was.includes(LF), "cut within a line");
        }
      },
    ),
    { numRuns: 60 },
  ));

Deno.test("an empty stream has no block", async () => {
  for await (const _ of lineBlocks(inPieces(new Uint8Array(0), [1]), 1)) assert.fail();
});

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a.buffer, a.byteOffset, a.length).equals(b);
}
