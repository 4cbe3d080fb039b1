import assert from "node:assert/strict";
import { waveOverTime } from "../../../lib/analysis/wave/wave-over-time.ts";
import { DAY, HOUR, MINUTE } from "../../../lib/tables/time.ts";
import { barsOf, totalsOf } from "../bars.ts";

const STEP = 5 * MINUTE, PER_DAY = 288;
const ones = (days: number) => new Float64Array(days * PER_DAY).fill(1);
const prices = barsOf(
  Array.from({ length: 40 * 24 }, (_, i) => ({ high: i + 1, low: i + 1, close: i + 1 })),
  HOUR,
);

Deno.test("sums assets by side into as many bars as can be seen, with the price at their end", () => {
  const assets = [
    { asset: "A", totals: totalsOf(ones(30), STEP, 0, 1) },
    { asset: "B", totals: totalsOf(ones(30), STEP, 0, 0.25) },
  ];
  const wave = waveOverTime(assets, STEP, prices, "reported", { from: DAY, to: 11 * DAY });
  assert.equal(wave.interval_minutes, 120, "10 days in 120 bars");
  assert.equal(wave.bars.length, 120);
  assert.deepEqual(wave.bars[0], {
    time: "1970-01-02T00:00:00Z",
    long_usd: 24 * 1.25,
    short_usd: 24 * 0.75,
    unsided_usd: 0,
    price: 26,
  });
  assert.equal(wave.total_usd, 2 * 10 * PER_DAY);
  assert.equal(wave.long_usd, 1.25 * 10 * PER_DAY);
});

Deno.test("names the largest bar; sides that are not known are their own sum", () => {
  const usd = ones(2);
  usd[100] = 50;
  const totals = totalsOf(usd, STEP);
  totals.short_usd[100] = NaN;
  const { largest, bars, total_usd } = waveOverTime([{ asset: "A", totals }], STEP, undefined, "", {
    from: 0,
    to: 12 * HOUR,
  });
  assert.deepEqual(largest, { time: "1970-01-01T08:20:00Z", total_usd: 50 });
  assert.deepEqual(bars[100], {
    time: "1970-01-01T08:20:00Z",
    long_usd: 0,
    short_usd: 0,
    unsided_usd: 50,
    price: null,
  });
  assert.equal(total_usd, 143 + 50);
});

Deno.test("bars that no total covers are null, and nothing at all is not testable", () => {
  const late = [{ asset: "A", totals: totalsOf(ones(1), STEP, DAY) }];
  const { bars } = waveOverTime(late, STEP, undefined, "", { from: 0, to: 2 * DAY });
  assert.deepEqual([bars[0].long_usd, bars.at(-1)!.long_usd], [null, 3]);
  const none = waveOverTime(late, STEP, undefined, "", { from: 5 * DAY, to: 6 * DAY });
  assert.equal(none.not_testable, "no liquidations are known in this window");
  assert.equal(none.largest, null);
});
