import assert from "node:assert/strict";
import { matchedTest } from "../../lib/analysis/matched-times.ts";
import { createRandom } from "../../lib/stats/random.ts";

const run = (strata: Parameters<typeof matchedTest>[0], permutations = 999) =>
  matchedTest(strata, { random: createRandom(1), permutations, resamples: 200 });

const slow = [100, 110, 120, 130, 140, 150, 160, 170, 180, 190];

Deno.test("ten events all faster than their placebos are faster by more than chance", () => {
  const test = run(new Array(10).fill({ hours: 20, placebos: slow }));
  assert.deepEqual([test.events, test.median_hours, test.placebo_median_hours], [10, 20, 145]);
  assert.equal(test.difference_hours, -125);
  assert.ok(test.p_sooner! < 0.01 && test.p_later! > 0.9);
});

Deno.test("events as their placebos, or slower, are not", () => {
  assert.ok(run(new Array(10).fill({ hours: 145, placebos: slow })).p_sooner! > 0.2);
  assert.ok(run(new Array(10).fill({ hours: 300, placebos: slow })).p_later! < 0.01);
});

Deno.test("events are compared with their own placebos, not with each other's", () => {
  // Both kinds are average among their own, though one is ten times as slow as the other.
  const strata = Array.from(
    { length: 10 },
    (_, i) =>
      i % 2
        ? { hours: 14.5, placebos: slow.map((hours) => hours / 10) }
        : { hours: 145, placebos: slow },
  );
  const test = run(strata);
  assert.ok(test.p_sooner! > 0.1 && test.p_later! > 0.1);
  assert.equal(test.difference_hours, 0);
});

Deno.test("states the smallest effect it could have seen; it shrinks with more events", () => {
  const of = (n: number) => run(new Array(n).fill({ hours: 145, placebos: slow }), 3999);
  assert.ok(of(30).smallest_effect_hours! < of(5).smallest_effect_hours!);
});

Deno.test("events without placebos do not count; without any event all is null", () => {
  assert.equal(run([{ hours: 1, placebos: [] }, { hours: 1, placebos: [2] }]).events, 1);
  assert.equal(run([{ hours: 1, placebos: [] }]).p_sooner, null);
});

Deno.test("under the null, p below 0.05 comes in about one test of twenty", () => {
  const random = createRandom("null");
  let low = 0;
  for (let i = 0; i < 300; i++) {
    const strata = Array.from({ length: 9 }, () => ({
      hours: random.exponential(),
      placebos: Array.from({ length: 20 }, () => random.exponential()),
    }));
    const { p_sooner } = matchedTest(strata, { random, permutations: 199, resamples: 2 });
    if (p_sooner! < 0.05) low++;
  }
  assert.ok(low > 3 && low < 30, `${low} of 300`);
});
