import assert from "node:assert/strict";
import { join } from "node:path";
import { dataCheck } from "../../lib/dataset/data-check.ts";
import { openDataset } from "../../lib/dataset/open.ts";
import { dataTotals } from "../../lib/inputs/data-totals.ts";
import { inFolder, ingestLines } from "../dataset/fixture.ts";

const overlap = {
  venue: "binance",
  symbol: "BTCUSDT",
  short: "5m",
  long: "1h",
  overlapping: 100,
  equal: 98,
  different: 2,
  first_difference: null,
  quote_volume_median_error: null,
  quote_volume_largest_error: null,
};
const price = {
  series: "depth/binance/linear/BTCUSDT/trade/snapshot/reported",
  against: "candles/binance/linear/BTCUSDT/trade/5m/reported",
  compared: 10,
  outside: 3,
  misaligned_days: 2,
  first_misaligned_day: "2025-05-19",
  median_deviation: -0.186,
};

Deno.test("the totals count rows, gaps, repetitions, differences and rejects over series and files", async () => {
  await inFolder(async (dir) => {
    await ingestLines(dir, {
      "a.lines": [
        "BTC 2025-01-01T00:00Z 2 20",
        "BTC 2025-01-01T04:00Z 2",
        "BTC 2025-01-01T05:00Z -3",
      ],
      "b.lines": ["BTC 2025-01-01T00:00Z 2 21", "BTC 2025-01-01T04:00Z 2"],
      "c.lines": ["ETH 2025-01-01T00:00Z 2", "ETH 2025-01-01T02:00Z 2"],
    });
    const check = await dataCheck(openDataset(join(dir, "data")));
    assert.deepEqual(dataTotals({ check, overlaps: [overlap, overlap], prices: [price] }), {
      series: 2,
      rows: 4,
      missing_rows: 4,
      duplicate_rows: 1,
      different_rows: 1,
      rejected_rows: 1,
      different_bars: 4,
      misaligned_days: 2,
    });
    const [first] = check.coverage;
    const untimed = { ...check, coverage: [{ ...first, missing: null }] };
    assert.equal(dataTotals({ check: untimed, overlaps: [], prices: [] }).missing_rows, 0);
  });
});
