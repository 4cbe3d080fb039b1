import assert from "node:assert/strict";
import { levelShift } from "../../lib/stats/level-shift.ts";
import { mean } from "../../lib/stats/mean.ts";
import { createRandom } from "../../lib/stats/random.ts";

const random = createRandom("level shift");
const noise = Float64Array.from({ length: 120 }, () => random.normal());
const search = (values: Float64Array) =>
  levelShift(values, { random: createRandom(1), minSide: 7, resamples: 99 });

Deno.test("a step in noise: position, height and interval", () => {
  const found = search(noise.map((value, t) => 0.1 * value + (t < 70 ? 0 : 0.5)))!;
  assert.equal(found.p, 0.01);
  assert.equal(found.at, 70);
  assert(Math.abs(found.weights.reduce((sum, weight) => sum + weight) - 1) < 1e-9);
  assert(found.weights[70] > 0.9);
  assert(Math.abs(found.shift - 0.5) < 0.06);
  assert(found.interval[0] < 0.5 && found.interval[1] > 0.5);
});

Deno.test("noise alone, and noise that adds up: none", () => {
  assert.equal(search(noise), null);
  let level = 0;
  assert.equal(search(noise.map((value) => level = 0.97 * level + 0.1 * value)), null);
});

Deno.test("a shift that noise hides in part is drawn to 0, one that it does not is left alone", () => {
  const of = (height: number, scale: number) =>
    search(noise.map((value, t) => scale * value + (t < 60 ? 0 : height)))!.shift;
  const after = noise.slice(60), before = noise.slice(0, 60);
  const chance = mean(after) - mean(before);
  assert(of(0.8, 1) < 0.8 * (0.8 + chance));
  assert(Math.abs(of(3, 0.1) - 3 - 0.1 * chance) < 0.02);
});
