import assert from "node:assert/strict";
import { afterRejections } from "../../../lib/analysis/resistance/after-rejections.ts";
import { resistanceRejections } from "../../../lib/analysis/resistance/resistance-rejections.ts";
import { DAY, HOUR } from "../../../lib/tables/time.ts";
import { barsOf } from "../bars.ts";

/** Sixty days that swing between 90 and 110 every two days: each swing is a rejection at 108. */
const bars = barsOf(
  Array.from({ length: 60 * 24 }, (_, i) => {
    const close = 100 + 10 * Math.sin(i * Math.PI / 24);
    return { high: close + 0.5, low: close - 0.5, close };
  }),
  HOUR,
);
const span = { from: 0, to: 50 * DAY, step: HOUR };

Deno.test("each rejection carries its own returns, and all together stand beside random shifts", () => {
  const result = resistanceRejections({ bars }, { zone: [108, 112], ...span, controls: 0 });
  const after = afterRejections(bars, result, 1);
  assert.equal(after.not_testable, null);
  assert.equal(after.rejections.length, result.summary.rejections);
  const first = after.rejections[0];
  const end = bars.time.indexOf(Date.parse(first.end));
  assert.equal(first.return_4h, bars.close[end + 4] / bars.close[end] - 1);
  assert.equal(first.return_168h, bars.close[end + 168] / bars.close[end] - 1);
  const four = after.horizons.find(({ hours }) => hours === 4)!;
  assert(four.mean! < -0.02, "the swing goes on down");
  assert(Math.abs(four.random_mean!) < 0.005);
});

Deno.test("a horizon beyond the data is null, and left out of the mean", () => {
  const tail = { from: 45 * DAY, to: 60 * DAY, step: HOUR };
  const result = resistanceRejections({ bars }, { zone: [108, 112], ...tail, controls: 0 });
  const { rejections, horizons } = afterRejections(bars, result, 1);
  assert.equal(rejections.at(-1)!.return_168h, null);
  assert.equal(horizons.at(-1)!.n, rejections.filter((row) => row.return_168h !== null).length);
});

Deno.test("fewer than three rejections, or a zone out of reach, are not testable", () => {
  const short = { from: 0, to: 3 * DAY, step: HOUR };
  const few = resistanceRejections({ bars }, { zone: [108, 112], ...short, controls: 0 });
  assert.match(afterRejections(bars, few, 1).not_testable!, /at least 3 are needed/);
  const none = resistanceRejections({ bars }, { zone: [208, 212], ...span, controls: 0 });
  const after = afterRejections(bars, none, 1);
  assert.match(after.not_testable!, /outside all prices/);
  assert.deepEqual(after.horizons, []);
});
