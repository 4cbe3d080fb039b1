import assert from "node:assert/strict";
import { liquidationWave } from "../../lib/analysis/wave/wave.ts";
import { c1 } from "../../lib/claims/c1.ts";
import { DAY } from "../../lib/tables/time.ts";
import { totalsOf } from "../analysis/bars.ts";

const TOLD = { BTC: 177, ETH: 185, SOL: 30, DOGE: 10, ZEC: 12 };

/** One day of millions by asset from one venue. */
function wave(millions: Record<string, number>, venue = "all", basis = "reported") {
  const series = Object.entries(millions).map(([asset, value]) => ({
    venue,
    basis,
    asset,
    step: DAY,
    totals: totalsOf([value * 1e6], DAY),
  }));
  return liquidationWave(series, { from: 0, to: DAY });
}

Deno.test("supported by reported figures as they were told", () => {
  const verdict = c1(wave(TOLD));
  assert.equal(verdict.verdict, "supported");
  assert.match(verdict.figure, /^\$414M in all; ETH \$185M, BTC \$177M/);
});

Deno.test("each threshold counts: none may be missed", () => {
  const near = { BTC: 205, ETH: 179, SOL: 30, DOGE: 10, ZEC: 12 };
  for (const off of [near, { ...TOLD, BTC: 140 }, { ...TOLD, SOL: 0.1, BTC: 151, ETH: 181 }]) {
    assert.equal(c1(wave(off)).verdict, "inconclusive", JSON.stringify(off));
  }
  const { ZEC: _, ...without } = TOLD;
  assert.equal(c1(wave({ ...without, XRP: 50 })).verdict, "inconclusive", "ZEC is not known");
});

Deno.test("contradicted where the whole market clearly misses a threshold", () => {
  for (const off of [{ ...TOLD, BTC: 240 }, { ...TOLD, ETH: 150 }, { ...TOLD, DOGE: 0 }]) {
    assert.equal(c1(wave(off)).verdict, "contradicted", JSON.stringify(off));
  }
});

Deno.test("one venue that misses says nothing about the market", () => {
  const verdict = c1(wave({ BTC: 20, ETH: 20, SOL: 5, DOGE: 1, ZEC: 1 }, "hyperliquid"));
  assert.equal(verdict.verdict, "inconclusive");
  assert.match(verdict.reason, /counts Hyperliquid alone/);
});

Deno.test("estimates settle nothing, however far off their prediction interval is", () => {
  const estimated = wave(TOLD, "binance", "estimated");
  assert.equal(c1(estimated).verdict, "inconclusive");
  const near = c1(estimated, [60e6, 500e6]);
  assert.equal(near.verdict, "inconclusive");
  assert.doesNotMatch(near.reason, /off \$177M/);
  const far = c1(estimated, [210e6, 900e6]);
  assert.deepEqual([far.verdict, far.basis, far.interval], [
    "inconclusive",
    "estimated",
    [210e6, 900e6],
  ]);
  assert.match(far.reason, /between \$210M and \$900M, off \$177M by more than 15%/);
});

Deno.test("a source of Bitcoin alone stands beside, and cannot judge", () => {
  const bitcoin = wave({ BTC: 177 });
  assert.equal(c1(bitcoin).verdict, "not testable");
  const both = liquidationWave([
    { venue: "all", basis: "reported", asset: "BTC", step: DAY, totals: totalsOf([260e6], DAY) },
    ...Object.entries(TOLD).map(([asset, value]) => ({
      venue: "binance",
      basis: "estimated",
      asset,
      step: DAY,
      totals: totalsOf([value * 1e6], DAY),
    })),
  ], { from: 0, to: DAY });
  const verdict = c1(both);
  assert.deepEqual([verdict.verdict, verdict.basis], ["inconclusive", "estimated"]);
  assert.match(verdict.reason, /beside it \$260M by all exchanges \(reported\) in BTC/);
});

Deno.test("nothing liquidated, nothing to test", () => {
  const verdict = c1(liquidationWave([], { from: 0, to: DAY }));
  assert.deepEqual([verdict.verdict, verdict.reason], [
    "not testable",
    "no liquidations are known in this window",
  ]);
});
