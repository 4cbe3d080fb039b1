import assert from "node:assert/strict";
import {
  memoryLaws,
  seriesOf,
  stepSquares,
  surprises,
  transposed,
} from "../../lib/stats/memory.ts";
import { createRandom } from "../../lib/stats/random.ts";

const LENGTH = 40;
const laws = memoryLaws(LENGTH);
const random = createRandom("memory");
const draw = () => Float64Array.from({ length: LENGTH }, () => random.normal());
const dot = (a: Float64Array, b: Float64Array) =>
  a.reduce((sum, value, i) => sum + value * b[i], 0);
const close = (a: number, b: number) =>
  assert(Math.abs(a - b) < 1e-9 * (1 + Math.abs(b)), `${a} ${b}`);

Deno.test("56 laws, the first of which is noise", () => {
  assert.equal(laws.length, 56);
  const values = draw(), out = new Float64Array(LENGTH);
  surprises(laws[0], values, out);
  assert.deepEqual(out, values);
  assert.equal(laws[0].longRun, 1);
});

Deno.test("surprises make the series that they come from", () => {
  for (const law of laws) {
    const values = draw(), own = new Float64Array(LENGTH), back = new Float64Array(LENGTH);
    surprises(law, values, own);
    seriesOf(law, own, back);
    back.forEach((value, t) => close(value, values[t]));
  }
});

Deno.test("variances of the surprises are those of the covariance matrix", () => {
  // A law of one part alone: a first-order autoregression, foretold by its last value.
  const keep = Math.exp(-1 / 7);
  const alone = laws.find(({ longRun }) => Math.abs(longRun - (1 + keep) / (1 - keep)) < 1e-9)!;
  close(alone.variances[0], 1);
  close(alone.variances[9], 1 - keep ** 2);
});

Deno.test("the transpose, and the squares of steps, agree with the filter", () => {
  for (const law of laws) {
    const values = draw(), weights = draw();
    const own = new Float64Array(LENGTH), turned = new Float64Array(LENGTH);
    surprises(law, values, own);
    transposed(law, weights, turned);
    close(dot(turned, values), dot(weights, own));
    const squares = stepSquares(law);
    for (const at of [0, 7, 39]) {
      const step = values.map((_, t) => t < at ? 0 : 1);
      surprises(law, step, own);
      close(squares[at], own.reduce((sum, value, t) => sum + value ** 2 / law.variances[t], 0));
    }
  }
});
