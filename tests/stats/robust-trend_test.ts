import assert from "node:assert/strict";
import { createRandom } from "../../lib/stats/random.ts";
import { robustTrend } from "../../lib/stats/robust-trend.ts";
import { theilSen } from "../../lib/stats/theil-sen.ts";

/** A line with errors that carry over from one value to the next. */
function series(length: number, slope: number, phi: number, seed: number) {
  const random = createRandom(seed);
  let error = random.normal() / Math.sqrt(1 - phi * phi);
  const x = Array.from({ length }, (_, i) => i);
  const y = x.map((at) => {
    error = phi * error + random.normal();
    return slope * at + error;
  });
  return { x, y };
}
const options = () => ({ random: createRandom(1), resamples: 200 });

Deno.test("the line is Theil and Sen's; the interval holds it and is wider where errors carry over", () => {
  const { x, y } = series(60, 0.5, 0.8, 3);
  const trend = robustTrend(x, y, options()), plain = theilSen(x, y);
  assert.equal(trend.slope, plain.slope);
  assert.equal(trend.intercept, plain.intercept);
  const width = ([low, high]: readonly number[]) => high - low;
  assert(width(trend.interval) > 1.5 * width(plain.interval));
  assert(trend.interval[0] < trend.slope && trend.slope < trend.interval[1]);
  assert(trend.phi > 0.6 && trend.phi <= 0.99);
});

Deno.test("its interval misses a slope of 0 rarely, where Sen's own misses it half of the time", () => {
  let missed = 0, sen = 0;
  for (let seed = 0; seed < 40; seed++) {
    const { x, y } = series(42, 0, 0.8, seed);
    const [low, high] = robustTrend(x, y, options()).interval;
    if (low > 0 || high < 0) missed++;
    const plain = theilSen(x, y).interval;
    if (plain[0] > 0 || plain[1] < 0) sen++;
  }
  assert(missed <= 4, `missed ${missed} of 40`);
  assert(sen >= 10, `Sen missed ${sen} of 40`);
});

Deno.test("the same seed gives the same interval; fewer than 5 values none", () => {
  const { x, y } = series(30, 0.1, 0.5, 5);
  assert.deepEqual(robustTrend(x, y, options()), robustTrend(x, y, options()));
  assert(Number.isNaN(robustTrend([1, 2, 3, 4], [1, 2, 3, 4], options()).slope));
});
