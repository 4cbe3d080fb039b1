import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { default as oracle } from "@foxglove/wasm-lz4";
import { decompressLz4 } from "../../lib/sources/lz4.ts";
import golden from "../golden/lz4_frames.json" with { type: "json" };
import fc from "../property.ts";

const LIMIT = 1 << 20;
const frameOf = (name: string) => bytesOf(golden.find((entry) => entry.name === name)!.frame);
const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

for (const { name, size, sha256, frame } of golden) {
  Deno.test(`LZ4 frame of ${name}`, () => {
    const bytes = decompressLz4(bytesOf(frame), LIMIT);
    assert.equal(bytes.length, size);
    assert.equal(createHash("sha256").update(bytes).digest("hex"), sha256);
  });
}

Deno.test("a frame larger than the limit is refused, whether it states its size or not", () => {
  for (const shape of ["sized", "unsized"]) {
    const frame = frameOf(`a run, ${shape}`);
    assert.equal(decompressLz4(frame, 70_000).length, 70_000);
    assert.throws(() => decompressLz4(frame, 69_999), RangeError);
  }
});

Deno.test("a stated size that LZ4 cannot reach is not allocated", () => {
  const frame = frameOf("one byte, sized");
  new DataView(frame.buffer).setBigUint64(6, 1n << 29n, true);
  assert.throws(() => decompressLz4(frame, 1 << 30), /536870912 bytes in \d+: too many/);
});

Deno.test("a frame cut off anywhere is refused", () => {
  const frame = frameOf("noise twice, checksums");
  const checksum = 4;
  for (let end = 0; end < frame.length - checksum; end++) {
    assert.throws(() => decompressLz4(frame.subarray(0, end), LIMIT), RangeError, `at ${end}`);
  }
});

Deno.test("a damaged frame is refused, or read as a second decoder reads it", async () => {
  await oracle.isLoaded;
  const frames = golden.filter(({ size }) => size > 0 && size < 1000).map(({ frame }) => frame);
  fc.assert(
    fc.property(
      fc.constantFrom(...frames),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 }),
      (frame, changes) => {
        const bytes = bytesOf(frame);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        let ours: Uint8Array | undefined;
        try {
          ours = decompressLz4(bytes, LIMIT);
        } catch (error) {
          assert.ok(error instanceof RangeError);
        }
        let theirs: Uint8Array | undefined;
        try {
          theirs = oracle(bytes, LIMIT);
        } catch {
          return; // It verifies checksums too, so it may refuse more.
        }
        if (theirs.length > 0 && ours) assert.deepEqual(new Uint8Array(theirs), ours);
      },
    ),
    { numRuns: 500, seed: 20251205 },
  );
});
