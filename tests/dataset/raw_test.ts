import assert from "node:assert/strict";
import { join } from "node:path";
import { RawOnDisk } from "../../lib/dataset/raw.ts";

Deno.test("the checksum is that of the whole file, of several at once too; it reads on afterwards", async () => {
  const dir = await Deno.makeTempDir();
  try {
    // Empty, below a piece, some pieces and a rest, beyond a turn of the event loop.
    await Promise.all([0, 1, 300_000, 17_000_000].map(async (size) => {
      const bytes = new Uint8Array(size).map((_, i) => i * 7 + (i >> 13));
      const path = join(dir, String(size));
      await Deno.writeFile(path, bytes);
      const raw = await RawOnDisk.open(path);
      assert.equal(await raw.sha256(), hex(await crypto.subtle.digest("SHA-256", bytes)));
      assert.deepEqual(await raw.read(1, 3), bytes.subarray(1, 4));
      raw.close();
    }));
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

function hex(digest: ArrayBuffer): string {
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
