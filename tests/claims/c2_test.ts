import assert from "node:assert/strict";
import type { Concentration } from "../../lib/analysis/wave/concentration.ts";
import { c2 } from "../../lib/claims/c2.ts";
import type { Answer } from "../../lib/claims/verdict.ts";

const base = { schema_version: 1, analysis: "liquidation-wave", not_testable: null } as const;

const shares: Concentration = {
  ...base,
  basis: "estimated",
  from: "2025-12-05",
  to: "2025-12-06",
  majors: ["BTC", "ETH"],
  assets: 90,
  liquidation_share: 0.6,
  volume_share: 0.5,
  excess: 0.1,
  usual_excess: 0.05,
  windows: 180,
  percentile: 98,
  herfindahl: 0.2,
  volume_herfindahl: 0.2,
  by_asset: [],
};

Deno.test("C2 asks for an excess over volume that is rare, in either direction", () => {
  const answers: [Partial<Concentration>, Answer][] = [
    [{}, "supported"],
    [{ percentile: 95 }, "inconclusive"],
    [{ excess: -0.01 }, "inconclusive"],
    [{ excess: -0.1, percentile: 2 }, "contradicted"],
    [{ excess: 0.02, percentile: 2 }, "inconclusive"],
    [{ not_testable: "12 assets with liquidations and volume; 20 are needed" }, "not testable"],
  ];
  for (const [change, answer] of answers) {
    assert.equal(c2({ ...shares, ...change }).verdict, answer);
  }
  assert.equal(c2(shares).figure, "60.0% of liquidations against 50.0% of volume, over 90 assets");
  assert.equal(
    c2({ ...shares, percentile: 90 }).smallest_effect,
    "a difference above 5.0 percentage points",
  );
});
