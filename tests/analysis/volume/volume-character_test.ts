import assert from "node:assert/strict";
import { volumeCharacter } from "../../../lib/analysis/volume/volume-character.ts";
import { volumeDrops } from "../../../lib/analysis/volume/volume-drops.ts";
import { MINUTE, parseTime } from "../../../lib/tables/time.ts";
import { dailyBars, settlements } from "../funding/funding-rows.ts";
import { perpBars, perpFunding, perps } from "../real-market.ts";

Deno.test("without funding there is nothing to compare with", () => {
  const { not_testable, rows } = volumeCharacter({ bars: dailyBars([1, 2]) }, {
    at: 0,
    step: 864e5,
  });
  assert.match(not_testable!, /^no funding/);
  assert.deepEqual(rows, []);
});

Deno.test("measures that the data does not have are named, not guessed", () => {
  const funding = settlements(new Array(300).fill(1e-4));
  const { rows } = volumeCharacter(
    { bars: dailyBars(new Array(100).fill(1)), funding },
    { at: 99 * 864e5, step: 864e5 },
  );
  const missing = rows.filter(({ not_testable }) => not_testable === "not in these bars");
  assert.deepEqual(missing.map(({ measure }) => measure), [
    "trades",
    "average_trade",
    "taker_buy_share",
  ]);
});

Deno.test({
  name: "BTC's week to 12 December 2025: 17% fewer USD, but no fewer coins: the price did it",
  ...perps,
  fn() {
    const inputs = { bars: perpBars("BTC"), funding: perpFunding("BTC") };
    const options = { at: parseTime("2025-12-12"), step: 5 * MINUTE };
    const [quote, base] = volumeCharacter(inputs, options).rows;
    assert.equal(quote.change, volumeDrops(inputs, options).drop);
    assert.ok(base.change! > 0.05 && base.change! < 0.06);
    assert.equal(base.percentile_in_optimism, 50);
  },
});
