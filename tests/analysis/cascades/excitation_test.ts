import assert from "node:assert/strict";
import { excitation, fittedRate } from "../../../lib/analysis/cascades/excitation.ts";
import { createRandom } from "../../../lib/stats/random.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";

/** A branching process: immigrants at a constant rate, each event with Poisson(n) children. */
function cluster(perHour: number, branching: number, meanDelay: number, seed: number) {
  const random = createRandom(seed);
  const times: number[] = [];
  const queue: number[] = [];
  for (let t = random.exponential() / perHour; t < 240; t += random.exponential() / perHour) {
    queue.push(t);
  }
  for (let event = queue.pop(); event !== undefined; event = queue.pop()) {
    if (event >= 240) continue;
    times.push(event);
    for (let sum = random.exponential(); sum < branching; sum += random.exponential()) {
      queue.push(event + meanDelay * random.exponential());
    }
  }
  return { time: Float64Array.from(times, (hours) => Math.floor(hours * HOUR)).sort() };
}
const window = { from: 0, to: 10 * DAY };

Deno.test("a planted branching ratio, background and half-life lie in what is found", () => {
  const result = excitation(cluster(5, 0.6, 1 / 60, 4), window);
  const [low, high] = result.branching_interval!;
  assert.ok(low < 0.6 && 0.6 < high && high - low < 0.2, `${low} to ${high}`);
  assert.ok(Math.abs(result.background_per_hour! - 5) < 1);
  assert.ok(Math.abs(result.half_life_seconds! - Math.LN2 * 60) < 12);
  assert.ok(result.residual_p! > 0.05, "the model is true");
  assert.ok(result.log_likelihood_gain! > 100);
  assert.equal(result.residual_quantiles.length, 99);
});

Deno.test("events that nothing sets off have a branching ratio near 0", () => {
  const { branching_ratio, log_likelihood_gain } = excitation(cluster(8, 0, 1, 5), window);
  assert.ok(branching_ratio! < 0.1, `${branching_ratio}`);
  assert.ok(log_likelihood_gain! < 4);
});

Deno.test("a background that rises and falls: an upper bound, and no interval", () => {
  const quiet = cluster(3, 0.6, 1 / 60, 8).time, busy = cluster(9, 0.6, 1 / 60, 9).time;
  const odd = (time: number) => Math.floor(time / (12 * HOUR)) % 2 === 1;
  const time = Float64Array.from([
    ...quiet.filter((one) => !odd(one)),
    ...busy.filter(odd),
  ]).sort();
  const result = excitation({ time }, window);
  assert.ok(result.background_p! < 0.01);
  assert.equal(result.branching_interval, null);
  assert.ok(result.branching_ratio! > 0.6 && result.branching_at_most! > result.branching_ratio!);
  assert.match(result.notes.join(), /upper bound/);
});

Deno.test("a throttled feed hides excitation, and the result says so", () => {
  const whole = cluster(5, 0.6, 1 / 600, 6);
  // One event a minute survives, the first.
  const kept = whole.time.filter((t, i) =>
    i === 0 || Math.floor(t / 60_000) !== Math.floor(whole.time[i - 1] / 60_000)
  );
  const throttled = excitation({ time: kept }, { ...window, throttled: true });
  assert.ok(throttled.branching_ratio! < excitation(whole, window).branching_ratio! - 0.2);
  assert.match(throttled.notes[0], /throttled .* biased down/);
});

Deno.test("fills of one millisecond are one order; whole seconds are spread", () => {
  const { time } = cluster(5, 0.5, 1 / 60, 7);
  const fills = excitation({ time: Float64Array.from([...time, ...time]).sort() }, window);
  const once = excitation({ time }, window);
  assert.equal(fills.events, once.events);
  assert.equal(fills.branching_ratio, once.branching_ratio);
  assert.match(fills.notes[0], /rows at the millisecond/);
  const seconds = excitation({ time: time.map((t) => Math.floor(t / 1000) * 1000) }, window);
  assert.ok(seconds.spread_seconds && seconds.events === time.length);
  assert.ok(Math.abs(seconds.branching_ratio! - once.branching_ratio!) < 0.02);
});

Deno.test("few events, or none, are not testable", () => {
  assert.match(excitation({ time: new Float64Array() }).not_testable!, /^0 single liquidations/);
  const few = excitation({ time: Float64Array.of(1, 2, 3) });
  assert.deepEqual([few.branching_ratio, few.events, few.from], [
    null,
    3,
    "1970-01-01T00:00:00.001Z",
  ]);
});

Deno.test("the fitted rate jumps at an event and fades by its half-life", () => {
  const fit = {
    ...excitation(cluster(5, 0.6, 1 / 60, 4), window),
    background_per_hour: 2,
    branching_ratio: 0.5,
    half_life_seconds: 3600,
  };
  const rate = fittedRate(Float64Array.of(HOUR), fit, Float64Array.of(0, HOUR, 2 * HOUR));
  const jump = 0.5 * Math.LN2;
  [2, 2 + jump, 2 + jump / 2].forEach((expected, i) =>
    assert.ok(Math.abs(rate[i] - expected) < 1e-12)
  );
});
