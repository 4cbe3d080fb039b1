import assert from "node:assert/strict";
import {
  rollingMad,
  rollingMax,
  rollingMean,
  rollingMin,
  type RollingOptions,
  rollingSum,
} from "../../lib/series/rolling.ts";
import { rollingMedian, rollingQuantile } from "../../lib/series/rolling-quantile.ts";
import { mad } from "../../lib/stats/mad.ts";
import { mean } from "../../lib/stats/mean.ts";
import { quantile } from "../../lib/stats/quantile.ts";
import fc from "../property.ts";

type Rolling = (
  values: ArrayLike<number>,
  size: number,
  options?: RollingOptions,
) => Float64Array;

const CASES: [name: string, rolling: Rolling, naive: (known: number[]) => number][] = [
  ["sum", rollingSum, (known) => known.reduce((a, b) => a + b, 0)],
  ["mean", rollingMean, mean],
  ["min", rollingMin, (known) => Math.min(...known)],
  ["max", rollingMax, (known) => Math.max(...known)],
  ["median", rollingMedian, (known) => quantile(known, 0.5)],
  [
    "quantile",
    (v, size, options) => rollingQuantile(v, size, 0.8, options),
    (known) => quantile(known, 0.8),
  ],
  ["MAD", rollingMad, mad],
];

const series = fc.array(
  fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double({ min: -1e3, max: 1e3 }), fc.constant(NaN)),
  { maxLength: 60 },
);
const size = fc.integer({ min: 1, max: 12 });

for (const [name, rolling, naive] of CASES) {
  Deno.test(`rolling ${name} equals the statistic of each window, unknown values left out`, () => {
    fc.assert(fc.property(series, size, size, fc.boolean(), (values, size, minimum, before) => {
      const found = rolling(values, size, { minimum: Math.min(minimum, size), before });
      assert.equal(found.length, values.length);
      values.forEach((_, i) => {
        const end = before ? i : i + 1;
        const known = values.slice(Math.max(0, end - size), end).filter((v) => !Number.isNaN(v));
        const expected = known.length >= Math.min(minimum, size) ? naive(known) : NaN;
        close(found[i], expected);
      });
    }));
  });
}

function close(found: number, expected: number): void {
  if (Number.isNaN(expected)) assert.ok(Number.isNaN(found), `${found} is not NaN`);
  else {assert.ok(
      Math.abs(found - expected) <= 1e-9 * (1 + Math.abs(expected)),
      `${found}, not ${expected}`,
    );}
}

Deno.test("a window with a hole is unknown unless a smaller minimum is given", () => {
  const values = [1, NaN, 3, 4];
  assert.deepEqual([...rollingSum(values, 2)], [NaN, NaN, NaN, 7]);
  assert.deepEqual([...rollingSum(values, 2, { minimum: 1 })], [1, 1, 3, 7]);
});

Deno.test("`before` never sees the value at hand", () => {
  assert.deepEqual([...rollingMax([1, 2, 99, 3], 2, { before: true })], [NaN, NaN, 2, 99]);
});

Deno.test("a huge value leaves no trace in the windows after it", () => {
  assert.deepEqual([...rollingSum([1e17, 0.1, 0.2, 0.3], 2)].slice(2), [0.1 + 0.2, 0.2 + 0.3]);
});

Deno.test("a window of no or half a value is refused", () => {
  for (const size of [0, -1, 1.5, NaN]) {
    assert.throws(() => rollingSum([1], size), /whole number/);
    assert.throws(() => rollingMedian([1], size), /whole number/);
  }
});
