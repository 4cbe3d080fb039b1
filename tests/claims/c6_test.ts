import assert from "node:assert/strict";
import type { Contagion, Lead } from "../../lib/analysis/cascades/contagion.ts";
import { c6 } from "../../lib/claims/c6.ts";
import type { Answer } from "../../lib/claims/verdict.ts";

const base = { schema_version: 1, analysis: "liquidation-wave", not_testable: null } as const;

const lead: Lead = {
  asset: "BTC",
  untied_pairs: 58,
  events: 38,
  led: 45,
  share: 0.776,
  interval: [0.62, 0.88],
  simultaneous_pairs: 60,
};
const spread = (changes: Partial<Lead>): Contagion => ({
  ...base,
  basis: "estimated",
  onsets: {},
  synchrony: { pairs: 200, expected: 5, p: 0.0001 },
  leads: [{ ...lead, ...changes }],
  lags: [],
  groups: [],
});

Deno.test("C6 asks who leads: synchrony alone supports nothing", () => {
  const answers: [Partial<Lead>, Answer][] = [
    [{}, "supported"],
    [{ interval: [0.45, 0.8] }, "inconclusive"],
    [{ interval: [0.2, 0.4], share: 0.3 }, "contradicted"],
    [{ untied_pairs: 19 }, "not testable"],
    [{ asset: "ETH" }, "not testable"],
  ];
  for (const [change, answer] of answers) assert.equal(c6(spread(change)).verdict, answer);
  assert.match(c6(spread({})).reason, /come together .* shows no passage/);
});
