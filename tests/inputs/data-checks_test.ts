import assert from "node:assert/strict";
import { join } from "node:path";
import { dataCheck } from "../../lib/dataset/data-check.ts";
import { openDataset } from "../../lib/dataset/open.ts";
import { dataChecks, type Known } from "../../lib/inputs/data-checks.ts";
import { inFolder, ingestLines } from "../dataset/fixture.ts";

const NOW = Date.UTC(2025, 0, 9);

/** What is said of files of the test format, as [state, finding] by check. */
function said(files: Record<string, string[]>, more: Partial<Known> = {}) {
  return inFolder(async (dir) => {
    await ingestLines(dir, files);
    const check = await dataCheck(openDataset(join(dir, "data")), { now: NOW });
    const lines = dataChecks({ check, overlaps: [], prices: [], sides: [], ...more });
    return Object.fromEntries(lines.map(({ check, state, finding }) => [check, [state, finding]]));
  });
}

Deno.test("a sound file: nothing to look at but what is not there, and its age", async () => {
  assert.deepEqual(
    await said({ "a.lines": ["BTC 2025-01-08T22:00Z 1", "BTC 2025-01-08T23:00Z 1"] }),
    {
      "What there is": [
        "look",
        "1 series of 1 asset, 2 rows; no funding, no open interest, no liquidations, no depth",
      ],
      "Basis": ["fine", "all series are reported by venues"],
      "Gaps": ["fine", "no row is missing in 1 series"],
      "Rejected rows": ["fine", "none"],
      "Rows told twice": ["fine", "none"],
      "Two intervals of a market": ["unknown", "no market has bars of two intervals that overlap"],
      "Volume x close as quote volume": [
        "unknown",
        "no two series of a market to tell how near it comes",
      ],
      "Prices in depth and interest": ["unknown", "nothing to hold against bars"],
      "Sides of liquidations": ["unknown", "nothing to hold against bars"],
      "Units": ["fine", "nothing looks like another unit"],
      "Readers": ["fine", "every format was tested on genuine files"],
      "Licences": ["fine", "of tests"],
      "Newest row": ["fine", "8 Jan 2025 23:00 UTC, 1 h before the window's end"],
    },
  );
});

Deno.test("every fault has its line, with the place where it was found", async () => {
  const lines = await said({
    "a.lines": [
      "BTC 2025-01-01T00:00Z 2 20",
      "BTC 2025-01-01T04:00Z 2",
      "BTC 2025-01-01T05:00Z -3",
      "warn a.lines: percent read as fraction?",
    ],
    "b.lines": ["BTC 2025-01-01T00:00Z 2 21", "BTC 2025-01-01T04:00Z 2"],
  }, {
    overlaps: [{
      venue: "binance",
      symbol: "BTCUSDT",
      short: "5m",
      long: "1h",
      overlapping: 100,
      equal: 98,
      different: 2,
      first_difference: "2025-01-01T00:00:00Z volume: 1 joined, 2 reported",
      quote_volume_median_error: 0.0002,
      quote_volume_largest_error: 0.04,
    }],
    prices: [{
      series: "depth/binance/linear/BTCUSDT/trade/snapshot/reported",
      against: "x",
      compared: 10,
      outside: 3,
      misaligned_days: 2,
      first_misaligned_day: "2025-05-19",
      median_deviation: -0.186,
    }],
    sides: [{
      series: "liquidations/okx/linear/BTC-USDT-SWAP/trade/event/reported",
      against: "x",
      bars: 50,
      agreement: 0.2,
      suspicious: true,
    }],
  });
  const found = Object.entries(lines).filter(([, [state]]) => state === "look");
  assert.deepEqual(
    Object.fromEntries(found.slice(1).map(([check, [, finding]]) => [check, finding])),
    {
      "Gaps": "1 of 1 series miss 3 rows (60%), most test BTC 1h candles: 3",
      "Rejected rows": "1 of 5; most in a.lines: open … is negative",
      "Rows told twice":
        "1 say the same, 1 differ from the source that is kept; first quote_volume " +
        "of test BTC 1h candles at 2025-01-01T00:00:00Z",
      "Two intervals of a market": "2 of 100 bars differ; first binance BTCUSDT 5m against 1h: " +
        "2025-01-01T00:00:00Z volume: 1 joined, 2 reported",
      "Prices in depth and interest":
        "2 days off the market: binance BTCUSDT depth, first 2025-05-19, by −19%",
      "Sides of liquidations":
        "okx BTC-USDT-SWAP liquidations: longs as price rises in 80% of bars: " +
        "sides of orders?",
      "Units": "1 suspicion: a.lines: percent read as fraction?",
      "Newest row": "1 Jan 2025 04:00 UTC, 8 days before the window's end",
    },
  );
  assert.deepEqual(lines["Volume x close as quote volume"], [
    "fine",
    "off by at most 0.02% in the median bar (BTCUSDT 1h), 4% in the worst",
  ]);
});
