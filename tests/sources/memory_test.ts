import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

const READS = fileURLToPath(new URL("memory.ts", import.meta.url));
/** As a table of six numbers each, the trades would take 144 MB. */
const TRADES = 3_000_000, TABLE = TRADES * 6 * 8;

for (const source of ["binance-agg-trades", "bybit-trades", "tardis-trades"]) {
  Deno.test(`${source}: three million trades become one bar, and are never held`, async () => {
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--no-prompt", READS, source],
    }).output();
    assert.ok(success, new TextDecoder().decode(stderr));
    const { bars, trades, more } = JSON.parse(new TextDecoder().decode(stdout));
    assert.deepEqual([bars, trades], [1, TRADES]);
    assert.ok(more < TABLE / 2, `${more / 1e6} MB more`);
  });
}
