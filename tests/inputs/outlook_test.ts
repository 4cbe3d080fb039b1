import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { depthTrend } from "../../lib/analysis/liquidity/depth.ts";
import { c11 } from "../../lib/claims/c11.ts";
import { openDataset } from "../../lib/dataset/open.ts";
import { loadEvent } from "../../lib/inputs/events.ts";
import { mainSymbols } from "../../lib/inputs/market.ts";
import {
  analogEvent,
  howToFetch,
  liquidityInputs,
  outlookInputs,
  outlookSources,
} from "../../lib/inputs/outlook.ts";
import { DAY, HOUR, parseTime } from "../../lib/tables/time.ts";

const dataset = openDataset(fileURLToPath(new URL("../../data/sample", import.meta.url)));
const span = { from: parseTime("2025-11-20"), to: parseTime("2026-01-20") };

Deno.test("the bundled market's planted fall of depth, 0.4% a day, is found: C11 is supported", async () => {
  const { book, asset, step } = await liquidityInputs(dataset, "BTCUSDT", span);
  const result = depthTrend(book.sides, { ...span, resamples: 300 });
  const [low, high] = result.trends[2].change_interval;
  const truth = Math.exp(-0.004 * 60) - 1;
  assert(low < truth && truth < high, `${low} to ${high} without ${truth}`);
  assert.equal(c11(result, asset, book.provenance!.basis).verdict, "supported");
  assert.equal(result.days.length, 61);
  // Hourly snapshots reach from 15 November to 15 January; daily ones fill the rest.
  assert.deepEqual([result.days[0].snapshots, result.days[60].snapshots], [24, 1]);
  assert.equal(step, HOUR);
});

Deno.test("a market's history reaches back as far as the data, with open interest and depth", async () => {
  const inputs = await outlookInputs(dataset, "BTCUSDT", span);
  assert.equal(inputs.step, HOUR);
  assert(inputs.bars.time[0] < span.from - 300 * DAY);
  assert(inputs.openInterest && inputs.funding && inputs.sides);
  const event = await loadEvent(dataset, mainSymbols(dataset), span, ["2025-12-05"]);
  const sources = outlookSources(inputs, event);
  for (const { subject, basis } of Object.values(sources)) {
    assert.deepEqual([subject, basis], ["BTC", "simulated"]);
  }
  const { start, end } = analogEvent(event);
  assert(start < end);
});

Deno.test("an asset whose depth is not in the data has no book, and the command that gets it", async () => {
  const none = await liquidityInputs(dataset, "BTCUSDT", {
    from: parseTime("2025-01-01"),
    to: parseTime("2025-02-01"),
  });
  assert.equal(none.book.sides, undefined);
  assert.equal(
    howToFetch("BTCUSDT", ["depth"], span),
    "deno task fetch --symbols BTCUSDT --tables depth --from 2025-11-20 --to 2026-01-20 " +
      "--out data/market",
  );
});
