import assert from "node:assert/strict";
import { normalCdf } from "../../lib/stats/normal.ts";
import { exponentialCdf, kolmogorovSmirnov } from "../../lib/stats/kolmogorov-smirnov.ts";
import { createRandom, type Random } from "../../lib/stats/random.ts";
import { golden } from "./golden.ts";

const draw = (n: number, one: () => number) => Array.from({ length: n }, one);

Deno.test("the stream of a seed is sfc32's, bit for bit, on every machine", () => {
  for (const { seed, uniforms } of golden<{ seed: string; uniforms: number[] }[]>("stats_random")) {
    assert.deepEqual(draw(5, createRandom(seed).uniform), uniforms);
  }
});

Deno.test("a number and its text are the same seed", () => {
  assert.equal(createRandom(42).uniform(), createRandom("42").uniform());
});

Deno.test("a split stream depends on seed and label only, not on what was drawn before", () => {
  const fresh = createRandom("2025-12-05"), used = createRandom("2025-12-05");
  draw(100, used.normal);
  const stream = draw(5, fresh.split("bootstrap").uniform);
  assert.deepEqual(draw(5, used.split("bootstrap").uniform), stream);
  assert.notDeepEqual(draw(5, fresh.split("bootstraq").uniform), stream);
});

const LAWS: [string, (random: Random) => number, (x: number) => number][] = [
  ["uniform", (random) => random.uniform(), (x) => x],
  ["normal", (random) => random.normal(), normalCdf],
  ["exponential", (random) => random.exponential(), exponentialCdf],
];
for (const [name, one, cdf] of LAWS) {
  Deno.test(`${name} numbers follow their law, also across the first of many seeds`, () => {
    const random = createRandom(name);
    const stream = draw(20_000, () => one(random));
    const firsts = Array.from({ length: 20_000 }, (_, seed) => one(createRandom(seed)));
    for (const sample of [stream, firsts]) {
      const { p } = kolmogorovSmirnov(sample, cdf);
      assert.ok(p > 0.001, `${name}: p ${p}`);
    }
  });
}

Deno.test("whole numbers reach each value below n about equally often, and nothing else", () => {
  const random = createRandom(3);
  const counts = new Map<number, number>();
  for (const value of draw(7000, () => random.integer(7))) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  assert.deepEqual([...counts.keys()].sort(), [0, 1, 2, 3, 4, 5, 6]);
  // 1000 expected, deviation 29
  for (const count of counts.values()) assert.ok(Math.abs(count - 1000) < 130, `${count}`);
});

Deno.test("a shuffle keeps the values and makes all orders about equally likely", () => {
  const random = createRandom(4);
  const orders = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const order = random.shuffle([1, 2, 3]).join("");
    orders.set(order, (orders.get(order) ?? 0) + 1);
  }
  assert.deepEqual([...orders.keys()].sort(), ["123", "132", "213", "231", "312", "321"]);
  for (const count of orders.values()) assert.ok(Math.abs(count - 1000) < 130, `${count}`);
});
