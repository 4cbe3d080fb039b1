import assert from "node:assert/strict";
import type { RejectionResult } from "../../lib/analysis/resistance/resistance-rejections.ts";
import { anyZone } from "../../lib/claims/any-zone.ts";

/** Twelve of 14 visits rejected, unless told otherwise, among controls with the given p. */
function result(p: number, changes: Partial<RejectionResult> = {}): RejectionResult {
  return {
    not_testable: null,
    zone: [92_800, 93_900],
    direction: "resistance",
    summary: { visits: 15, rejections: 12, breakouts: 2, unresolved: 1, rejection_rate: 12 / 14 },
    controls: {
      p,
      drawn: 10_000,
      used: 8_000,
      rates: Array(8_000).fill(0.65),
      all: { n: 8_000, mean: 0.65, quantiles: [0.4, 0.5, 0.6, 0.7, 0.9] },
      excess_interval: [-0.05, 0.31],
      independent_zones: 15,
    },
    ...changes,
  } as unknown as RejectionResult;
}

const AFTER = { chosenAfterwards: true };

Deno.test("a zone that most would not match stands out; chosen afterwards, less so", () => {
  const { question, answer, special } = anyZone([result(0.04)], "BTC", AFTER);
  assert.equal(question, "Is 92,800–93,900 special, or would any zone have done?");
  assert.equal(
    answer,
    "92,800–93,900 turned BTC back in 12 of 14 resolved visits (86%). 8,000 random zones of its " +
      "width in the same window did so in 65% of theirs on average, and 4.0% of them at least as " +
      "often (p = 0.040). The difference is +21 points, 95% interval −5 to +31 points. So " +
      "most zones would not have done as well: by this test it stands out. But it was chosen " +
      "afterwards: of the 15 zones of this width that lie side by side in the window, at least " +
      "one would do as well with a probability of about 46%, if they were alike and independent.",
  );
  assert.equal(special, true);
  assert.doesNotMatch(anyZone([result(0.04)], "BTC", { chosenAfterwards: false }).answer, /chosen/);
});

Deno.test("a zone like any other says so", () => {
  const { answer, special } = anyZone([result(0.3)], "BTC", AFTER);
  assert.match(answer, /another zone could well have done/);
  assert.equal(special, false);
});

Deno.test("other zones tested beside it take from its p", () => {
  const { answer, special } = anyZone([result(0.04), result(0.5)], "BTC", AFTER);
  assert.match(answer, /p = 0.040, p = 0.080 adjusted over 2 zones/);
  assert.equal(special, false);
});

Deno.test("a zone that turns back less often than nearly all is said to", () => {
  const summary = { visits: 9, rejections: 1, breakouts: 8, unresolved: 0, rejection_rate: 1 / 9 };
  const controls = { ...result(1).controls!, rates: Array(8_000).fill(0.6) };
  const poor = result(1, { summary, controls } as unknown as Partial<RejectionResult>);
  assert.match(anyZone([poor], "BTC", AFTER).answer, /nearly any zone would have done better/);
});

Deno.test("without visits, controls or data it says what is missing", () => {
  const say = (changes: Partial<RejectionResult>) =>
    anyZone([result(0.04, changes)], "BTC", AFTER).answer;
  assert.equal(
    say({ not_testable: "zone 1:2 lies outside all prices" }),
    "Nothing can be said: zone 1:2 lies outside all prices.",
  );
  assert.match(say({ summary: { ...result(1).summary, visits: 2 } }), /had 2 visits/);
  const none = { ...result(1).controls!, drawn: 0, used: 0, p: null };
  assert.match(say({ controls: none }), /no other zone of this width fits/);
});
