import assert from "node:assert/strict";
import { liquidationWave, type WaveSeries } from "../../../lib/analysis/wave/wave.ts";
import { DAY, HOUR, MINUTE } from "../../../lib/tables/time.ts";
import { totalsOf } from "../bars.ts";

const of = (asset: string, usd: number[], rest: Partial<WaveSeries> & { long?: number } = {}) => {
  const { long = 1, venue = "bybit", basis = "reported", step = HOUR } = rest;
  return { venue, basis, asset, step, totals: totalsOf(usd, step, 0, long) };
};

Deno.test("sums a window by asset and side, with shares and concentration", () => {
  const wave = liquidationWave(
    [of("BTC", [9, 10, 20, 9], { long: 0.75 }), of("ETH", [9, 40, 30, 9], { long: 0.5 })],
    { from: HOUR, to: 3 * HOUR },
  );
  const [source] = wave.sources;
  assert.equal(source.total_usd, 100);
  assert.equal(source.long_usd, 30 * 0.75 + 70 * 0.5);
  assert.equal(source.long_share, 0.575);
  assert.deepEqual(source.by_asset.map(({ asset, share }) => [asset, share]), [
    ["ETH", 0.7],
    ["BTC", 0.3],
  ]);
  assert.equal(source.herfindahl, 0.58);
  assert.deepEqual(source.largest_hour, {
    time: "1970-01-01T01:00:00Z",
    total_usd: 50,
    share: 0.5,
  });
  assert.equal(source.covered, 1);
});

Deno.test("a source's liquidations as a share of the open interest of its venue", () => {
  const [source] = liquidationWave([
    { ...of("BTC", [30]), open_interest_usd: 1000 },
    of("ETH", [10]),
    // Two contracts of one asset: neither's open interest is the whole.
    { ...of("SOL", [5]), open_interest_usd: 100 },
    { ...of("SOL", [5]), open_interest_usd: 100 },
  ], { from: 0, to: HOUR }).sources;
  assert.deepEqual(source.by_asset.map(({ asset, oi_share }) => [asset, oi_share]), [
    ["BTC", 0.03],
    ["ETH", null],
    ["SOL", null],
  ]);
});

Deno.test("a venue that reports more than all exchanges together is remarked on", () => {
  const noteOf = (venue: Partial<WaveSeries> & { long?: number }, usd = 48) =>
    liquidationWave([
      of("BTC", [50], { venue: "all", step: DAY, long: 0.4 }),
      of("BTC", [usd], { step: DAY, ...venue }),
    ], { from: 0, to: DAY }).disagreements[0].note;
  const hyperliquid = { venue: "hyperliquid" };
  assert.match(
    noteOf({ ...hyperliquid, long: 0.9 })!,
    /^Hyperliquid alone reports more than all exchanges together \(longs\)/,
  );
  assert.match(noteOf({ ...hyperliquid, long: 0.4 }, 60)!, /together \(in all\)/);
  assert.equal(noteOf({ ...hyperliquid, long: 0.4 }), null);
  // An estimate is scaled, and may come out above anything.
  assert.equal(noteOf({ venue: "binance", basis: "estimated" }, 90), null);
});

Deno.test("sources stay apart, reported first, each with what it can see and how they differ", () => {
  const wave = liquidationWave([
    of("BTC", new Array(24).fill(1), { venue: "binance", basis: "estimated" }),
    of("BTC", [48], { venue: "all", step: DAY }),
    of("BTC", new Array(24).fill(0.5), { venue: "okx" }),
  ], { from: 0, to: DAY });
  assert.deepEqual(
    wave.sources.map(({ venue, coverage, total_usd }) => [venue, coverage, total_usd]),
    [
      ["all", "market", 48],
      ["okx", "throttled", 12],
      ["binance", "model", 24],
    ],
  );
  assert.deepEqual(wave.disagreements.map(({ ratio }) => ratio), [4, 2, 0.5]);
  assert.equal(wave.sources[0].largest_hour, null, "a day has no largest hour");
});

Deno.test("a bar that reaches beyond the window is not cut up but left out", () => {
  const wave = liquidationWave([of("BTC", [5, 7], { step: DAY })], { from: 0, to: 1.5 * DAY });
  assert.equal(wave.sources[0].total_usd, 5);
});

Deno.test("missing bars show as coverage, a source with nothing known does not appear", () => {
  const gappy = of("BTC", [1, 1, 1, 1]);
  gappy.totals.total_usd[2] = gappy.totals.long_usd[2] = NaN;
  const empty = of("BTC", [], { venue: "hyperliquid" });
  const wave = liquidationWave([gappy, empty], { from: 0, to: 8 * HOUR });
  assert.deepEqual(wave.sources.map(({ covered }) => covered), [3 / 8]);
  assert.match(liquidationWave([empty], { from: 0, to: HOUR }).not_testable!, /no liquidations/);
});

Deno.test("liquidations without a side count in the total alone", () => {
  const unsided = of("BTC", [10]);
  unsided.totals.long_usd.fill(NaN);
  const [source] = liquidationWave([unsided], { from: 0, to: HOUR }).sources;
  assert.deepEqual([source.total_usd, source.long_usd, source.long_share], [10, null, null]);
});

Deno.test("quiet bars do not tell the side of liquidations that state none", () => {
  const series = of("BTC", [10, 0, 5]);
  for (const side of [series.totals.long_usd, series.totals.short_usd]) side[0] = side[2] = NaN;
  const [row] = liquidationWave([series], { from: 0, to: 3 * HOUR }).sources[0].by_asset;
  assert.deepEqual([row.total_usd, row.long_usd, row.short_usd], [15, null, null]);
});

Deno.test("linear and inverse contracts of one asset are one asset", () => {
  const [source] =
    liquidationWave([of("BTC", [10]), of("BTC", [5])], { from: 0, to: HOUR }).sources;
  assert.deepEqual(source.by_asset.map(({ asset, total_usd }) => [asset, total_usd]), [[
    "BTC",
    15,
  ]]);
  assert.equal(source.herfindahl, 1);
});

Deno.test("assets at different intervals join in one source's hours", () => {
  const fine = of("ETH", new Array(12).fill(1), { step: 5 * MINUTE });
  const [source] = liquidationWave([of("BTC", [10]), fine], { from: 0, to: HOUR }).sources;
  assert.equal(source.largest_hour!.total_usd, 22);
  assert.equal(source.covered, 1);
});
