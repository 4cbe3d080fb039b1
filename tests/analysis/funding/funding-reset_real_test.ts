import assert from "node:assert/strict";
import { fundingDays } from "../../../lib/analysis/funding/funding-days.ts";
import { fundingReset } from "../../../lib/analysis/funding/funding-reset.ts";
import { parseTime } from "../../../lib/tables/time.ts";
import { perpFunding, perps } from "../real-market.ts";

Deno.test({
  name: "BTC on 10 October 2025: long crowding, reset after 26 h 40 min, faster than a settlement",
  ...perps,
  fn() {
    const result = fundingReset({ funding: perpFunding("BTC") }, {
      at: parseTime("2025-10-10T21:20"),
    });
    assert.equal(result.not_testable, null);
    assert.equal(result.neutral!.toExponential(4), "5.0545e-5");
    assert.equal(result.e0!.toExponential(4), "2.6175e-5");
    assert.equal(result.noise!.toExponential(5), "1.03724e-5");
    assert.equal(result.crowding, "long");
    assert.equal(result.outcome, "reset");
    assert.equal(result.time_to_reset_hours, 26 + 40 / 60);
    assert.equal(result.pairs, 41);
    assert.equal(result.phi!.toFixed(6), "0.350886");
    assert.equal(result.phi_corrected!.toFixed(6), "0.400951");
    assert.equal(result.half_life_periods!.toFixed(6), "0.758436");
    assert.equal(result.half_life_note, "faster than one settlement");
    assert.equal(result.flush, null);
    assert.equal(result.flush_not_testable, "no open interest");
  },
});

Deno.test({
  name: "taking every midnight with 180 days before it as an event, BTC resets in 48 of 53",
  ...perps,
  fn() {
    assert.deepEqual(fundingDays({ funding: perpFunding("BTC") }).long, { cases: 53, reset: 48 });
  },
});

Deno.test({
  name: "on 10 December 2025 BTC, ETH, SOL and DOGE had nothing to reset",
  ...perps,
  fn() {
    for (const asset of ["BTC", "ETH", "SOL", "DOGE"]) {
      const result = fundingReset({ funding: perpFunding(asset) }, { at: parseTime("2025-12-10") });
      assert.equal(result.outcome, "nothing to reset", asset);
      assert.equal(result.placebo, null);
      assert.equal(result.time_to_reset_hours, null);
    }
  },
});
