import assert from "node:assert/strict";
import {
  busierDays,
  CASCADE_DEFAULTS,
  DAILY_CASCADE_DEFAULTS,
  detectCascades,
  type Grid,
  normalPerBar,
} from "../../../lib/analysis/cascades/detect-cascades.ts";
import { DAY, MINUTE } from "../../../lib/tables/time.ts";
import fc from "../../property.ts";

const STEP = 5 * MINUTE, PER_DAY = 288;

/** Days of 1 a bar, with `burst` written over the bars from `at` on the last day. */
function calm(days: number, burst: number[] = [], at = 100): Grid {
  const total = new Float64Array(days * PER_DAY).fill(1);
  total.set(burst, (days - 1) * PER_DAY + at);
  return { start: 0, step: STEP, total };
}

function find(grid: Grid, options = CASCADE_DEFAULTS) {
  const offset = grid.total.length - PER_DAY;
  return detectCascades(grid, normalPerBar(grid, options), options)
    .map((
      { first, detected, last, ended },
    ) => [first - offset, detected - offset, last - offset, ended]);
}

Deno.test("normal is the median day before, over its bars, once 7 complete days are known", () => {
  const grid = calm(9);
  grid.total.fill(3, 7 * PER_DAY, 8 * PER_DAY);
  const normal = normalPerBar(grid, CASCADE_DEFAULTS);
  assert.ok(Number.isNaN(normal[7 * PER_DAY - 1]));
  assert.equal(normal[7 * PER_DAY], 1);
  assert.equal(normal[8 * PER_DAY], 1, "one large day does not move a median");
  grid.total[0] = NaN;
  assert.ok(Number.isNaN(normalPerBar(grid, CASCADE_DEFAULTS)[7 * PER_DAY]), "6 known days");
});

Deno.test("only the 14 days before count as normal, and never the day itself", () => {
  const grid = calm(16);
  grid.total.fill(10, 0, 2 * PER_DAY);
  grid.total.fill(50, 15 * PER_DAY);
  const normal = normalPerBar(grid, CASCADE_DEFAULTS);
  assert.equal(normal[15 * PER_DAY], 1);
});

Deno.test("starts at the first bar of 4 normal in the 30 minutes whose mean reaches 30", () => {
  // Mean of six: (3.9 + 4 + 2 + 2 + 2 + 167) / 6 = 30.15, in the bar of 167.
  assert.deepEqual(find(calm(8, [3.9, 4, 2, 2, 2, 167])), [[101, 105, 105, "quiet"]]);
  assert.deepEqual(find(calm(8, [3.9, 4, 2, 2, 2, 166])), [], "a mean of 29.98 is none");
});

Deno.test("the onset passes over a busy moment before the rise", () => {
  // Halfway between 1 and 30 is 15.5: the bar of 5 is loud, but no part of the rise.
  const grid = calm(8, [5, 1, 1, 40, 120, 90]);
  const [span] = detectCascades(grid, normalPerBar(grid, CASCADE_DEFAULTS), CASCADE_DEFAULTS);
  const at = 7 * PER_DAY + 100;
  assert.deepEqual([span.first, span.onset, span.detected], [at, at + 3, at + 5]);
});

Deno.test("days of the baseline that were as busy are counted, the day itself is not", () => {
  const grid = calm(16);
  grid.total[0] = 10_000; // 15 days before: outside the baseline
  grid.total[3 * PER_DAY] = 500;
  grid.total[5 * PER_DAY] = 700;
  grid.total[15 * PER_DAY] = 900;
  const cascades = [600, 700, 800, 989].map((usd) => ({ slot: 15 * PER_DAY, usd }));
  assert.deepEqual(busierDays(grid, cascades, CASCADE_DEFAULTS), [2, 2, 1, 0]);
  grid.total[5 * PER_DAY + 1] = NaN;
  assert.deepEqual(busierDays(grid, cascades, CASCADE_DEFAULTS), [null, null, null, null]);
});

