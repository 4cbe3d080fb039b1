import assert from "node:assert/strict";
import type { VolumeDropResult } from "../../lib/analysis/volume/volume-drops.ts";
import { c7, c7ByMarket } from "../../lib/claims/c7.ts";

const base: VolumeDropResult = {
  schema_version: 1,
  analysis: "volume-drops",
  not_testable: null,
  at: "2025-12-12T00:00:00Z",
  optimistic_days: 68,
  episodes: 5,
  level: 16.8e9,
  recent: 13.9e9,
  drop: -0.174,
  drop_interval: [-0.3, -0.05],
  percentile_in_optimism: 5,
  week_p: 0.01,
  smallest_drop: 0.12,
  baseline_ratio: 0.9,
  below_since: "2025-11-26",
  optimistic_weeks: [],
  series: [],
  days: [],
  approximate: false,
  notes: [],
};
const verdict = (change: Partial<VolumeDropResult>, others: VolumeDropResult[] = []) =>
  c7([{ ...base, ...change }, ...others], "reported");

Deno.test("C7 is supported when interval, percentile and p all say so", () => {
  const result = verdict({});
  assert.equal(result.verdict, "supported");
  assert.match(result.figure, /^−17\.4% \(−30\.0% to −5\.0%\): \$13\.9B a day/);
  assert.deepEqual([result.n, result.smallest_effect], [5, null]);
});

Deno.test("each of the three alone keeps it from being supported", () => {
  for (
    const change of [
      { drop_interval: [-0.3, 0.01] as [number, number] },
      { percentile_in_optimism: 10.1 },
      { week_p: 0.051 },
    ]
  ) {
    const result = verdict(change);
    assert.equal(result.verdict, "inconclusive");
    assert.match(result.smallest_effect!, /^a drop of 12%/);
  }
});

Deno.test("p is adjusted over all series that were tested", () => {
  const result = verdict({ week_p: 0.03 }, [{ ...base, week_p: 0.9 }, { ...base, week_p: 0.5 }]);
  assert.equal(result.verdict, "inconclusive");
  assert.ok(Math.abs(result.p! - 0.09) < 1e-12);
});

Deno.test("C7 is contradicted when volume lies above the level at the same strength", () => {
  const above = {
    drop: 0.5,
    drop_interval: [0.1, 0.9] as [number, number],
    percentile_in_optimism: 97,
    week_p: 0.99,
  };
  assert.equal(verdict(above).verdict, "contradicted");
  assert.equal(verdict({ ...above, week_p: 0.9 }).verdict, "inconclusive");
});

Deno.test("a broken baseline is not testable and gives no number", () => {
  const result = verdict({
    not_testable: "baseline broken: the last 90 days trade 158 times the volume",
    drop: null,
    drop_interval: null,
    percentile_in_optimism: null,
    week_p: null,
  });
  assert.deepEqual([result.verdict, result.figure, result.p], ["not testable", "no figure", null]);
  assert.match(result.reason, /^baseline broken/);
});

Deno.test("each market is judged by itself, adjusted for all that were tested", () => {
  const quiet = { ...base, week_p: 0.02 };
  const usual = { ...base, drop_interval: [-0.3, 0.2] as [number, number], week_p: 0.5 };
  const broken = { ...base, not_testable: "baseline broken", drop: null, week_p: null };
  const verdicts = c7ByMarket([
    { asset: "BTC", result: usual },
    { asset: "ZEC", result: broken },
    { asset: "DOGE", result: quiet },
  ], "reported");
  assert.deepEqual(verdicts.map(({ claim }) => claim), ["C7", "C7 ZEC", "C7 DOGE"]);
  assert.deepEqual(
    verdicts.map(({ verdict }) => verdict),
    ["inconclusive", "not testable", "supported"],
  );
  // Two were tested, and the smaller of two is doubled.
  assert.deepEqual(verdicts.map(({ p }) => p), [0.5, null, 0.04]);
  assert.match(verdicts[2].statement, /^DOGE trading volume had fallen/);
  assert.match(verdicts[2].reason, /by chance: p = 0\.040 adjusted over 2 series/);
});

Deno.test("the same quiet week among many others is no longer supported", () => {
  const quiet = { asset: "DOGE", result: { ...base, week_p: 0.02 } };
  const others = ["BTC", "ETH", "SOL"].map((asset) => ({
    asset,
    result: { ...base, week_p: 0.6 },
  }));
  assert.equal(c7ByMarket([quiet], "reported")[0].verdict, "supported");
  assert.equal(c7ByMarket([quiet, ...others], "reported")[0].verdict, "inconclusive");
});

Deno.test("the figure says since when volume lies below the level", () => {
  assert.match(verdict({}).figure, /; below it every day since 26 Nov 2025$/);
  assert.doesNotMatch(verdict({ below_since: null }).figure, /since/);
});
