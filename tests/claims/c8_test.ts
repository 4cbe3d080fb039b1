import assert from "node:assert/strict";
import type { Pressure } from "../../lib/analysis/cascades/pressure.ts";
import { c8 } from "../../lib/claims/c8.ts";
import type { Answer } from "../../lib/claims/verdict.ts";

const base = { schema_version: 1, analysis: "liquidation-wave", not_testable: null } as const;

const pressed: Pressure = {
  ...base,
  asset: "BTC",
  venue: "hyperliquid",
  basis: "estimated",
  high_from: 80,
  event_percentile: 85,
  events: Array.from({ length: 24 }, () => ({
    start: "2025-12-05T00:00:00Z",
    oi_percentile: 50,
    fall_per_100m: 1,
  })),
  high: 10,
  other: 14,
  difference: 0.5,
  interval: [0.1, 0.9],
};

Deno.test("C8 asks for high open interest and for more pressure, over 20 cascades", () => {
  const answers: [Partial<Pressure>, Answer][] = [
    [{}, "supported"],
    [{ event_percentile: 79 }, "inconclusive"],
    [{ event_percentile: 30 }, "contradicted"],
    [{ interval: [-0.1, 0.9] }, "inconclusive"],
    [{ interval: [-0.9, -0.1], difference: -0.5 }, "contradicted"],
    [{ events: pressed.events.slice(0, 19) }, "inconclusive"],
    [{ interval: null, difference: null }, "inconclusive"],
    [{ event_percentile: null }, "not testable"],
  ];
  for (const [change, answer] of answers) {
    assert.equal(c8({ ...pressed, ...change }).verdict, answer, JSON.stringify(change));
  }
  assert.equal(
    c8(pressed).figure,
    "BTC open interest on Hyperliquid before at percentile 85 of 180 days",
  );
  assert.match(c8({ ...pressed, venue: null }).figure, /^BTC open interest before/);
  assert.match(c8(pressed).reason, /fell 0.50 points further \(further by 0.10 to 0.90\) per/);
  assert.match(
    c8({ ...pressed, difference: -0.31, interval: [-0.9, 0.23] }).reason,
    /fell 0.31 points less \(further by −0.90 to 0.23\) per/,
  );
  assert.match(c8(pressed).reason, /same price moves, which weakens/);
});