Deno.test("ends at the last bar of 4 normal before 30 minutes without one", () => {
  const quiet = [1, 1, 1, 1, 1];
  assert.deepEqual(find(calm(8, [200, ...quiet, 5, ...quiet, 1, 5])), [[100, 100, 106, "quiet"]]);
});

Deno.test("is cut after 24 hours, and the next may start in the bar after", () => {
  const grid = calm(9, new Array(PER_DAY).fill(100), 0);
  grid.total.fill(100, 7 * PER_DAY);
  const options = CASCADE_DEFAULTS;
  const spans = detectCascades(grid, normalPerBar(grid, options), options);
  assert.deepEqual(spans.map(({ ended }) => ended), ["cap", "data"]);
  assert.equal(spans[0].last - spans[0].first + 1, PER_DAY);
  assert.equal(spans[1].first, spans[0].last + 1);
});

Deno.test("an unknown bar ends it, and is never inside one", () => {
  const found = find(calm(8, [100, NaN, 200, 200, 200, 200, 200, 200]));
  assert.deepEqual(found, [[102, 107, 107, "quiet"]], "no mean over an unknown bar");
  const late = find(calm(8, [200, 200, 200, 200, 200, 200, NaN, 5]));
  assert.deepEqual(late, [[100, 100, 105, "gap"]]);
});

Deno.test("a normal of 0 finds nothing: anything would be a multiple of it", () => {
  const grid = calm(8, [200]);
  grid.total.fill(0, 0, 7 * PER_DAY);
  assert.deepEqual(find(grid), []);
});

Deno.test("daily totals: from 4 normal until the first day under 2, broken by an unknown day", () => {
  const total = new Float64Array(40).fill(1);
  total.set([4, 2, 2, 1.9, 5, NaN, 3.9, 6], 30);
  const grid = { start: 0, step: DAY, total };
  const normal = normalPerBar(grid, DAILY_CASCADE_DEFAULTS);
  assert.ok(Number.isNaN(normal[19]) && normal[20] === 1);
  assert.deepEqual(detectCascades(grid, normal, DAILY_CASCADE_DEFAULTS), [
    { first: 30, onset: 30, detected: 30, last: 32, ended: "quiet" },
    { first: 34, onset: 34, detected: 34, last: 34, ended: "gap" },
    { first: 37, onset: 37, detected: 37, last: 37, ended: "quiet" },
  ]);
});

Deno.test("a calm market with independent bars has no cascade", () => {
  const total = Float64Array.from({ length: 20 * PER_DAY }, (_, i) => 1 + Math.sin(i * i) ** 2);
  assert.deepEqual(find({ start: 0, step: STEP, total }), []);
});

Deno.test("the past alone decides: later bars change neither start nor detection", () => {
  const bar = fc.oneof(fc.constant(1), fc.constant(20), fc.constant(150));
  fc.assert(
    fc.property(fc.array(bar, { minLength: 20, maxLength: 60 }), fc.nat(60), (bars, cut) => {
      const known = Math.min(cut, bars.length);
      const all = find(calm(8, bars));
      const past = find(calm(8, bars.map((value, i) => i < known ? value : 1)));
      const settled = (spans: ReturnType<typeof find>) =>
        spans.filter(([, detected]) => Number(detected) < 100 + known).map(([a, b]) => [a, b]);
      // A span that the cut shortens may let a later one be detected anew, but only past the cut.
      assert.deepEqual(settled(past), settled(all));
    }),
  );
});

Deno.test("cascades never overlap, and come in order", () => {
  const bar = fc.integer({ min: 0, max: 200 });
  fc.assert(fc.property(fc.array(bar, { maxLength: 150 }), (bars) => {
    const found = find(calm(8, bars));
    found.forEach(([first, detected, last], i) => {
      assert.ok(first <= detected && detected <= last);
      if (i) assert.ok(first > found[i - 1][2]);
    });
  }));
});
