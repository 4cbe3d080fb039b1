import assert from "node:assert/strict";
import { type DatedEvent, matchedTest } from "../../../lib/analysis/funding/matched-times.ts";
import { createRandom } from "../../../lib/stats/random.ts";

const DAYS = 400;
const random = createRandom("matched");
/** On ordinary days the time to reset differs from its placebos' by noise; most have one. */
const ordinary = Float64Array.from(
  { length: DAYS },
  () => random.uniform() < 0.2 ? NaN : 30 * random.normal(),
);

/** Days of events: evenly spaced ones would fall on each other when shifted. */
const ON = [20, 55, 100, 163, 190, 231, 280, 338, 372];

/** Events that differ by `own` on their day, and by noise on others. */
function events(own: number, n = 9): DatedEvent[] {
  return ON.slice(0, n).map((day) => {
    const difference = ordinary.slice();
    difference[day] = own;
    return { day, assets: [{ difference, hours: difference.map((d) => d + 60) }] };
  });
}

const run = (of: readonly DatedEvent[]) =>
  matchedTest(of, DAYS, { random: createRandom(1), resamples: 200 });

Deno.test("events all faster than their placebos are faster by more than chance", () => {
  const test = run(events(-40));
  assert.deepEqual([test.events, test.median_hours, test.placebo_median_hours], [9, 20, 60]);
  assert.equal(test.difference_hours, -40);
  assert.deepEqual(test.difference_interval, [-40, -40]);
  assert.ok(test.p_sooner! < 0.01 && test.p_later! > 0.9);
});

Deno.test("events as their placebos are not, and slower ones are later", () => {
  const same = run(events(0));
  assert.ok(same.p_sooner! > 0.2 && same.p_later! > 0.2);
  assert.ok(run(events(40)).p_later! < 0.01);
});

Deno.test("every shift of at least 14 days either way is one comparison", () => {
  assert.equal(run(events(0)).shifts, DAYS - 2 * 14 + 1);
});

Deno.test("assets of one event make one value: their median", () => {
  const [event] = events(-40, 1);
  const hours = new Float64Array(DAYS).fill(60), other = new Float64Array(DAYS).fill(0);
  const test = run([{ ...event, assets: [...event.assets, { hours, difference: other }] }]);
  assert.deepEqual([test.events, test.difference_hours], [1, -20]);
  assert.equal(test.difference_interval, null);
});

Deno.test("states the smallest effect it could have seen; it shrinks with more events", () => {
  assert.ok(run(events(0, 9)).smallest_effect_hours! < run(events(0, 3)).smallest_effect_hours!);
});

Deno.test("events that show nothing do not count; without any event all is null", () => {
  const [first, second] = events(0, 2);
  first.assets[0].difference[first.day] = NaN;
  assert.equal(run([first, second]).events, 1);
  assert.deepEqual([run([first]).events, run([first]).p_sooner], [0, null]);
  assert.equal(run([]).difference_hours, null);
});
