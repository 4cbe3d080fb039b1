import assert from "node:assert/strict";
import type { ControlTest } from "../../lib/analysis/resistance/control-zones.ts";
import type { RejectionResult } from "../../lib/analysis/resistance/resistance-rejections.ts";
import { c5 } from "../../lib/claims/c5.ts";

/** A result with so many rejections and breakouts, among controls with the given rates. */
function result(rejections: number, breakouts: number, rates: number[], p: number) {
  const visits = rejections + breakouts;
  const controls = {
    p,
    used: rates.length,
    rates,
    all: { n: rates.length, mean: 0.6, quantiles: [0.4, 0.5, 0.6, 0.7, 0.8] },
  } as unknown as ControlTest;
  return {
    not_testable: null,
    zone: [92_800, 93_900],
    summary: {
      visits,
      rejections,
      breakouts,
      unresolved: 0,
      rejection_rate: visits ? rejections / visits : null,
      rejection_rate_interval: visits ? [0.5, 0.9] : null,
    },
    controls,
  } as unknown as RejectionResult;
}

const BEFORE = { chosenAfterwards: false };
const spread = (n: number) => Array.from({ length: n }, (_, i) => i / n);

Deno.test("rare among random zones, with at least 5 visits: supported", () => {
  const verdict = c5([result(10, 1, spread(1000), 0.01)], "reported", BEFORE);
  assert.equal(verdict.verdict, "supported");
  assert.equal(verdict.figure, "10 rejections and 1 breakout in 11 visits");
  assert.equal(verdict.n, 11);
  assert.equal(verdict.smallest_effect, null);
});

Deno.test("the same with 4 visits, or with p above 0.05: inconclusive, with what could be seen", () => {
  assert.equal(c5([result(4, 0, spread(1000), 0.01)], "reported", BEFORE).verdict, "inconclusive");
  const verdict = c5([result(10, 1, spread(1000), 0.2)], "reported", BEFORE);
  assert.equal(verdict.verdict, "inconclusive");
  assert.match(verdict.smallest_effect!, /above 80%/);
  const blind = result(10, 0, spread(1000), 0.2);
  blind.controls!.all.quantiles = [0.4, 0.5, 0.6, 0.8, 1];
  assert.match(c5([blind], "reported", BEFORE).smallest_effect!, /^no rate: .* is 100%$/);
});

Deno.test("fewer rejections than nearly all random zones: contradicted", () => {
  const high = Array.from({ length: 1000 }, (_, i) => 0.5 + i / 2000);
  assert.equal(c5([result(1, 9, high, 1)], "reported", BEFORE).verdict, "contradicted");
});

Deno.test("several zones adjust the verdict on the first", () => {
  const good = result(10, 1, spread(1000), 0.02);
  const poor = result(6, 4, spread(1000), 0.6);
  assert.equal(c5([good], "reported", BEFORE).verdict, "supported");
  const verdict = c5([good, poor, poor, poor], "reported", BEFORE);
  assert.equal(verdict.verdict, "inconclusive");
  assert.equal(verdict.p, 0.08);
  assert.match(verdict.reason, /adjusted over 4 zones/);
});

Deno.test("fewer than 3 visits, or no controls: not testable, and why", () => {
  assert.match(
    c5([result(2, 0, [0.5], 0.5)], "reported", BEFORE).reason,
    /^2 visits; at least 3 are needed$/,
  );
  const alone = { ...result(6, 1, [], 0.5), controls: null };
  assert.match(c5([alone], "reported", BEFORE).reason, /no random zone/);
  const broken = { ...result(6, 1, [], 0.5), not_testable: "outside all prices" };
  const verdict = c5([broken], "reported", BEFORE);
  assert.equal(verdict.verdict, "not testable");
  assert.equal(verdict.reason, "outside all prices");
});

Deno.test("a zone chosen afterwards is marked so", () => {
  const verdict = c5([result(10, 1, spread(1000), 0.01)], "simulated", { chosenAfterwards: true });
  assert.match(verdict.reason, /chosen afterwards, so p is descriptive/);
  assert.equal(verdict.basis, "simulated");
});
