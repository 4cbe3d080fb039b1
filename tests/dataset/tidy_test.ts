import assert from "node:assert/strict";
import { join } from "node:path";
import * as aq from "arquero";
import { openDataset } from "../../lib/dataset/open.ts";
import { tidy } from "../../lib/dataset/tidy.ts";
import { inFolder, ingestLines } from "./fixture.ts";

Deno.test("series of a table stand in one Arrow table that Arquero reads right", () =>
  inFolder(async (dir) => {
    await ingestLines(dir, {
      "a.lines": ["SOL 2025-01-01 3", "BTC 2024-12-31 1", "BTC 2025-01-01 2", "ETH 2025-01-01 9"],
    });
    const dataset = openDataset(join(dir, "data"));
    const table = await tidy(dataset, { table: "candles", symbol: ["BTC", "SOL"] });
    assert.equal(table.batches.length, 1);
    // Arquero takes apache-arrow tables, its types do not say so.
    const input = table as unknown as Parameters<typeof aq.fromArrow>[0];
    const rows = aq.fromArrow(input).select("symbol", "close", "quote_volume").objects();
    assert.deepEqual(rows, [
      { symbol: "BTC", close: 1, quote_volume: null },
      { symbol: "BTC", close: 2, quote_volume: null },
      { symbol: "SOL", close: 3, quote_volume: null },
    ]);
    const window = await tidy(dataset, { table: "candles" }, { from: Date.UTC(2025, 0) });
    assert.deepEqual([...window.getChild("symbol")!], ["BTC", "ETH", "SOL"]);
    await assert.rejects(tidy(dataset, { table: "depth" }), /no series of depth fits/);
  }));
