import assert from "node:assert/strict";
import type { MacroCalendar } from "../../lib/analysis/cascades/macro-calendar.ts";
import { c12 } from "../../lib/claims/c12.ts";
import type { Answer } from "../../lib/claims/verdict.ts";

const base = { schema_version: 1, analysis: "liquidation-wave", not_testable: null } as const;

const calendar: MacroCalendar = {
  ...base,
  basis: "estimated",
  within_hours: 12,
  cascades: 66,
  events: 24,
  near: 12,
  expected: 4,
  usual: [1, 8],
  p_more: 0.01,
  p_fewer: 0.995,
  calendar: [],
};

Deno.test("C12 asks for more cascades near events than shifted calendars give", () => {
  const answers: [Partial<MacroCalendar>, Answer][] = [
    [{}, "supported"],
    [{ p_more: 0.05 }, "inconclusive"],
    [{ p_more: 1, p_fewer: 0.02, near: 0 }, "contradicted"],
    [
      { expected: null, usual: null, p_more: null, p_fewer: null, not_testable: "9 events" },
      "not testable",
    ],
  ];
  for (const [change, answer] of answers) {
    assert.equal(c12({ ...calendar, ...change }).verdict, answer);
  }
  assert.equal(c12({ ...calendar, p_more: 0.3 }).smallest_effect, "9 cascades near events");
});
