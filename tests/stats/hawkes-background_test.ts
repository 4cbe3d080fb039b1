import assert from "node:assert/strict";
import { constantBackground } from "../../lib/stats/hawkes-background.ts";
import { createRandom } from "../../lib/stats/random.ts";

const POISSON = { mu: 10, alpha: 0, beta: 1 };
const observation = { from: 0, to: 100 };
const random = createRandom("background");

function poisson(rate: (time: number) => number): number[] {
  const times: number[] = [];
  for (let t = random.exponential() / 20; t < 100; t += random.exponential() / 20) {
    if (random.uniform() < rate(t) / 20) times.push(t);
  }
  return times;
}

Deno.test("as many events in each window as expected: p is 1", () => {
  const even = Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 10);
  assert(constantBackground(even, POISSON, observation, 20) > 0.999);
});

Deno.test("a constant rate: p below 0.05 in 5 of 100 cases", () => {
  let small = 0;
  for (let i = 0; i < 400; i++) {
    const times = poisson(() => 10);
    const fit = { ...POISSON, mu: times.length / 100 };
    if (constantBackground(times, fit, observation, 40) < 0.05) small++;
  }
  assert(small >= 8 && small <= 36, `${small} of 400`);
});

Deno.test("a rate that doubles halfway", () => {
  assert(constantBackground(poisson((t) => t < 50 ? 6 : 14), POISSON, observation, 20) < 1e-6);
});

Deno.test("events that are expected after another are no sign of change", () => {
  // 50 events set off at time 10, as the fit expects them; nothing else.
  const fit = { mu: 0.5, alpha: 50, beta: 1 };
  const times = [10, ...Array.from({ length: 50 }, (_, i) => 10 - Math.log1p(-(i + 0.5) / 51))];
  const alone = constantBackground(times.slice(0, 1), fit, observation, 10);
  const answered = constantBackground(times, { ...fit, alpha: 1, beta: 1 }, observation, 10);
  assert(alone < 1e-6 && answered > alone);
});
