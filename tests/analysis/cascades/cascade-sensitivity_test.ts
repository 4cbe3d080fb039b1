import assert from "node:assert/strict";
import { cascadeSensitivity } from "../../../lib/analysis/cascades/cascade-sensitivity.ts";
import { findCascades } from "../../../lib/analysis/cascades/cascades.ts";
import { MINUTE, parseTime } from "../../../lib/tables/time.ts";
import { totalsOf } from "../bars.ts";

const STEP = 5 * MINUTE, PER_DAY = 288, START = parseTime("2025-01-01");

/** Ten calm days of 1 a bar with bursts of 3 bars, at 10:00 on the eighth day and the ninth. */
function bursts(eighth: number, ninth: number) {
  const usd = new Float64Array(10 * PER_DAY).fill(1);
  usd.fill(eighth, 7 * PER_DAY + 120, 7 * PER_DAY + 123);
  usd.fill(ninth, 8 * PER_DAY + 120, 8 * PER_DAY + 123);
  return {
    assets: [{ asset: "A", totals: totalsOf(usd, STEP, START) }],
    step: STEP,
    basis: "simulated",
  };
}

Deno.test("at the default thresholds the list is that of the detector", () => {
  const inputs = bursts(80, 100);
  const { rows } = cascadeSensitivity(inputs);
  const { cascades, median_minutes, longest_hours } = findCascades(inputs);
  assert.equal(cascades.length, 2);
  assert.deepEqual(rows.find(({ detect, keep }) => detect === 30 && keep === 4), {
    detect: 30,
    keep: 4,
    cascades: 2,
    median_minutes,
    longest_hours,
    defaults_found: 1,
    most_severe: "2025-01-09T10:00:00Z",
  });
});

Deno.test("thresholds that are too high for one of two find half of the defaults", () => {
  const { rows } = cascadeSensitivity(bursts(70, 100), { detect: [1, 4 / 3], keep: [1] });
  assert.deepEqual(rows.map(({ cascades, defaults_found }) => [cascades, defaults_found]), [
    [2, 1],
    [1, 0.5],
  ]);
});

Deno.test("the window bounds what is counted; too little history is not testable", () => {
  const from = START + 8 * PER_DAY * STEP;
  const { rows } = cascadeSensitivity(bursts(80, 100), { detect: [1], keep: [1], from });
  assert.equal(rows[0].cascades, 1);
  const short = { assets: [], step: STEP, basis: "" };
  assert.match(cascadeSensitivity(short).not_testable!, /no day has a known normal/);
});
