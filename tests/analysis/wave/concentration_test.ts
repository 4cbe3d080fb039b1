import assert from "node:assert/strict";
import {
  concentration,
  type ConcentrationAsset,
} from "../../../lib/analysis/wave/concentration.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { DAY } from "../../../lib/tables/time.ts";

const DAYS = 240, EVENT = 200;
const event = { from: EVENT * DAY, to: (EVENT + 1) * DAY };

/** Assets that lose in proportion to trading, by chance more or less; `factor` for the majors. */
function market(count: number, factor: number, seed = 1): ConcentrationAsset[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, a) => {
    const asset = ["BTC", "ETH"][a] ?? `A${a}`;
    const size = asset.startsWith("A") ? 1 : 10;
    const time = Float64Array.from({ length: DAYS }, (_, d) => d * DAY);
    const usd = time.map((_, d) =>
      size * Math.exp(0.3 * random.normal()) * (d === EVENT && a < 2 ? factor : 1)
    );
    return { asset, liquidations: { time, usd }, volume: { time, usd: time.map(() => size) } };
  });
}

Deno.test("majors that lose three times their share stand out from the days before", () => {
  const result = concentration(market(22, 3), "reported", event);
  assert.equal(result.not_testable, null);
  assert.equal(result.volume_share, 0.5);
  assert.ok(result.liquidation_share! > 0.65);
  assert.ok(result.percentile === 100 && result.excess! > result.usual_excess!);
  assert.ok(result.windows === 180 || result.windows === 181, `${result.windows}`);
  assert.deepEqual(result.by_asset.slice(0, 2).map(({ asset }) => asset).sort(), ["BTC", "ETH"]);
});

Deno.test("ordinary days stand out one time in twenty", () => {
  let high = 0;
  for (let seed = 0; seed < 100; seed++) {
    if (concentration(market(22, 1, seed), "reported", event).percentile! > 95) high++;
  }
  assert.ok(high <= 10, `${high} of 100`);
});

Deno.test("assets that start late join when their days are known", () => {
  const assets = market(22, 1);
  assets[21].liquidations.usd.fill(NaN, 0, EVENT);
  assert.equal(concentration(assets, "reported", event).assets, 22);
  assets[21].volume.usd.fill(NaN, 0, EVENT - 5);
  assert.equal(concentration(assets, "reported", event).assets, 21, "5 of 30 days of volume");
});

Deno.test("fewer than 20 assets, or little history, is not testable", () => {
  assert.match(concentration(market(19, 3), "", event).not_testable!, /^19 assets/);
  const early = { from: 45 * DAY, to: 46 * DAY };
  assert.match(concentration(market(22, 3), "", early).not_testable!, /windows before the event/);
});

Deno.test("several days are compared with windows of as many days", () => {
  const result = concentration(market(22, 1), "", {
    from: EVENT * DAY + 1,
    to: (EVENT + 2.5) * DAY,
  });
  assert.deepEqual([result.from, result.to], ["1970-07-20", "1970-07-23"]);
});
