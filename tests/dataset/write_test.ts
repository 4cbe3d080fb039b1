import assert from "node:assert/strict";
import { join } from "node:path";
import { openDataset } from "../../lib/dataset/open.ts";
import { writeDataset } from "../../lib/dataset/write.ts";
import { UserError } from "../../lib/errors.ts";
import type { Columns } from "../../lib/tables/columns.ts";
import type { SeriesKey } from "../../lib/tables/keys.ts";
import { parseTime } from "../../lib/tables/time.ts";

const key: SeriesKey & { table: "open_interest" } = {
  table: "open_interest",
  venue: "binance",
  market: "linear",
  symbol: "BTCUSDT",
  asset: "BTC",
  kind: "trade",
  interval: "1d",
  basis: "simulated",
};
const columns: Columns<"open_interest"> = {
  time: Float64Array.of(parseTime("2024-12-31"), parseTime("2025-01-01")),
  open_interest: Float64Array.of(1, 2),
  open_interest_usd: Float64Array.of(NaN, 20),
};
const origin = { name: "truth.json", content: "{}", source: "simulate", options: { seed: "1" } };

function inTemp(work: (dir: string) => Promise<void>): () => Promise<void> {
  return async () => {
    const dir = Deno.makeTempDirSync();
    try {
      await work(join(dir, "out"));
    } finally {
      Deno.removeSync(dir, { recursive: true });
    }
  };
}

Deno.test(
  "what was written is read again, over the partitions of two years",
  inTemp(async (dir) => {
    const { series: [entry] } = await writeDataset(dir, origin, [{ key, columns }]);
    assert.equal(entry.partitions.length, 2);
    assert.deepEqual(await (await openDataset(dir)).columns(key), columns);
  }),
);

Deno.test(
  "writing again replaces the whole, and leaves no file of the old one",
  inTemp(async (dir) => {
    await writeDataset(dir, origin, [{ key, columns }, { key: { ...key, symbol: "X" }, columns }]);
    await writeDataset(dir, { ...origin, options: { seed: "2" } }, [{ key, columns }]);
    const dataset = await openDataset(dir);
    assert.deepEqual(dataset.series().map(({ key }) => key.symbol), ["BTCUSDT"]);
    assert.equal(dataset.manifest.files[0].options.seed, "2");
    const venue = join(dir, "series/open_interest/binance/linear");
    assert.deepEqual([...Deno.readDirSync(venue)].map(({ name }) => name), ["BTCUSDT"]);
  }),
);

Deno.test(
  "a dataset of other origin is never replaced",
  inTemp(async (dir) => {
    await writeDataset(dir, { ...origin, source: "csv" }, [{ key, columns }]);
    await assert.rejects(writeDataset(dir, origin, [{ key, columns }]), UserError);
  }),
);
