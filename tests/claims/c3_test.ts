import assert from "node:assert/strict";
import type { Unwind } from "../../lib/analysis/cascades/unwind.ts";
import { c3 } from "../../lib/claims/c3.ts";
import type { Answer } from "../../lib/claims/verdict.ts";

const base = { schema_version: 1, analysis: "liquidation-wave", not_testable: null } as const;

const fall: Unwind = {
  ...base,
  from: "2025-12-05T00:00:00Z",
  to: "2025-12-06T00:00:00Z",
  change: -0.08,
  by_asset: [
    { asset: "BTC", change: -0.07, weight: 0.5 },
    { asset: "ETH", change: -0.09, weight: 0.5 },
  ],
  venues: ["hyperliquid"],
  windows: 4000,
  independent_windows: 180,
  percentile: 1.2,
  usual: [-0.03, 0.03],
};

Deno.test("C3 asks for a fall deeper than in 95% of windows; a rare rise contradicts", () => {
  const answers: [Partial<Unwind>, Answer][] = [
    [{}, "supported"],
    [{ percentile: 5.1 }, "inconclusive"],
    [{ change: 0.08, percentile: 98 }, "contradicted"],
    [{ change: 0.001, percentile: 3 }, "inconclusive"],
    [{ not_testable: "no open interest through the event" }, "not testable"],
  ];
  for (const [change, answer] of answers) {
    assert.equal(c3({ ...fall, ...change }, "reported").verdict, answer);
  }
  assert.match(
    c3(fall, "reported").figure,
    /^open interest of BTC and ETH on Hyperliquid .8\.0% in base asset/,
  );
  assert.match(
    c3({ ...fall, venues: [] }, "reported").figure,
    /^open interest of BTC and ETH .8\.0%/,
  );
  assert.equal(c3({ ...fall, percentile: 20 }, "").smallest_effect, "a fall beyond −3.0%");
});
